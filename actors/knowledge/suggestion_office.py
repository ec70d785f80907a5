"""What agents suggest for the robot, and what news of it they have read (R11).

Whoever may read what the robot knows may suggest something and sees what became of his
own suggestions; whoever may edit the draft sees all of them, and decides. The audit
log's row is in the transaction of the act.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry, legible
from actors.accounts.permissions import Permission, Principal, is_allowed
from actors.knowledge.checking import faults_of_entry
from actors.knowledge.contribution import (
    Approve,
    ChangeContributions,
    Contribute,
    ContributionAct,
    FindContributions,
    Reject,
)
from actors.knowledge.entry import EntryId
from actors.knowledge.news import FindReaders, MarkRead, NewsRequest, ReadNews
from actors.knowledge.records import (
    KnowledgeAnswer,
    KnowledgeRefused,
    KnowledgeRule,
    not_allowed,
)
from actors.records_port import KnowledgeRecords

_ID_BYTES: Final = 4


class SuggestionOffice:
    """Made once by the composition root.

    Every method raises `Unavailable` while the records do not answer; an act can then
    be tried again with the same operation.

    Args:
        records: keep it.
        random: ids of what is new are drawn from it.
        wall_ms: wall time.
    """

    def __init__(
        self, records: KnowledgeRecords, random: Random, wall_ms: Callable[[], int]
    ) -> None:
        self._records = records
        self._random = random
        self._wall_ms = wall_ms

    async def act(
        self, who: Principal, act: ContributionAct, operation: str
    ) -> KnowledgeAnswer:
        """Does an act of his, or nothing."""
        suggests = isinstance(act, Contribute)
        needed = Permission.READ_KNOWLEDGE if suggests else Permission.EDIT_KNOWLEDGE
        if not is_allowed(who, needed):
            return not_allowed(needed)
        if isinstance(act, Contribute):
            act = self._own(who, act)
            if faults := faults_of_entry(act.entry):
                text = "; ".join(map(str, faults))
                return KnowledgeRefused(KnowledgeRule.BAD_ENTRY, text, faults=faults)
        audit = AuditEntry(
            self._wall_ms(), who.who, _kind(act), _target(act), who.address, _said(act)
        )
        return await self._records.ask(ChangeContributions(operation, act, audit))

    async def find(self, who: Principal, find: FindContributions) -> KnowledgeAnswer:
        """Contributions; his own, unless he may decide."""
        if not is_allowed(who, Permission.READ_KNOWLEDGE):
            return not_allowed(Permission.READ_KNOWLEDGE)
        if not is_allowed(who, Permission.EDIT_KNOWLEDGE):
            find = replace(find, by=who.who)
        return await self._records.ask(find)

    async def news(self, who: Principal, request: NewsRequest) -> KnowledgeAnswer:
        """News and marks; of himself, unless he is the operator."""
        is_for_all = isinstance(request, FindReaders)
        needed = Permission.EDIT_KNOWLEDGE if is_for_all else Permission.READ_KNOWLEDGE
        if not is_allowed(who, needed):
            return not_allowed(needed)
        if isinstance(request, ReadNews | MarkRead) and who.role is not None:
            request = replace(request, reader=who.who)
        if isinstance(request, MarkRead):
            request = replace(request, at_ms=self._wall_ms())
        return await self._records.ask(request)

    def _own(self, who: Principal, act: Contribute) -> Contribute:
        """A new entry has an id from here on, which sorts by time."""
        drawn = f"s{self._wall_ms():x}{self._random.randbytes(_ID_BYTES).hex()}"
        entry = replace(act.entry, id=act.entry.id or EntryId(drawn))
        by = act.by if who.role is None else ""
        return replace(act, entry=entry, by=by)


def _kind(act: ContributionAct) -> Act:
    if isinstance(act, Contribute):
        return Act.CONTRIBUTION_MADE
    return Act.CONTRIBUTION_DECIDED


def _target(act: ContributionAct) -> str:
    return act.entry.id if isinstance(act, Contribute) else str(act.id)


def _said(act: ContributionAct) -> str:
    """What the audit log says of it."""
    match act:
        case Contribute():
            return legible(f"suggested by {act.by}" if act.by else "suggested")
        case Approve(_, reason):
            return legible(f"approved: {reason}")
        case Reject(_, reason):
            return legible(f"rejected: {reason}")
