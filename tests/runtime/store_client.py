"""A store's port driven by tests: one await per append or query."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import trio

from runtime.journal import Answer, Append, Outcome, Query
from runtime.port import PortDied, PortSpec
from runtime.store_port import PortJournal

LID_SECONDS = 120.0
T = TypeVar("T")


class Waiter:
    """Turns call-backs into values to await."""

    def __init__(self, journal: PortJournal) -> None:
        self.journal = journal
        self.death: PortDied | None = None

    async def append(self, append: Append) -> Outcome:
        return await awaited(lambda done: self.journal.append(append, done))

    async def query(self, query: Query) -> Answer:
        return await awaited(lambda done: self.journal.query(query, done))

    async def run(self, started: Callable[[], None] = lambda: None) -> None:
        """One life of the store; remembers how it died."""
        try:
            await self.journal.run(started)
        except PortDied as death:
            self.death = death


async def awaited(call: Callable[[Callable[[T], None]], None]) -> T:
    values: list[T] = []
    told = trio.Event()

    def done(value: T) -> None:
        values.append(value)
        told.set()

    call(done)
    with trio.fail_after(LID_SECONDS):
        await told.wait()
    return values[0]


@asynccontextmanager
async def serving(spec: PortSpec) -> AsyncIterator[Waiter]:
    """A store that serves for as long as the block lasts."""
    waiter = Waiter(PortJournal(spec))
    async with trio.open_nursery() as nursery:
        with trio.fail_after(LID_SECONDS):
            await nursery.start(lambda task_status: waiter.run(task_status.started))
        yield waiter
        nursery.cancel_scope.cancel()


def in_a_store(spec: PortSpec, work: Callable[[Waiter], Awaitable[T]]) -> T:
    """Runs `work` on a store of its own, from a test that is not async."""

    async def main() -> T:
        async with serving(spec) as waiter:
            return await work(waiter)
        raise AssertionError

    return trio.run(main)
