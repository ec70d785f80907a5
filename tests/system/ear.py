"""What one side of a conversation has heard, by the SDK's events."""

from __future__ import annotations

from collections.abc import AsyncIterator

import trio

from gateway.client_core.events import BoardChanged, ClientEvent, MessageReceived
from gateway.wire.bodies import MessageBody, TextBody


class Ear:
    """The messages of one side, as they come."""

    def __init__(self) -> None:
        self.bodies: dict[int, MessageBody] = {}
        self.texts: list[tuple[str, str]] = []
        self.sessions: tuple[str, ...] = ()
        self.visits: tuple[str, ...] = ()
        self._news = trio.Event()

    async def listen(self, events: AsyncIterator[ClientEvent]) -> None:
        async for event in events:
            if isinstance(event, MessageReceived):
                place, body = event.message.session, event.message.body
                self.bodies[event.message.number] = body
                if isinstance(body, TextBody):
                    self.texts.append((place, body.text))
            elif isinstance(event, BoardChanged):
                self.sessions = event.board.sessions
                self.visits = event.board.visits
            self._news.set()
            self._news = trio.Event()

    async def number_of(self, kind: type[MessageBody]) -> int:
        """The newest message of a kind, once there is one."""
        while True:
            found = [n for n, body in self.bodies.items() if isinstance(body, kind)]
            if found:
                return max(found)
            await self._news.wait()

    async def session(self) -> str:
        """The first on the board, once there is one."""
        while not self.sessions:
            await self._news.wait()
        return self.sessions[0]

    async def text(self, text: str) -> None:
        """Waits until that was said, anywhere."""
        while text not in [said for _, said in self.texts]:
            await self._news.wait()

    async def heard(self, count: int) -> None:
        """Waits for so many messages."""
        while len(self.bodies) < count:
            await self._news.wait()

    async def visit(self) -> str:
        """The session whose guest one is, or is called to be."""
        while not self.visits:
            await self._news.wait()
        return self.visits[0]
