"""What visitors asked in vain becomes knowledge (R11), and how answers were liked (R7).

Made once by the composition root of offices that know the rest.
"""

from __future__ import annotations

import msgspec

from actors.accounts.permissions import Principal
from actors.knowledge.changes import PutEntries
from actors.knowledge.entry import Entry, EntryId
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    EntriesFound,
    KnowledgeAnswer,
    KnowledgeRefused,
    KnowledgeRule,
    ReadEntries,
)
from actors.records.archive import Archive
from actors.records.feedback import CountFeedback, Feedback
from actors.records.messages import LookUpRefused
from actors.records.unanswered import (
    MAX_SETTLED,
    MAX_TEXT_CHARS,
    FindUnanswered,
    SettleUnanswered,
)
from actors.robot.cluster import Cluster
from admin.gathering import gathered
from admin.operator.robot_unanswered_wish import ConvertUnanswered, new_entry, taught
from runtime.errors import Unavailable


class Gathered(msgspec.Struct, frozen=True):
    """Questions by what they mean; `is_cut`: there are older ones, or more."""

    clusters: tuple[Cluster, ...]
    is_cut: bool


class Converted(msgspec.Struct, frozen=True):
    """So many questions are answered by that entry of the draft now; "" = by none."""

    entry: str
    questions: int


class UnansweredOffice:
    """All methods raise `Unavailable` while the records do not answer.

    Args:
        archive: has the questions.
        knowledge: takes the entries.
    """

    def __init__(self, archive: Archive, knowledge: KnowledgeOffice) -> None:
        self._archive = archive
        self._knowledge = knowledge

    async def gathered(self, since_ms: int) -> Gathered:
        """What had no answer since then, in groups, asked most often first."""
        found = await self._archive.unanswered(FindUnanswered(since_ms))
        if isinstance(found, LookUpRefused):
            raise Unavailable(found.text)
        return Gathered(await gathered(found.texts), found.is_cut)

    async def feedback(self, since_ms: int) -> Feedback:
        """How often entries answered and helped since then, the worst first."""
        found = await self._archive.feedback(CountFeedback(since_ms))
        if isinstance(found, LookUpRefused):
            raise Unavailable(found.text)
        return found

    async def convert(
        self, who: Principal, cluster: Cluster, wish: ConvertUnanswered, operation: str
    ) -> Converted | KnowledgeAnswer:
        """A group becomes an entry, or part of one; a repeat is harmless."""
        entry: Entry | None = new_entry(cluster, wish)
        if wish.into:
            entry = await self._taught(who, cluster, EntryId(wish.into))
        if entry is None:
            text = f"there is no entry {wish.into!r}"
            rule = KnowledgeRule.NO_SUCH_ENTRY
            return KnowledgeRefused(rule, text, wish.into)
        answer = await self._knowledge.change(who, PutEntries((entry,)), operation)
        if isinstance(answer, KnowledgeRefused):
            return answer
        return await self._settle(who, cluster, entry.id, operation)

    async def dismiss(
        self, who: Principal, cluster: Cluster, operation: str
    ) -> Converted:
        """A group is not to be shown any more."""
        return await self._settle(who, cluster, EntryId(""), operation)

    async def _taught(
        self, who: Principal, cluster: Cluster, into: EntryId
    ) -> Entry | None:
        found = await self._knowledge.look(who, ReadEntries((into,)))
        if isinstance(found, EntriesFound) and found.entries:
            return taught(found.entries[0], cluster)
        return None

    async def _settle(
        self, who: Principal, cluster: Cluster, entry: EntryId, operation: str
    ) -> Converted:
        texts = [each[:MAX_TEXT_CHARS] for each in (cluster.question, *cluster.others)]
        count = 0
        for begin in range(0, len(texts), MAX_SETTLED):
            some = SettleUnanswered(tuple(texts[begin : begin + MAX_SETTLED]), entry)
            done = await self._archive.settle(who, some, f"{operation}/{begin}")
            if isinstance(done, LookUpRefused):
                raise Unavailable(done.text)
            count += done.count
        return Converted(entry, count)
