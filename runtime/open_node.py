"""Runs a node under trio: `async with open_node(...) as node`.

Leaving the block, by whatever way, stops the tree in order: the block may be cancelled,
the tree is shielded until its supervisors have stopped their children, each within its
own time. A root supervisor that gives up ends the block with `SupervisionFailed`.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

import trio

from runtime.cell import Cell
from runtime.dispatcher import TrioDispatcher
from runtime.errors import SupervisionFailed
from runtime.exits import ExitReason, Shutdown, is_abnormal
from runtime.mailbox import Bound
from runtime.node import Node
from runtime.observe import Events
from runtime.supervisor import Supervisor

Plant = Callable[[Node], Callable[[], Supervisor]]


class _Root:
    """Parent of the root supervisor: knows when it is up and when it has ended."""

    def __init__(self) -> None:
        self.ended = trio.Event()
        self.reason: ExitReason | None = None

    def child_started(self, cell: Cell) -> None:
        """See `runtime.cell.Parent`."""

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """See `runtime.cell.Parent`."""
        del generation
        self.reason = reason
        cell.end()
        self.ended.set()


def wall_clock(clock: Callable[[], float]) -> Callable[[], int]:
    """Ms since the epoch that follow `clock`, so that a stepped wall clock is harmless.

    Args:
        clock: seconds, monotonic.
    """
    base_ms = time.time() * 1000 - clock() * 1000
    return lambda: int(base_ms + clock() * 1000)


@asynccontextmanager
async def open_node(
    plant: Plant,
    events: Events,
    random: Random,
    wall_ms: Callable[[], int] | None = None,
) -> AsyncIterator[Node]:
    """Starts a node with the tree that `plant` declares; stops it in order at the end.

    Args:
        plant: called once with the node; what it returns builds incarnations of the
            root supervisor.
        events: where structured events go.
        random: the node's only source of chance.
        wall_ms: ms since the epoch; by default the wall clock at start plus trio's.

    Raises:
        SupervisionFailed: the root supervisor gave up.
    """
    ended = _Root()
    try:
        async with trio.open_nursery() as outer:
            # Starting takes no time; cancelled halfway, nobody would stop the tree.
            with trio.CancelScope(shield=True):
                node, cell = await outer.start(
                    _run, plant, events, random, wall_ms, ended
                )
            try:
                yield node
            finally:
                if not ended.ended.is_set():
                    cell.stop(Shutdown())
    except BaseExceptionGroup as group:
        # The nursery is our affair: what failed alone is raised as what it is.
        if len(group.exceptions) > 1:
            raise
        (alone,) = group.exceptions
        raise alone from alone.__cause__


async def _run(
    plant: Plant,
    events: Events,
    random: Random,
    wall_ms: Callable[[], int] | None,
    ended: _Root,
    task_status: trio.TaskStatus[tuple[Node, Cell]],
) -> None:
    with trio.CancelScope(shield=True):
        async with trio.open_nursery() as nursery:
            clock = trio.lowlevel.current_clock().current_time
            dispatcher = TrioDispatcher(nursery)
            node = Node(
                dispatcher,
                events,
                clock,
                wall_ms or wall_clock(clock),
                random,
            )
            nursery.start_soon(dispatcher.run)
            nursery.start_soon(node.timers.run)
            cell = Cell(node, "", plant(node), ended, Bound())
            node.root = cell
            cell.start_again()
            task_status.started((node, cell))
            await ended.ended.wait()
            nursery.cancel_scope.cancel()
        node.timers.clear()
    if ended.reason is not None and is_abnormal(ended.reason):
        raise SupervisionFailed(str(ended.reason))
