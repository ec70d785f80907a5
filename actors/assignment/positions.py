"""PURE: where those who wait stand, and how long they may have to (Q5).

Positions are counted in sweeps over the whole line, a few sessions at a time; a session
is shown its position only when it, or the rounded wait, has changed. The order is that
in which they would be served if everybody could serve everybody. It does not change
while people wait: whoever comes later with the same class and priority comes behind,
and only those of a higher class or priority come before, when they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from operator import attrgetter
from typing import Final

from actors.assignment.estimate import Pace, shown_seconds
from actors.assignment.lobby import CLAIM
from actors.assignment.messages import QueuePosition
from actors.assignment.oldest import Oldest
from actors.assignment.urgency import TOP_LEVEL
from actors.assignment.waiting import IN_LINE, UNCOUNTED, Waiting

_TICKET: Final = attrgetter("ticket")


def in_order(waiting: Iterable[Waiting]) -> Iterator[Waiting]:
    """Who is served before whom: in a level by ticket, then level beside level."""
    levels: dict[int, list[Waiting]] = {}
    for each in waiting:
        level = levels.get(each.base)
        if level is None:
            levels[each.base] = [each]
        else:
            level.append(each)
    for level in levels.values():
        level.sort(key=_TICKET)
    if len(levels) == 1:
        return iter(*levels.values())
    return merge(*levels.values(), key=CLAIM)


class Positions:
    """What everybody has been shown for whom there was nobody on arrival.

    Attributes:
        oldest: knows since when the one waits who waits longest.
        waiting: how many these are.
        is_stale: somebody came, went or moved since the last sweep began.
        is_sweeping: a sweep has begun and is not over.
    """

    def __init__(self) -> None:
        self.pace = Pace()
        self.oldest = Oldest()
        self.is_stale = False
        self.is_sweeping = False
        self._at_level = [0] * (TOP_LEVEL + 1)
        self.waiting = 0
        self._sweep: Iterator[Waiting] = iter(())
        self._counted = 0
        self._is_next_for_all = False
        self._is_for_all = False

    def stays(self, waiting: Waiting, now_ms: int) -> None:
        """There is nobody for a session now: it has to wait."""
        if waiting.has_waited:
            return
        waiting.has_waited = True
        self.joined(waiting, now_ms)

    def joined(self, waiting: Waiting, now_ms: int) -> None:
        """A session that has to wait is in line, or in line again."""
        self._at_level[waiting.base] += 1
        self.oldest.note(waiting)
        self.waiting += 1
        self.is_stale = True
        if self.waiting == 1:
            self.pace.begin(now_ms)

    def moved(self, base: int, new_base: int) -> None:
        """A session's base level has changed."""
        self._at_level[base] -= 1
        self._at_level[new_base] += 1
        self.is_stale = True

    def left(self, waiting: Waiting) -> None:
        """A session is in line no more."""
        self._at_level[waiting.base] -= 1
        self.waiting -= 1
        self.is_stale = True
        if not self.waiting:
            self.pace.pause()

    def of(self, waiting: Waiting) -> int:
        """The position that was last counted; costs the same however many wait.

        Before the first count: behind all of its own and higher levels.
        """
        if waiting.position != UNCOUNTED:
            return min(waiting.position, max(1, self.waiting))
        is_counted = waiting.has_waited and waiting.stage in IN_LINE
        return 1 + sum(self._at_level[waiting.base :]) - is_counted

    def show_again(self) -> None:
        """The next sweep shows everybody his position: it is told in other words."""
        self._is_next_for_all = True

    def begin(self, line: Iterator[Waiting]) -> None:
        """Starts a sweep over everybody who is in line now, in order."""
        self._sweep = line
        self._counted = 0
        self._is_for_all, self._is_next_for_all = self._is_next_for_all, False
        self.is_sweeping = True
        self.is_stale = False

    def count(self, limit: int, now_ms: int) -> list[QueuePosition]:
        """Goes on with the sweep: who must be shown something new.

        Looks at no more than `limit` sessions.
        """
        interval_ms = self.pace.interval_ms(now_ms)
        changed: list[QueuePosition] = []
        for _ in range(limit):
            each = next(self._sweep, None)
            if each is None:
                self.is_sweeping = False
                break
            if each.stage not in IN_LINE or not each.has_waited:
                continue
            self._counted += 1
            position = self._counted
            seconds = None
            if interval_ms is not None:
                seconds = shown_seconds(interval_ms * position)
            is_new = each.position != position or each.wait_seconds != seconds
            if is_new or self._is_for_all:
                each.position = position
                each.wait_seconds = seconds
                changed.append(
                    QueuePosition(each.session, position, self.waiting, seconds)
                )
        return changed

    def show(self, waiting: Waiting, now_ms: int) -> QueuePosition:
        """What a session is told when it asks."""
        position = self.of(waiting)
        seconds = waiting.wait_seconds
        if waiting.position == UNCOUNTED:
            interval_ms = self.pace.interval_ms(now_ms)
            if interval_ms is not None:
                seconds = shown_seconds(interval_ms * position)
        return QueuePosition(waiting.session, position, self.waiting, seconds)
