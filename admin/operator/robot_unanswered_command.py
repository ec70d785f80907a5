"""`triodesk robot unanswered`: what visitors asked in vain becomes knowledge (R11).

What means the same is gathered in the command's process: 1,000 questions take seconds,
which no service has.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Final, TypeVar

from actors.knowledge.changes import PutEntries
from actors.knowledge.entry import EntryId
from actors.knowledge.records import (
    Changed,
    EntriesFound,
    KnowledgeRefused,
    ReadEntries,
)
from actors.records.messages import LookUpRefused
from actors.records.unanswered import (
    MAX_SETTLED,
    MAX_TEXT_CHARS,
    FindUnanswered,
    SettleUnanswered,
    UnansweredFound,
    UnansweredSettled,
)
from actors.robot.cluster import Cluster
from actors.robot.clusters import clusters
from admin.data_directory import DataDirectory
from admin.knowledge_refusal import refusal_text
from admin.operator.asking import OperatorLine, connect, unexpected
from admin.operator.command import FAILED, run_asking
from admin.operator.frames import Request
from admin.operator.knowledge_frames import AlterKnowledge
from admin.operator.moment import since_ms, to_minute
from admin.operator.operation import new_operation
from admin.operator.record_frames import AlterUnanswered
from admin.operator.robot_unanswered_phrases import UnansweredPhrase
from admin.operator.robot_unanswered_wish import (
    ConvertUnanswered,
    DismissUnanswered,
    ListUnanswered,
    Wish,
    new_entry,
    read_wish,
    taught,
)
from admin.operator.table import text_table
from admin.operator.teller import Teller
from admin.operator.wall_clock import wall_ms
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from runtime.errors import Unavailable, UsageError

A = TypeVar("A")
SHOWN_OTHERS: Final = 3
"""Of a group's questions beside the first: they are much the same."""


def run_robot_unanswered(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does it on the service of a directory; returns the exit code.

    Raises:
        UsageError: the arguments contradict each other, or make no entry.
        Unavailable: the service does not answer now.
    """
    given = vars(options)
    now_ms = wall_ms()
    wish, since = read_wish(given), since_ms(options.days, now_ms)
    language = look_around().language

    async def ask() -> int:
        async with connect(directory.operator_socket) as line:
            as_json = bool(options.json)
            clerk = UnansweredClerk(line, Words(language), as_json=as_json)
            return await clerk.do(wish, since)

    return run_asking(ask, directory, language)


class UnansweredClerk:
    """Does the acts; returns exit codes.

    Args:
        line: to the service.
        words: the reader's.
        as_json: answers are for programs.
    """

    def __init__(self, line: OperatorLine, words: Words, *, as_json: bool) -> None:
        self._line = line
        self._words = words
        self._as_json = as_json
        self._teller = Teller(words)

    async def do(self, wish: Wish, since: int) -> int:
        """Looks at what was asked since then, and does what is wished."""
        found = await self._ask(FindUnanswered(since), UnansweredFound)
        gathered = {each.id: each for each in clusters(found.texts)}
        match wish:
            case ListUnanswered(limit):
                self._list(tuple(gathered.values()), limit, is_cut=found.is_cut)
                return 0
            case ConvertUnanswered():
                return await self._convert(gathered.get(wish.id), wish)
            case DismissUnanswered(ids):
                return await self._dismiss(gathered, ids)

    def _list(self, gathered: tuple[Cluster, ...], limit: int, *, is_cut: bool) -> None:
        shown = gathered[:limit]
        if self._as_json:
            for each in shown:
                self._teller.json(each)
            return
        if not gathered:
            self._teller.say(UnansweredPhrase.NOTHING)
            return
        for row in self._rows(shown):
            print(row)  # noqa: T201
        if len(gathered) > len(shown):
            more = str(len(gathered) - len(shown))
            self._teller.say(UnansweredPhrase.MORE, count=more)
        if is_cut:
            self._teller.say(UnansweredPhrase.CUT)

    def _rows(self, shown: Iterable[Cluster]) -> list[str]:
        headings = (
            UnansweredPhrase.ID,
            UnansweredPhrase.COUNT,
            UnansweredPhrase.LAST,
            UnansweredPhrase.SESSION,
            UnansweredPhrase.QUESTION,
        )
        rows = [tuple(map(self._words, headings))]
        for each in shown:
            question = each.question
            if each.others:
                others = " · ".join(each.others[:SHOWN_OTHERS])
                also = self._words(UnansweredPhrase.OTHERS, others=others)
                question = f"{question}  ({also})"
            count = str(each.count)
            last = to_minute(each.last_ms)
            rows.append((each.id, count, last, each.session, question))
        return text_table(rows, {1})

    async def _convert(self, cluster: Cluster | None, wish: ConvertUnanswered) -> int:
        if cluster is None:
            self._teller.complain(UnansweredPhrase.NO_SUCH, id=wish.id)
            return FAILED
        entry = new_entry(cluster, wish)
        if wish.into:
            into = ReadEntries((EntryId(wish.into),))
            found = await self._ask(into, EntriesFound)
            if not found.entries:
                self._teller.complain(UnansweredPhrase.NO_SUCH_ENTRY, id=wish.into)
                return FAILED
            entry = taught(found.entries[0], cluster)
        put = AlterKnowledge(new_operation(), PutEntries((entry,)))
        await self._ask(put, Changed)
        count = await self._settle(cluster, entry.id)
        if self._as_json:
            self._teller.json({"entry": entry.id, "questions": count})
        else:
            self._teller.say(
                UnansweredPhrase.CONVERTED, entry=entry.id, count=str(count)
            )
        return 0

    async def _dismiss(self, gathered: dict[str, Cluster], ids: tuple[str, ...]) -> int:
        for each in ids:
            if each not in gathered:
                self._teller.complain(UnansweredPhrase.NO_SUCH, id=each)
                return FAILED
        count = 0
        for each in ids:
            count += await self._settle(gathered[each], EntryId(""))
        if self._as_json:
            self._teller.json({"questions": count})
        else:
            self._teller.say(UnansweredPhrase.DISMISSED, count=str(count))
        return 0

    async def _settle(self, cluster: Cluster, entry: EntryId) -> int:
        texts = [each[:MAX_TEXT_CHARS] for each in (cluster.question, *cluster.others)]
        count = 0
        for begin in range(0, len(texts), MAX_SETTLED):
            some = tuple(texts[begin : begin + MAX_SETTLED])
            settle = SettleUnanswered(some, entry)
            alter = AlterUnanswered(new_operation(), settle)
            count += (await self._ask(alter, UnansweredSettled)).count
        return count

    async def _ask(self, request: Request, kind: type[A]) -> A:
        answer = await self._line.told(request)
        if isinstance(answer, LookUpRefused):
            raise Unavailable(f"not now: {answer.text}")
        if isinstance(answer, KnowledgeRefused):
            raise UsageError(refusal_text(self._words, answer))
        if not isinstance(answer, kind):
            raise unexpected()
        return answer
