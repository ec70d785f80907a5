"""Looks for entries of the draft that may answer a text, for who puts a question there.

First come those that the robot thinks of, as agents find them, too; then those in which
the text stands. What is in force alone is no place to put anything, and is left out.
"""

from __future__ import annotations

from typing import Final

from actors.accounts.permissions import Principal
from actors.knowledge.entry import Base, Entry, EntryId
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    EntriesFound,
    FindEntries,
    KnowledgeAnswer,
    ReadEntries,
)
from actors.robot.console import RobotConsole
from actors.robot.trial import TryRobot
from runtime.errors import Unavailable

MAX_HITS: Final = 10
"""Nobody reads further before he asks in other words."""


class EntrySearch:
    """Made once by who knows the offices.

    Args:
        knowledge: has the draft.
        console: has what is in force compared.
    """

    def __init__(self, knowledge: KnowledgeOffice, console: RobotConsole) -> None:
        self._knowledge = knowledge
        self._console = console

    async def find(self, who: Principal, text: str) -> tuple[Entry, ...]:
        """The best first, at most `MAX_HITS`; of text "" the first that there are.

        Raises:
            Unavailable: the records do not answer, or refuse him.
        """
        ids = await self._alike(text) if text else ()
        look = self._knowledge.look
        wanted = FindEntries(Base.FAQ, text=text, limit=MAX_HITS)
        there = {x.id: x for x in _found(await look(who, ReadEntries(ids)))}
        ranked = [there[each] for each in ids if each in there]
        same = _found(await look(who, wanted))
        merged = {each.id: each for each in (*ranked, *same)}
        return tuple(merged.values())[:MAX_HITS]

    async def _alike(self, text: str) -> tuple[EntryId, ...]:
        """What the robot thinks of; nothing where no version is in force."""
        try:
            trials = await self._console.try_out(TryRobot((text,)))
        except Unavailable:
            return ()
        return tuple(EntryId(x.entry) for trial in trials.trials for x in trial.entries)


def _found(answer: KnowledgeAnswer) -> tuple[Entry, ...]:
    if not isinstance(answer, EntriesFound):
        raise Unavailable(f"the records refuse: {answer}")
    return answer.entries
