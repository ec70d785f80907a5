"""Which entities have been idle for long enough to leave memory.

Nothing is noted per message: a cell counts what it handles anyway. That count is looked
at once per idle time; whose count is the same then has been idle since the last look.
Some are looked at per turn, however many there are.

Above the limit the oldest are looked at before their time. Whoever did nothing since
the last look leaves, the others get a second chance.

Source: the clock algorithm of page replacement; Pekko's and Orleans' idle timeouts and
"active entity limits", which note a time per message instead.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from runtime.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.cell import Cell

M = TypeVar("M", covariant=True)  # noqa: PLC0105 - short, and used everywhere

PARTS: Final = 8
"""Sweeps per idle time: how much later than due one may leave."""
LOOKS_PER_TURN: Final = 512
"""Cells looked at before others get their turn: about 0.1 ms."""
LEAVES_PER_TURN: Final = 64
"""Entities that leave before others get their turn: about 1 ms."""


@dataclass(frozen=True, slots=True)
class Passivation(Generic[M]):
    """When idle entities of a region leave memory, and how they are called back.

    Attributes:
        idle_seconds: without a message; they leave within twice that time.
        max_awake: above it those idle ones leave at once that were used least recently
            (about). Who is at work stays, so a moment's load may exceed it.
        wake: the message that tells an entity by its id that a deadline is due; awake,
            it arms its timers by itself.
    """

    idle_seconds: float
    max_awake: int
    wake: Callable[[str], M]

    def __post_init__(self) -> None:
        if self.idle_seconds <= 0:
            raise UsageError(f"expected idle_seconds > 0 s, got {self.idle_seconds}")
        if self.max_awake < 1:
            raise UsageError(f"expected max_awake >= 1, got {self.max_awake}")


@dataclass(frozen=True, slots=True)
class Leave:
    """An idle entity's consent to leave memory.

    Attributes:
        due_ms: wall time of its next deadline, or None.
        is_stored: False = there is nothing to come back to: it never was anything.
    """

    due_ms: int | None
    is_stored: bool


class Idleness:
    """Who of a region's cells has been idle for how long.

    Attributes:
        cells: by id, in the order of the last look at them: new ones, and who is looked
            at and stays, go to the end.
    """

    __slots__ = ("_limits", "_vain", "_vain_since", "cells")

    def __init__(self, limits: Passivation[object]) -> None:
        self.cells: OrderedDict[str, Cell] = OrderedDict()
        self._limits = limits
        self._vain = 0
        self._vain_since = -math.inf

    @property
    def part_seconds(self) -> float:
        """Time between two sweeps of those whose time has come."""
        return self._limits.idle_seconds / PARTS

    @property
    def is_crowded(self) -> bool:
        """True when too many are awake."""
        return len(self.cells) > self._limits.max_awake

    def sweep(self, now: float, leave: Callable[[str, Cell], bool]) -> bool:
        """Looks at those whose time has come, and at the oldest while too many wake.

        Args:
            now: seconds; never less than before.
            leave: takes an idle one out of `cells`, or answers False: it must stay.

        Returns:
            True when there is more to do at once.
        """
        if now - self._vain_since >= self.part_seconds:
            self._vain, self._vain_since = 0, now
        looks = leaves = 0
        while looks < LOOKS_PER_TURN and leaves < LEAVES_PER_TURN:
            first = self._first(now)
            if first is None:
                return False
            looks += 1
            entity_id, cell = first
            if cell.handled == cell.looked and leave(entity_id, cell):
                leaves += 1
                self._vain = 0
            else:
                look_at(cell, now)
                self.cells.move_to_end(entity_id)
                self._vain += 1
        return True

    def _first(self, now: float) -> tuple[str, Cell] | None:
        """The one that was looked at the longest time ago, if it is to be again."""
        for entity_id, cell in self.cells.items():
            # After two rounds in vain all that are left are at work.
            is_early = self.is_crowded and self._vain <= 2 * len(self.cells)
            if is_early or now - cell.looked_at >= self._limits.idle_seconds:
                return entity_id, cell
            break
        return None


def look_at(cell: Cell, now: float) -> None:
    """Notes what the cell has handled so far."""
    cell.looked = cell.handled
    cell.looked_at = now
