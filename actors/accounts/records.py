"""PURE: what is asked of the records of accounts, and what they answer."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.audit import Act, AuditEntry, AuditRow
from actors.accounts.lockout import Tally
from actors.accounts.members import Change, Member, SignIn
from actors.records.bounds import Moment

MAX_AUDIT_ROWS: Final = 500
"""In one answer: about 150 KB."""
MAX_AUDIT_SCANNED: Final = 100_000
"""Rows looked at for one answer where only some fit: a tenth of a second."""
MAX_AUDIT_WHO: Final = 50
"""Members of one name."""
AuditText = Annotated[str, Meta(max_length=200)]


class Load(msgspec.Struct, frozen=True, tag="load"):
    """Asks for all members, sign-ins and failures: `Loaded`."""


class FindOperation(msgspec.Struct, frozen=True, tag="find_operation"):
    """Asks for the answer that an operation got: `Found`."""

    operation: str


class Record(msgspec.Struct, frozen=True, tag="record"):
    """Makes changes and writes down the act, in one transaction: `Recorded`.

    A repeat of the operation changes nothing and gets the first answer. Answered with
    `NotRecorded` when the database refuses.

    Attributes:
        operation: its id, unique among all acts.
        changes: in order.
        entry: for the audit log.
        answer: what a repeat is to get.
        tallies: failures that the act changes, as in `KeepTallies`.
    """

    operation: str
    changes: tuple[Change, ...]
    entry: AuditEntry
    answer: bytes = b""
    tallies: tuple[Tally, ...] = ()


class Keep(msgspec.Struct, frozen=True, tag="keep"):
    """Makes changes that are nobody's act: `Recorded` or `NotRecorded`.

    Such as a last use, or that a word was passed on; harmless when repeated.
    """

    changes: tuple[Change, ...]


class KeepTallies(msgspec.Struct, frozen=True, tag="keep_tallies"):
    """Keeps failures to sign in: `Recorded` or `NotRecorded`.

    Attributes:
        tallies: as they are now; those without a failure are forgotten.
        forgotten_ms: so are all whose newest failure was before that (wall time).
    """

    tallies: tuple[Tally, ...]
    forgotten_ms: int


class AuditFilter(msgspec.Struct, frozen=True):
    """Which rows of the audit log are wanted; what is not given fits all.

    Attributes:
        who: ids of those who acted, any of them.
        act: what.
        subject: a part of the id that was acted on.
        since_ms: wall time, included.
        until_ms: the same, not included.
    """

    who: Annotated[tuple[AuditText, ...], Meta(max_length=MAX_AUDIT_WHO)] = ()
    act: Act | None = None
    subject: AuditText = ""
    since_ms: Moment | None = None
    until_ms: Moment | None = None


EVERY_ROW: Final = AuditFilter()


class ReadAudit(msgspec.Struct, frozen=True, tag="read_audit"):
    """Asks for rows of the audit log: `AuditPage`.

    Attributes:
        after: number of the row before the first; 0 = from the beginning.
        limit: so many at most.
        is_backwards: the newest before `after` first (0 = from the end).
        wanted: of those; backwards alone, and of `MAX_AUDIT_SCANNED` rows.
    """

    after: int
    limit: Annotated[int, Meta(ge=1, le=MAX_AUDIT_ROWS)] = MAX_AUDIT_ROWS
    is_backwards: bool = False
    wanted: AuditFilter = EVERY_ROW


class KeepPortrait(msgspec.Struct, frozen=True, tag="keep_portrait"):
    """That is a member's picture from now on: `Recorded`; of nobody it is none.

    `image` is WebP; empty: the member has none.
    """

    member: str
    image: bytes


class FindPortrait(msgspec.Struct, frozen=True, tag="find_portrait"):
    """Asks for a member's picture: `PortraitFound`."""

    member: str


RecordsRequest = (
    Load
    | FindOperation
    | Record
    | Keep
    | KeepTallies
    | ReadAudit
    | KeepPortrait
    | FindPortrait
)


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    """All of them, members in the order in which they came."""

    members: tuple[Member, ...]
    sign_ins: tuple[SignIn, ...]
    tallies: tuple[Tally, ...] = ()


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The first answer; None: the operation was not done."""

    answer: bytes | None


class Recorded(msgspec.Struct, frozen=True, tag="recorded"):
    """It is on disk; `answer` is the operation's first."""

    answer: bytes = b""
    is_repeat: bool = False


class Fault(Enum):
    """Why nothing was recorded."""

    CONFLICT = "conflict"
    """A constraint of the database refuses it."""
    FAILED = "failed"
    """The disk is full, read-only, or broken."""


class NotRecorded(msgspec.Struct, frozen=True, tag="not_recorded"):
    """Nothing was changed."""

    fault: Fault
    text: str


class AuditPage(msgspec.Struct, frozen=True, tag="audit_page"):
    """Rows of the audit log, in the order that was asked for.

    `next`: what is to be asked for `after` these, backwards; 0: there are no more. It
    may be there where no row is: further ones were not looked at.
    """

    rows: tuple[AuditRow, ...]
    next: int = 0


class PortraitFound(msgspec.Struct, frozen=True, tag="portrait_found"):
    """A member's picture; empty: there is none."""

    image: bytes


RecordsAnswer = Loaded | Found | Recorded | NotRecorded | AuditPage | PortraitFound
