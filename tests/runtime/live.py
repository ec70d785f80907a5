"""A node under trio for tests, with one supervisor at the root."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import Random
from typing import Never

import trio.testing

from runtime.actor import Service
from runtime.cell import ActorCrashed, Cell
from runtime.child import Backoff, ChildSpec, Intensity, Strategy
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.open_node import open_node
from runtime.ref import Ref
from runtime.supervisor import Supervisor

GENEROUS = Intensity(1_000, 5.0)
QUICK = Backoff(0.1, 1.0)


class Live:
    """A node that runs, its root supervisor and what was told of it."""

    def __init__(self, node: Node, told: list[Event]) -> None:
        self.node = node
        self.told = told

    @property
    def root(self) -> Cell:
        assert self.node.root is not None
        return self.node.root

    def cell(self, name: str) -> Cell:
        assert isinstance(self.root.actor, Supervisor)
        cell = self.root.actor.child(name)
        assert cell is not None, name
        return cell

    def ref(self, name: str) -> Ref[object]:
        return Ref(self.cell(name))

    @property
    def crashes(self) -> list[str]:
        """Paths of what crashed, in order."""
        return [each.path for each in self.told if isinstance(each, ActorCrashed)]


@asynccontextmanager
async def live(
    *specs: ChildSpec,
    strategy: Strategy = Strategy.ONE_FOR_ONE,
    intensity: Intensity = GENEROUS,
) -> AsyncIterator[Live]:
    """Runs these children; the block begins when all that can be is up."""
    events = Events()
    told: list[Event] = []
    events.subscribe(Event, told.append)

    def plant(_: Node) -> Callable[[], Supervisor]:
        return lambda: Supervisor(specs, strategy, intensity, QUICK)

    async with open_node(plant, events, Random(1)) as node:
        await settle()
        yield Live(node, told)


async def settle() -> None:
    """Lets everything run that can run without time passing."""
    await trio.testing.wait_all_tasks_blocked()


class Shop(Service[Never]):
    """A service that notes its life: `+name` when it is up, `.name` at its end."""

    def __init__(
        self, name: str, log: list[str], life: Callable[[], Awaitable[object]]
    ) -> None:
        self.name = name
        self.log = log
        self.life = life

    async def run(self, started: Callable[[], None]) -> None:
        self.log.append(f"+{self.name}")
        try:
            started()
            await self.life()
        finally:
            self.log.append(f".{self.name}")


def shop(
    name: str,
    log: list[str],
    life: Callable[[], Awaitable[object]] = trio.sleep_forever,
    shutdown_seconds: float | None = 5.0,
) -> ChildSpec:
    """A child that is such a service."""
    return ChildSpec(
        name, lambda: Shop(name, log, life), shutdown_seconds=shutdown_seconds
    )
