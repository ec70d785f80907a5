"""Who is told of a cell's starts and ends: a supervisor, a region, the node's root."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from runtime.cell import Cell
    from runtime.exits import ExitReason


class Parent(Protocol):
    """Who is told of starts and ends; both calls return at once."""

    def child_started(self, cell: Cell) -> None:
        """An incarnation is up; for a `Service`, it said so itself."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """The incarnation `generation` has ended and left nothing behind."""
