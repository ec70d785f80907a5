"""Visitors who ask at a given rate, each one question at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import trio

from actors.knowledge.entry import Entry
from admin.data_directory import DataDirectory
from admin.ticket import ticket_for
from gateway.client import Visitor, connect_visitor
from gateway.client_core.events import MessageReceived
from tests.proofs.robot_live.judge import Asked

PATIENCE_SECONDS: Final = 20.0
"""More than any answer, and any fallback, takes on whatever machine."""
LINGER_SECONDS: Final = 1.0
"""After the last question of each: what is said twice is heard."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who asks.

    Attributes:
        url: of the service.
        data: its directory.
        visitors: how many.
        rate: questions per second of all.
        entries: whose questions are asked.
        asked: what was asked, and told.
    """

    url: str
    data: Path
    visitors: int
    rate: float
    entries: list[Entry]
    asked: list[Asked]

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[None]:
        """They ask meanwhile; at its end each waits for his last answer."""
        stop = trio.Event()
        async with trio.open_nursery() as nursery:
            for number in range(self.visitors):
                nursery.start_soon(self._visit, number, stop)
            yield
            stop.set()

    async def _visit(self, number: int, stop: trio.Event) -> None:
        ticket = ticket_for(DataDirectory(self.data), "visitor", f"v{number}")
        async with (
            connect_visitor(self.url, ticket=ticket, language="en") as visitor,
            trio.open_nursery() as nursery,
        ):
            asker = _Asker(visitor)
            nursery.start_soon(asker.listen)
            random = Random(number)
            every = self.visitors / self.rate
            next_at = trio.current_time() + random.random() * every
            session = await visitor.open()
            while not stop.is_set():
                entry = random.choice(self.entries)
                self.asked.extend(asker.taken())
                asker.begin(entry.id)
                await session.send(entry.question)
                with trio.move_on_after(PATIENCE_SECONDS):
                    await asker.told.wait()
                next_at += every
                with trio.move_on_at(next_at):
                    await stop.wait()
            await trio.sleep(LINGER_SECONDS)
            self.asked.extend(asker.taken())
            nursery.cancel_scope.cancel()


class _Asker:
    """One visitor's question, and what the robot said since."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._entry = ""
        self._at = 0.0
        self._said: list[tuple[float, str]] = []
        self.told = trio.Event()

    def begin(self, entry: str) -> None:
        self._entry, self._at = entry, trio.current_time()
        self._said, self.told = [], trio.Event()

    def taken(self) -> list[Asked]:
        """The question so far; none before the first."""
        said = tuple(self._said)
        return [Asked(self._entry, self._at, said)] if self._entry else []

    async def listen(self) -> None:
        async for event in self._visitor.events():
            if isinstance(event, MessageReceived) and event.message.role == "robot":
                self._said.append((trio.current_time(), event.message.text))
                self.told.set()
