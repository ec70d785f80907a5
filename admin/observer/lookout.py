"""Looks at the tree for those who watch; never through mailboxes, never for long.

A look at a hundred thousand entities is taken in steps, between which others have their
turn, and one after the other.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable
from typing import Final

import trio

from admin.observer.notebook import Notebook
from admin.observer.paces import Pace, Paces
from admin.observer.shown import (
    MAX_DEPTH,
    EntitiesShown,
    EntityQuery,
    PartDetail,
    PartShown,
    TreeShown,
)
from admin.process_memory import resident_bytes
from runtime.cell import Cell
from runtime.intervention import is_up, restarts_left
from runtime.introspect import CellStatistics, find, statistics
from runtime.node import Node
from runtime.region import Region
from runtime.survey import MEASURES, RegionTotals, SortKey, Survey

CELLS_PER_STEP: Final = 512
"""Looked at before others get their turn: about half a millisecond."""
MAX_INCIDENTS: Final = 20
"""Shown of one actor."""


class Lookout:
    """One per process; its methods are for tasks of the trio loop.

    Args:
        node: whose tree.
        began: when the process began to serve, by the node's clock.
        notebook: knows what went wrong.
    """

    def __init__(self, node: Node, began: float, notebook: Notebook) -> None:
        self._node = node
        self._began = began
        self._notebook = notebook
        self._paces = Paces()
        self._turn = trio.Lock()

    @property
    def root(self) -> Cell:
        """Of the tree."""
        root = self._node.root
        assert root is not None, "whoever looks runs in the tree, or beside it"  # noqa: S101
        return root

    async def survey(self, sort: SortKey, limit: int) -> Survey:
        """Looks at all cells once; see `Survey`."""
        async with self._turn:
            survey = Survey(self.root, sort, limit)
            while not survey.step(CELLS_PER_STEP):
                await trio.lowlevel.checkpoint()
        return survey

    async def tree(self, *, is_demonstration: bool) -> TreeShown:
        """The tree without its entities."""
        survey = await self.survey(SortKey.BUSY, 0)
        totals = {each.path: each for each in survey.regions}
        now = self._node.clock()
        return TreeShown(
            os.getpid(),
            now - self._began,
            is_demonstration,
            tuple(
                self._part(cell, now, totals.get(cell.path)) for cell in survey.upper
            ),
        )

    def find(self, path: str) -> Cell | None:
        """What stands there and is in memory."""
        return find(self.root, path)

    def detail(self, path: str) -> PartDetail | None:
        """One of them; None: there is none."""
        cell = self.find(path)
        if cell is None:
            return None
        figures = statistics(cell)
        return PartDetail(
            self._part(figures, self._node.clock(), None),
            restarts_left(cell),
            entity_of(cell),
            self._notebook.incidents(MAX_INCIDENTS, figures.path),
        )

    async def entities(self, query: EntityQuery) -> EntitiesShown | None:
        """Entities of a region; None: there is no such region."""
        cell = self.find(query.region)
        if cell is None or not isinstance(cell.actor, Region):
            return None
        region = cell.actor
        async with self._turn:
            found = _Found(query, cell.path)
            cells = tuple(region.children())
            totals = RegionTotals.of(cell.path, region)
            for start in range(0, len(cells), CELLS_PER_STEP):
                step = cells[start : start + CELLS_PER_STEP]
                for each in step:
                    totals.count(each)
                found.look(step)
                await trio.lowlevel.checkpoint()
        now = self._node.clock()
        rows = tuple(self._part(statistics(each), now, None) for each in found.page())
        is_asleep = region.is_asleep(query.search)
        return EntitiesShown(totals, found.count, rows, is_asleep)

    def _part(
        self, cell: CellStatistics, now: float, totals: RegionTotals | None
    ) -> PartShown:
        found = self.find(cell.path)
        return PartShown(
            cell,
            cell.path.rstrip("/").count("/"),
            found is not None and _serves(found),
            self._paces.look(cell.path, cell.handled, cell.busy_seconds, now),
            _memory(cell),
            totals,
            None if totals is None else self._totals_pace(totals, now),
        )

    def _totals_pace(self, totals: RegionTotals, now: float) -> Pace | None:
        path = f"{totals.path}/"  # no cell has this one
        return self._paces.look(path, totals.handled, totals.busy_seconds, now)


class _Found:
    """The entities that match, and the first of them; equals by path."""

    def __init__(self, query: EntityQuery, region: str) -> None:
        self.count = 0
        self._query = query
        self._prefix = len(region) + 1
        self._room = min(query.offset + query.limit, MAX_DEPTH)
        self._first: list[tuple[float, str, Cell]] = []

    def look(self, cells: Iterable[Cell]) -> None:
        """Looks at some more."""
        measure = MEASURES[self._query.sort]
        fresh = [
            (-measure(cell), cell.path, cell) for cell in cells if self._fits(cell)
        ]
        self.count += len(fresh)
        self._first = heapq.nsmallest(self._room, [*self._first, *fresh])

    def _fits(self, cell: Cell) -> bool:
        search = self._query.search.casefold()
        return search in cell.path[self._prefix :].casefold()

    def page(self) -> list[Cell]:
        return [cell for _, _, cell in self._first[self._query.offset :]]


def _serves(cell: Cell) -> bool:
    """An entity that waits for its commit does; a service that waits may not yet."""
    if isinstance(cell.parent, Region):
        return cell.actor is not None
    return is_up(cell)


def entity_of(cell: Cell) -> str:
    """The name in the journal of an entity; "" of what is none."""
    parent = cell.parent
    return parent.entity_of(cell) if isinstance(parent, Region) else ""


def _memory(cell: CellStatistics) -> int:
    """Of the process behind a part, in bytes; 0 while there is none."""
    if cell.path == "/":
        return resident_bytes()
    try:
        return resident_bytes(cell.process) if cell.process else 0
    except OSError:
        return 0  # it has ended since
