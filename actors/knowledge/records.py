"""PURE: what is asked of the records of knowledge, and what they answer.

Of versions, `DRAFT` is the one being worked on, `NEWEST` the one published last; a
version that is not there is empty.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.audit import AuditEntry
from actors.accounts.permissions import Permission
from actors.accounts.records import NotRecorded
from actors.knowledge.changes import Change
from actors.knowledge.checking import Fault
from actors.knowledge.contribution import (
    Contributed,
    ContributionRequest,
    ContributionsFound,
)
from actors.knowledge.entry import (
    MAX_ID_CHARS,
    MAX_QUESTION_CHARS,
    Base,
    Category,
    Entry,
    EntryId,
    Welcome,
)
from actors.knowledge.news import NewsAnswer, NewsRequest
from actors.row_number import MAX_ROW, RowNumber

DRAFT: Final = 0
NEWEST: Final = -1
MAX_FOUND: Final = 100
"""Entries, versions or differences in one answer."""
MAX_FOUND_BYTES: Final = 256 * 1024
"""Of entries in one answer; one more is given where there would be none."""
MAX_EDITION_ENTRIES: Final = 1_000
MAX_EDITION_BYTES: Final = 512 * 1024
"""Of a page of an edition: read in some ms, and fits an answer to an operator."""

AnyVersion = Annotated[int, Meta(ge=NEWEST, le=MAX_ROW)]
Limit = Annotated[int, Meta(ge=1, le=MAX_FOUND)]
Cursor = Annotated[str, Meta(max_length=2 * MAX_ID_CHARS)]


class FindEntries(msgspec.Struct, frozen=True, tag="find_entries"):
    """Asks for entries of the draft, by their ids' order: `EntriesFound`.

    Attributes:
        base: only of this one.
        category: only of this one itself; "" = of none; None = of all.
        text: somewhere in its questions or answers, in any case.
        enabled: only those that are, or are not.
        after: go on behind this id.
        limit: so many at most; fewer where they are large.
    """

    base: Base | None = None
    category: Annotated[str, Meta(max_length=MAX_ID_CHARS)] | None = None
    text: Annotated[str, Meta(max_length=MAX_QUESTION_CHARS)] = ""
    enabled: bool | None = None
    after: Cursor = ""
    limit: Limit = MAX_FOUND


class ScanEntries(msgspec.Struct, frozen=True, tag="scan_entries"):
    """Asks for such entries among the next few alone: `EntriesScanned`.

    No index knows where a text is, so a search goes through all entries, and others
    are served in between.

    Attributes:
        find: of what; its `total` counts those among the few.
        begin: look behind this id.
    """

    find: FindEntries
    begin: Cursor = ""


class ReadEntries(msgspec.Struct, frozen=True, tag="read_entries"):
    """Asks for these entries of a version: `EntriesFound` with those that are there."""

    ids: Annotated[tuple[EntryId, ...], Meta(max_length=MAX_FOUND)]
    version: AnyVersion = DRAFT


class ReadOutline(msgspec.Struct, frozen=True, tag="read_outline"):
    """Asks what a version has beside its entries: `Outline`."""

    version: AnyVersion = DRAFT


class ReadEdition(msgspec.Struct, frozen=True, tag="read_edition"):
    """Asks for the next page of a version's entries: `EditionPage`.

    `after`: of the page before; "" = from the first one.
    """

    version: AnyVersion
    after: Cursor = ""


class ReadVersions(msgspec.Struct, frozen=True, tag="read_versions_published"):
    """Asks for versions, newest first: `VersionsFound`; `before`: 0 = all."""

    before: RowNumber = 0
    limit: Limit = MAX_FOUND


class ReadDiff(msgspec.Struct, frozen=True, tag="read_diff"):
    """Asks for what differs between two versions: `Diff`; `after` as ever."""

    old: AnyVersion = NEWEST
    new: AnyVersion = DRAFT
    after: Cursor = ""
    limit: Limit = MAX_FOUND


class ScanDiff(msgspec.Struct, frozen=True, tag="scan_diff"):
    """Asks for what differs among the next few things alone: `DiffScanned`.

    All of both versions is compared, and others are served in between.

    Attributes:
        diff: of what; the counts are those of the few.
        begin: compare behind this cursor.
    """

    diff: ReadDiff
    begin: Cursor = ""


_Reading = FindEntries | ReadEntries | ReadOutline | ReadEdition | ReadVersions
KnowledgeQuery = _Reading | ReadDiff
"""What people ask; the office asks the records for what is large in slices."""


class ChangeKnowledge(msgspec.Struct, frozen=True, tag="change_knowledge"):
    """Makes a change and writes it down, in one transaction: `Changed`.

    A large publication is answered `Publishing` first: it is to be asked again, with
    the same words, until it is there.

    A repeat of the operation changes nothing and gets the first answer; a change that
    a rule forbids gets `KnowledgeRefused`.

    Attributes:
        operation: its id, unique among all acts.
        change: ids and texts of its own have been checked; see `checking`.
        entry: for the audit log; its time and author become those of entries.
    """

    operation: str
    change: Change
    entry: AuditEntry


BaseRequest = _Reading | ScanEntries | ScanDiff | ChangeKnowledge
KnowledgeRequest = BaseRequest | ContributionRequest | NewsRequest


class EntriesFound(msgspec.Struct, frozen=True, tag="entries_found"):
    """Entries; `total` of all pages, `next` is the cursor of the next one or ""."""

    entries: tuple[Entry, ...]
    total: int
    next: str = ""


class EntriesScanned(msgspec.Struct, frozen=True, tag="entries_scanned"):
    """What is among some entries; `reached`: the last of them, "" = of all."""

    found: EntriesFound
    reached: str


class Outline(msgspec.Struct, frozen=True, tag="outline"):
    """A version without its entries.

    Attributes:
        version: which; 0 = the draft, or nothing was published.
        newest: the one that visitors are answered from; 0 = none yet.
        categories: by their ids' order.
        welcome: its card.
        questions: entries of the base of questions.
        chitchat: entries of the other one.
        revision: while it is the same, so is the draft; the other way round not.
    """

    version: int
    newest: int
    categories: tuple[Category, ...]
    welcome: Welcome
    questions: int
    chitchat: int
    revision: str


class EditionPage(msgspec.Struct, frozen=True, tag="edition_page"):
    """A page of a version; each entry is encoded, see `read_entry`.

    Attributes:
        version: as asked; of `NEWEST`, the one it is.
        entries: by their ids' order.
        next: cursor of the next page; "" = this was the last.
    """

    version: int
    entries: tuple[bytes, ...]
    next: str = ""


class VersionCard(msgspec.Struct, frozen=True):
    """What is known of a version.

    Attributes:
        version: counts from 1, without gaps.
        at_ms: wall time of its publication.
        by: who published it.
        note: why.
        source: the version that it brought back; 0 = the draft was published.
        entries: how many it has.
        added, changed, removed: entries, categories and cards, against the one before.
    """

    version: int
    at_ms: int
    by: str
    note: str
    source: int
    entries: int
    added: int
    changed: int
    removed: int


class VersionsFound(msgspec.Struct, frozen=True, tag="versions_found"):
    """Versions, newest first; `newest` is in force, 0 = none is."""

    versions: tuple[VersionCard, ...]
    newest: int


class ItemKind(Enum):
    """What a base is made of."""

    CATEGORY = "category"
    ENTRY = "entry"
    WELCOME = "welcome"


class FieldChange(msgspec.Struct, frozen=True):
    """What a field had and has, as JSON and shortened for people."""

    field: str
    before: str
    after: str


class Difference(msgspec.Struct, frozen=True):
    """Something that differs between two versions.

    Attributes:
        kind, id: what it is.
        name: its question or name.
        act: `added`, `changed` or `removed`.
        fields: what changed, of `changed`.
    """

    kind: ItemKind
    id: str
    name: str
    act: str
    fields: tuple[FieldChange, ...] = ()


class Diff(msgspec.Struct, frozen=True, tag="diff"):
    """A page of differences, and how many there are of each in all."""

    added: int
    changed: int
    removed: int
    differences: tuple[Difference, ...]
    next: str = ""


class DiffScanned(msgspec.Struct, frozen=True, tag="diff_scanned"):
    """What differs among some; `reached`: the cursor of the last, "" = of all."""

    found: Diff
    reached: str


class Changed(msgspec.Struct, frozen=True, tag="changed"):
    """It is on disk.

    Attributes:
        ids: of the entries or the category that were put.
        count: entries that are different now, or gone.
        version: of a publication.
    """

    ids: tuple[str, ...] = ()
    count: int = 0
    version: int = 0


class Publishing(msgspec.Struct, frozen=True, tag="publishing"):
    """A slice of a publication is done, which nobody sees before the last one is.

    `entries`: of the version, as far as it is known.
    """

    entries: int


class KnowledgeRule(Enum):
    """Which rule refuses."""

    NOT_ALLOWED = "not_allowed"
    BAD_ENTRY = "bad_entry"
    BAD_CATEGORY = "bad_category"
    BAD_WELCOME = "bad_welcome"
    SAME_QUESTION = "same_question"
    """Another entry of the base has it as its standard question."""
    NO_SUCH_ENTRY = "no_such_entry"
    NO_SUCH_CATEGORY = "no_such_category"
    NO_SUCH_VERSION = "no_such_version"
    NOT_EMPTY = "not_empty"
    ON_WELCOME_CARD = "on_welcome_card"
    TOO_MANY = "too_many"
    NOTHING_NEW = "nothing_new"
    ROBOT_OFF = "robot_off"
    NO_SUCH_CONTRIBUTION = "no_such_contribution"
    DECIDED = "decided"
    """The contribution was approved or rejected before."""


class KnowledgeRefused(msgspec.Struct, frozen=True, tag="knowledge_refused"):
    """Nothing was changed.

    Attributes:
        rule: why.
        text: what was expected, and what came.
        named: what the rule is about: an id, a number, a bound; "" = nothing.
        faults: what is wrong, one by one; of what was written badly.
    """

    rule: KnowledgeRule
    text: str
    named: str = ""
    faults: tuple[Fault, ...] = ()


def not_allowed(needed: Permission) -> KnowledgeRefused:
    """The refusal of who lacks a permission."""
    return KnowledgeRefused(
        KnowledgeRule.NOT_ALLOWED, f"expected {needed.value}", needed.value
    )


KnowledgeTold = (
    EntriesFound
    | Outline
    | EditionPage
    | VersionsFound
    | Diff
    | Changed
    | Contributed
    | ContributionsFound
    | NewsAnswer
    | KnowledgeRefused
)
"""What people are answered."""
KnowledgeAnswer = (
    KnowledgeTold | EntriesScanned | DiffScanned | Publishing | NotRecorded
)

_ENTRIES: Final = msgspec.msgpack.Decoder(Entry)


def read_entry(body: bytes) -> Entry:
    """An entry of an `EditionPage`."""
    return _ENTRIES.decode(body)
