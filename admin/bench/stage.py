"""A real node for a measurement: supervisor, dispatcher, timers, collector policy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from random import Random
from typing import Final, Never, TypeVar

import trio

from runtime.actor import Actor
from runtime.cell import Cell
from runtime.child import ChildSpec
from runtime.collector import Collector
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor

CAPACITY: Final = 2_000_000
"""Of a measured mailbox: nothing is to be refused here."""
_POLL_SECONDS: Final = 0.01
A = TypeVar("A", bound=Actor[Never])


@asynccontextmanager
async def staged(
    starts: tuple[Callable[[], Actor[Never]], ...],
) -> AsyncIterator[tuple[Node, tuple[Cell, ...]]]:
    """Runs one node with one child for each of `starts`, as the service runs its own.

    Yields the node and the children's cells, all of them up.
    """
    specs = tuple(
        ChildSpec(str(number), start, capacity=CAPACITY)
        for number, start in enumerate(starts)
    )
    events = Events()
    plant = partial(Supervisor, specs)
    random = Random(0)  # noqa: S311 - nothing here is a secret
    async with (
        open_node(lambda _: plant, events, random) as node,
        trio.open_nursery() as nursery,
    ):
        nursery.start_soon(Collector(events).run)
        yield node, await _children(node, len(specs))
        nursery.cancel_scope.cancel()


async def _children(node: Node, count: int) -> tuple[Cell, ...]:
    while True:
        await trio.sleep(_POLL_SECONDS)
        root = node.root
        supervisor = None if root is None else root.actor
        if not isinstance(supervisor, Supervisor):
            continue
        cells = supervisor.children()
        if len(cells) == count and all(cell.actor is not None for cell in cells):
            return cells


def actor_of(cell: Cell, kind: type[A]) -> A:
    """The incarnation in a cell; only benchmarks look at it from outside."""
    actor = cell.actor
    assert isinstance(actor, kind)  # noqa: S101 - `staged` started it
    return actor
