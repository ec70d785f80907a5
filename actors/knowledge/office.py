"""Administers what the robot knows: who may, what fits, and who hears of it (R2, R8).

The audit log's row is in the transaction of the change.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import ClassVar, Final

import trio
from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry, legible
from actors.accounts.permissions import Permission, Principal, is_allowed
from actors.knowledge.changes import (
    Change,
    DropCategory,
    DropEntries,
    Publication,
    Publish,
    PutCategory,
    PutEntries,
    RollBack,
    SetEntries,
    SetWelcome,
)
from actors.knowledge.checking import (
    Fault,
    faults_of_category,
    faults_of_entry,
    faults_of_welcome,
)
from actors.knowledge.diff_page import DiffPage
from actors.knowledge.entry import CategoryId, EntryId
from actors.knowledge.found_page import FoundPage
from actors.knowledge.records import (
    Changed,
    ChangeKnowledge,
    DiffScanned,
    EntriesScanned,
    FindEntries,
    KnowledgeAnswer,
    KnowledgeQuery,
    KnowledgeRefused,
    KnowledgeRule,
    Publishing,
    ReadDiff,
    ScanDiff,
    ScanEntries,
    not_allowed,
)
from actors.knowledge.suggestion_office import SuggestionOffice
from actors.records_port import KnowledgeRecords
from actors.rules.rulebook import Rules
from runtime.observe import Duty, Event, Events

MAX_NOTED_IDS: Final = 5
"""Named in a row of the audit log; the versions have the rest."""
_DRAFT: Final = "draft"
_ID_BYTES: Final = 2
_NAMED_CHARS: Final = 40
"""Of a question, in what is said of its faults: enough to know it by."""


class KnowledgePublished(Event, frozen=True):
    """Visitors are to be answered from this version from now on."""

    duty: ClassVar[Duty] = Duty.INFO

    version: int
    by: str


class KnowledgeOffice:
    """Made once by the composition root.

    Args:
        records: keep it.
        events: told of each publication.
        random: ids of what is new are drawn from it.
        wall_ms: wall time.
        rules: say whether the robot is on (R8: only then something is published).

    Attributes:
        suggestions: what agents suggest, and what news they have read.
    """

    def __init__(
        self,
        records: KnowledgeRecords,
        events: Events,
        random: Random,
        wall_ms: Callable[[], int],
        rules: Rules,
    ) -> None:
        self._records = records
        self._events = events
        self._random = random
        self._wall_ms = wall_ms
        self._rules = rules
        self._lock = trio.Lock()
        self.suggestions = SuggestionOffice(records, random, wall_ms)

    async def look(self, who: Principal, query: KnowledgeQuery) -> KnowledgeAnswer:
        """Answers a question of his.

        Raises:
            Unavailable: the records do not answer now.
        """
        if not is_allowed(who, Permission.READ_KNOWLEDGE):
            return not_allowed(Permission.READ_KNOWLEDGE)
        if isinstance(query, FindEntries) and _reads_all(query):
            return await self._search(query)
        if isinstance(query, ReadDiff):
            return await self._compare(query)
        return await self._records.ask(query)

    async def _search(self, find: FindEntries) -> KnowledgeAnswer:
        """Slice by slice, with others in between."""
        page, begin = FoundPage(find.limit), ""
        while True:
            part = await self._records.ask(ScanEntries(find, begin))
            if not isinstance(part, EntriesScanned):
                return part
            page.add(part.found)
            begin = part.reached
            if not begin:
                return page.page()

    async def _compare(self, diff: ReadDiff) -> KnowledgeAnswer:
        """Likewise."""
        page, begin = DiffPage(diff.limit), ""
        while True:
            part = await self._records.ask(ScanDiff(diff, begin))
            if not isinstance(part, DiffScanned):
                return part
            page.add(part.found)
            begin = part.reached
            if not begin:
                return page.page()

    async def change(
        self, who: Principal, change: Change, operation: str
    ) -> KnowledgeAnswer:
        """Makes a change whole or not at all; one at a time.

        Raises:
            Unavailable: the records do not answer; with the same `operation` it can be
                tried again.
        """
        if refused := self._refusal(who, change):
            return refused
        named = self._named(change)
        if refused := _faulty(named):
            return refused
        entry = AuditEntry(
            self._wall_ms(), who.who, _act(named), _DRAFT, who.address, _detail(named)
        )
        async with self._lock:
            answer = await self._done(ChangeKnowledge(operation, named, entry))
        if isinstance(answer, Changed) and answer.version:
            self._events.emit(KnowledgePublished(answer.version, who.who))
        return answer

    async def _done(self, request: ChangeKnowledge) -> KnowledgeAnswer:
        """A publication is asked for slice by slice, with others in between."""
        answer = await self._records.ask(request)
        while isinstance(answer, Publishing):
            answer = await self._records.ask(request)
        return answer

    def _refusal(self, who: Principal, change: Change) -> KnowledgeRefused | None:
        publishes = isinstance(change, Publication)
        needed = (
            Permission.PUBLISH_KNOWLEDGE if publishes else Permission.EDIT_KNOWLEDGE
        )
        if not is_allowed(who, needed):
            return not_allowed(needed)
        if publishes and not self._rules.desk.robot_enabled:
            text = "the robot is off: set robot_enabled first"
            return KnowledgeRefused(KnowledgeRule.ROBOT_OFF, text)
        return None

    def _named(self, change: Change) -> Change:
        """What is new has an id from here on."""
        match change:
            case PutEntries(entries):
                new = self._new_id("e")
                return PutEntries(
                    tuple(
                        replace(each, id=each.id or EntryId(f"{new}{place:03x}"))
                        for place, each in enumerate(entries)
                    )
                )
            case PutCategory(category) if not category.id:
                drawn = CategoryId(self._new_id("c"))
                return PutCategory(replace(category, id=drawn))
            case _:
                return change

    def _new_id(self, kind: str) -> str:
        """One that sorts by time."""
        return f"{kind}{self._wall_ms():x}{self._random.randbytes(_ID_BYTES).hex()}"


def _reads_all(find: FindEntries) -> bool:
    """No index has what is looked for."""
    return bool(find.text) or find.enabled is not None


def _faulty(change: Change) -> KnowledgeRefused | None:
    match change:
        case PutEntries(entries):
            for place, each in enumerate(entries, 1):
                if faults := faults_of_entry(each):
                    name = legible(each.question[:_NAMED_CHARS])
                    named = f"{place}. {name}" if len(entries) > 1 else name
                    return _bad(KnowledgeRule.BAD_ENTRY, named, faults)
        case PutCategory(category):
            return _bad(KnowledgeRule.BAD_CATEGORY, "", faults_of_category(category))
        case SetWelcome(welcome):
            return _bad(KnowledgeRule.BAD_WELCOME, "", faults_of_welcome(welcome))
        case _:
            pass
    return None


def _bad(
    rule: KnowledgeRule, named: str, faults: tuple[Fault, ...]
) -> KnowledgeRefused | None:
    text = "; ".join(filter(None, (named, *map(str, faults))))
    return KnowledgeRefused(rule, text, named, faults) if faults else None


def _act(change: Change) -> Act:
    publishes = isinstance(change, Publication)
    return Act.KNOWLEDGE_PUBLISHED if publishes else Act.KNOWLEDGE_CHANGED


def _detail(change: Change) -> str:  # noqa: C901 - a row per change
    """What the audit log says of it."""
    text = ""
    match change:
        case PutEntries(entries):
            text = _ids("put", [each.id for each in entries])
        case SetEntries(ids, enabled, home):
            wished = {None: "", True: " enabled", False: " disabled"}[enabled]
            text = _ids("set", ids) + wished
            text += "" if home is None else f" in category {home!r}"
        case DropEntries(ids):
            text = _ids("dropped", ids)
        case PutCategory(category):
            text = f"category {category.id} put: {category.name}"
        case DropCategory(category_id):
            text = f"category {category_id} dropped"
        case SetWelcome(welcome):
            state = "on" if welcome.enabled else "off"
            text = f"welcome card {state}: {welcome.title}"
        case Publish(note):
            text = f"published: {note}"
        case RollBack(version, note):
            text = f"rolled back to {version}: {note}"
    return legible(text)


def _ids(act: str, ids: list[EntryId] | tuple[EntryId, ...]) -> str:
    more = "" if len(ids) <= MAX_NOTED_IDS else " …"
    return f"{len(ids)} entries {act}: {' '.join(ids[:MAX_NOTED_IDS])}{more}"
