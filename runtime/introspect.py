"""The supervision tree as it is, read off the cells and never through mailboxes.

Reading costs the tree nothing and works when actors are stuck, which is when one looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.exits import is_abnormal
from runtime.port_service import ChildKeeper
from runtime.region import Region
from runtime.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runtime.cell import Cell


@dataclass(frozen=True, slots=True)
class CellStatistics:
    """What one cell shows of itself.

    `restarts` counts the incarnations before the present one; `last_error` is the text
    of the last exit if it was abnormal, else ""; `waiting_on` the path of the actor
    whose answer it awaits or ""; `strategy` a supervisor's, "" of all others; `process`
    the id of the child process that it keeps, 0 without one.
    """

    path: str
    kind: str
    phase: str
    mailbox: int
    handled: int
    restarts: int
    crashes: int
    refused: int
    busy_seconds: float
    timers: int
    last_error: str
    waiting_on: str
    strategy: str
    process: int = 0


def statistics(cell: Cell) -> CellStatistics:
    """The figures of one cell."""
    exit_reason = cell.last_exit
    has_failed = exit_reason is not None and is_abnormal(exit_reason)
    actor = cell.actor
    return CellStatistics(
        path=cell.path or "/",
        kind=type(actor).__name__ if actor is not None else "",
        phase=cell.phase.value,
        mailbox=len(cell.queue) if cell.queue is not None else 0,
        handled=cell.handled,
        restarts=cell.generation,
        crashes=cell.crashes,
        refused=cell.refused,
        busy_seconds=cell.busy_seconds,
        timers=len(cell.timers or ()),
        last_error=str(exit_reason) if has_failed else "",
        waiting_on=cell.waiting_on.path if cell.waiting_on is not None else "",
        strategy=actor.strategy.value if isinstance(actor, Supervisor) else "",
        process=process_of(cell),
    )


def process_of(cell: Cell) -> int:
    """Id of the child process that an actor keeps; 0 while there is none."""
    actor = cell.actor
    return (actor.port.process_id or 0) if isinstance(actor, ChildKeeper) else 0


def find(root: Cell, path: str) -> Cell | None:
    """The cell at a path of a `CellStatistics`, if it is in memory."""
    cell: Cell | None = root
    rest = path.strip("/")
    while cell is not None and rest:
        actor = cell.actor
        if isinstance(actor, Region):
            return actor.cells.get(rest)  # ids may have slashes of their own
        name, _, rest = rest.partition("/")
        cell = actor.child(name) if isinstance(actor, Supervisor) else None
    return cell


def walk(cell: Cell) -> Iterator[Cell]:
    """A cell and everything below it, parents before children."""
    yield cell
    actor = cell.actor
    if isinstance(actor, Supervisor | Region):
        for child in tuple(actor.children()):
            yield from walk(child)
