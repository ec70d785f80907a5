"""PURE: what is to be done at which virtual second."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from math import inf

Act = Callable[[], None]


class Agenda:
    """Acts in the order of their times; those of one time in the order of asking."""

    def __init__(self) -> None:
        self._entries: list[tuple[float, int, Act]] = []
        self._count = 0

    def at(self, seconds: float, act: Act) -> None:
        """Has something done at a virtual second."""
        self._count += 1
        heappush(self._entries, (seconds, self._count, act))

    def next_seconds(self) -> float:
        """When the next is due; infinite: nothing is to be done any more."""
        return self._entries[0][0] if self._entries else inf

    def pop(self) -> Act:
        """Takes the next.

        Raises:
            IndexError: there is none.
        """
        return heappop(self._entries)[2]
