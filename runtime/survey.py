"""A look at the whole tree whose answer is bounded, however many entities there are.

Supervisors, services and regions are few and come all; of the entities come totals per
region, and the first few of each by what one asks for. The look is taken in steps, so
that a hundred thousand entities keep nobody waiting; it is no snapshot of one moment.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final

from runtime.cell import Cell
from runtime.introspect import CellStatistics, statistics, walk
from runtime.phase import Phase
from runtime.region import Region
from runtime.sleepers import Census

AT_WORK: Final = frozenset({Phase.READY, Phase.RUNNING, Phase.HELD})


class SortKey(Enum):
    """Which entities come first: those with most of it."""

    BUSY = "busy"
    """Time spent in handlers."""
    HANDLED = "handled"
    MAILBOX = "mailbox"
    CRASHES = "crashes"


MEASURES: Final[dict[SortKey, Callable[[Cell], float]]] = {
    SortKey.BUSY: lambda cell: cell.busy_seconds,
    SortKey.HANDLED: lambda cell: cell.handled,
    SortKey.MAILBOX: lambda cell: len(cell.queue) if cell.queue is not None else 0,
    SortKey.CRASHES: lambda cell: cell.crashes,
}


@dataclass(slots=True)
class RegionTotals:
    """All entities of one region together.

    Attributes:
        path: of the region.
        census: how many are where.
        at_work: have mail, or wait for a commit.
        mailbox: messages waiting.
        handled, crashes, busy_seconds: since the region's start, of those included that
            are not in memory any more.
    """

    path: str
    census: Census
    at_work: int
    mailbox: int
    handled: int
    crashes: int
    busy_seconds: float

    @classmethod
    def of(cls, path: str, region: Region[object]) -> RegionTotals:
        """Of those who are gone; those in memory are to be counted."""
        past = region.past
        return cls(
            path, region.census, 0, 0, past.handled, past.crashes, past.busy_seconds
        )

    def count(self, cell: Cell) -> None:
        """Adds one in memory."""
        self.handled += cell.handled
        self.crashes += cell.crashes
        self.busy_seconds += cell.busy_seconds
        self.mailbox += len(cell.queue) if cell.queue is not None else 0
        self.at_work += cell.phase in AT_WORK


class Survey:
    """One look; `step` until it is done.

    Args:
        root: of the tree.
        key: what the entities are sorted by.
        limit: of the entities shown of each region.

    Attributes:
        upper: supervisors, services and regions, parents before children.
        regions: totals, in the same order.
    """

    def __init__(self, root: Cell, key: SortKey, limit: int) -> None:
        self.upper: list[CellStatistics] = []
        self.regions: list[RegionTotals] = []
        self._cells = walk(root)
        self._measure = MEASURES[key]
        self._limit = limit
        self._firsts: list[list[tuple[float, str, Cell]]] = []

    def step(self, count: int) -> bool:
        """Looks at some more cells; True when all were looked at."""
        seen = 0
        for cell in islice(self._cells, count):
            seen += 1
            if isinstance(cell.parent, Region):
                self._count(cell)
            else:
                self.upper.append(statistics(cell))
                if isinstance(cell.actor, Region):
                    self.regions.append(RegionTotals.of(cell.path, cell.actor))
                    self._firsts.append([])
        return seen < count

    @property
    def entities(self) -> tuple[CellStatistics, ...]:
        """The first of each region, as they are now; equals by path."""
        return tuple(
            statistics(cell)
            for first in self._firsts
            for _, _, cell in sorted(first, key=lambda each: (-each[0], each[1]))
        )

    def _count(self, cell: Cell) -> None:
        """An entity; its region was the last one to begin."""
        self.regions[-1].count(cell)
        measure = self._measure(cell)
        first = self._firsts[-1]
        if len(first) < self._limit:
            heapq.heappush(first, (measure, cell.path, cell))
        elif first and measure > first[0][0]:
            heapq.heapreplace(first, (measure, cell.path, cell))
