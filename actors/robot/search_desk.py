"""Searches the version in force for agents (A4).

The process that answers visitors searches, so that nothing is held twice; agents reach
it one after the other, through the actor of knowledge, and take one place of its line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from actors.knowledge.search import KnowledgeHits, SearchKnowledge
from actors.records.archive import Archive
from actors.records.feedback import CountFeedback, EntryFeedback
from actors.records.messages import LookUpRefused
from actors.robot.live_base import BaseGone, LiveBase
from actors.robot.office import RobotOffice
from runtime.errors import Unavailable

FREQUENT_MS: Final = 30 * 24 * 60 * 60 * 1000
"""What was asked within it is frequent: a month has every day of the week."""
MAX_FREQUENT: Final = 100
"""Entries that are looked at for `MAX_HITS` of them: some are not published any more,
or are not said in that channel."""
RECOUNT_MS: Final = 10 * 60 * 1000
"""It is counted again after that: nobody sees a month change within minutes."""


class SearchDesk:
    """Made once by the composition root.

    Args:
        office: has the version in force.
        archive: counts what the robot answered.
        wall_ms: wall time.
    """

    def __init__(
        self, office: RobotOffice, archive: Archive, wall_ms: Callable[[], int]
    ) -> None:
        self._office = office
        self._archive = archive
        self._wall_ms = wall_ms
        self._frequent: tuple[str, ...] = ()
        self._recount_ms = 0

    async def find(self, wish: SearchKnowledge) -> KnowledgeHits:
        """See `Searching`; without a text, what visitors asked most.

        What the welcome card of the channel names comes behind that: on the first day
        nothing was asked yet.
        """
        base = self._office.base
        if base is None:
            raise Unavailable("no version is ready yet")
        now_ms = self._wall_ms()
        if not wish.text:
            wish = replace(wish, entries=await self._recommended(base, wish.channel))
        try:
            return KnowledgeHits(base.version, await base.search(wish, now_ms))
        except BaseGone as error:
            self._office.lose(base, str(error))
            raise

    async def _recommended(self, base: LiveBase, channel: str) -> tuple[str, ...]:
        now_ms = self._wall_ms()
        if now_ms >= self._recount_ms:
            counted = await self._archive.feedback(CountFeedback(now_ms - FREQUENT_MS))
            if not isinstance(counted, LookUpRefused):
                self._frequent = frequent(counted.entries)
                self._recount_ms = now_ms + RECOUNT_MS
        greeting = base.greeting(channel, now_ms)
        welcomed = () if greeting is None else greeting.questions
        both = (*self._frequent, *(each.entry for each in welcomed))
        return tuple(dict.fromkeys(both))


def frequent(counted: tuple[EntryFeedback, ...]) -> tuple[str, ...]:
    """PURE: what answered most first, but for what annoyed more than it helped."""
    good = [each for each in counted if each.unhelpful <= each.helpful]
    good.sort(key=lambda each: -each.answers)
    return tuple(each.entry for each in good[:MAX_FREQUENT])
