"""What travels on the control lane: the runtime's own messages between cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.cell import Cell
    from runtime.exits import ExitReason, Shutdown


class Stop:
    """Control message: end this incarnation in an orderly way."""

    __slots__ = ("reason",)

    def __init__(self, reason: Shutdown) -> None:
        self.reason = reason


class RestartChild:
    """Control message to a parent: stop this child and start it again."""

    __slots__ = ("cell",)

    def __init__(self, cell: Cell) -> None:
        self.cell = cell


class Down:
    """Control message: an incarnation that was watched has ended."""

    __slots__ = ("path", "reason")

    def __init__(self, path: str, reason: ExitReason) -> None:
        self.path = path
        self.reason = reason
