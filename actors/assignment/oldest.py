"""PURE: since when the one waits who waits longest, whatever the order of service.

The order of a line is that of urgency, not of age. So those who have to wait stand in a
heap of their own as well, which is tidied when it is looked at and when most of it is
stale: noting one costs the logarithm of those who wait, leaving costs nothing.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import Final

from actors.assignment.waiting import IN_LINE, Waiting

_MIN_TO_SWEEP: Final = 64
"""Entries below which sweeping gains nothing."""


class Oldest:
    """Mutable, a line's own."""

    __slots__ = ("_heap", "_limit", "_noted")

    def __init__(self) -> None:
        # Numbered, so that sessions themselves are never compared.
        self._heap: list[tuple[int, int, Waiting]] = []
        self._noted = 0
        self._limit = _MIN_TO_SWEEP

    def __len__(self) -> int:
        """Entries, those included that are stale."""
        return len(self._heap)

    def note(self, waiting: Waiting) -> None:
        """Somebody has to wait, has to again, or says another beginning of it."""
        self._noted += 1
        heappush(self._heap, (waiting.standing.since_ms, self._noted, waiting))
        if len(self._heap) > self._limit:
            self._sweep()

    def since_ms(self) -> int:
        """When the longest wait began, wall time; 0: nobody waits."""
        heap = self._heap
        while heap and not _is_so(*heap[0]):
            heappop(heap)
        return heap[0][0] if heap else 0

    def _sweep(self) -> None:
        """Drops what is stale or said twice; each entry pays for one look at it."""
        alive = {id(entry[2]): entry for entry in self._heap if _is_so(*entry)}
        self._heap = list(alive.values())
        heapify(self._heap)
        self._limit = 2 * len(self._heap) + _MIN_TO_SWEEP


def _is_so(since_ms: int, _: int, waiting: Waiting) -> bool:
    is_waiting = waiting.has_waited and waiting.stage in IN_LINE
    return is_waiting and waiting.standing.since_ms == since_ms
