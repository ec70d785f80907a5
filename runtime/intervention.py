"""Interventions in a running tree, for people who look on: restart a part, crash it.

A crash is an exception in the middle of whatever the actor does: also while a commit of
it is under way, or its task waits. It goes the way of every crash: the supervisor
decides, mail that waits is kept, and the restart counts against the budget. A restart
stops the part in order and starts it again; it counts against nothing.

Actors do not intervene, they ask each other. To be called from a task, never from
within a handler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.actor import Service
from runtime.control import RestartChild
from runtime.errors import Unavailable
from runtime.phase import Phase
from runtime.port_service import ChildKeeper
from runtime.region import Region
from runtime.supervisor import Supervisor

if TYPE_CHECKING:
    from runtime.cell import Cell


class InducedCrash(Exception):
    """What an actor dies of that was made to crash."""


def crash(cell: Cell) -> None:
    """Has the present incarnation crash now.

    Raises:
        Unavailable: there is none: it is being restarted, or sleeps.
    """
    _expect_running(cell)
    cell.guard(cell.generation, _die, cell.path)


def restart(cell: Cell) -> None:
    """Has its parent stop it, and those whom the strategy names, and start them again.

    Raises:
        Unavailable: it does not run, or is the root, which nobody would start again.
    """
    _expect_running(cell)
    parent = cell.parent
    if not isinstance(parent, Supervisor | Region):
        raise Unavailable("the root has nobody who would start it again")
    parent.context.ref.cell.post(RestartChild(cell))


def restarts_left(cell: Cell) -> int:
    """How many crashes of it its parent would forgive now; 0 for the root."""
    parent = cell.parent
    if isinstance(parent, Region):
        return parent.restarts_left(cell)
    return parent.restarts_left if isinstance(parent, Supervisor) else 0


def is_up(cell: Cell) -> bool:
    """It runs, has begun, and, where it is there for a child process, that serves."""
    actor = cell.actor
    if actor is None:
        return False
    if isinstance(cell.parent, Supervisor) and cell.parent.is_starting(cell):
        return False
    if isinstance(actor, ChildKeeper):
        return actor.port.is_serving
    return isinstance(actor, Service) or cell.phase is not Phase.HELD


def _die(path: str) -> None:
    raise InducedCrash(f"somebody had {path} crash")


def _expect_running(cell: Cell) -> None:
    if cell.actor is None:
        raise Unavailable(f"{cell.path or '/'} does not run now: {cell.phase.value}")
