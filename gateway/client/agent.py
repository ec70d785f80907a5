"""An agent's client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from random import SystemRandom

import trio

from gateway.client.conversation import Conversation
from gateway.client.link import Link, running_link
from gateway.client_core.core import ClientConfig, ClientCore
from gateway.client_core.events import ClientEvent
from gateway.client_core.outbox import OutboxStore
from gateway.wire.schema import Board, Status


class Agent:
    """Takes sessions and talks in several at once."""

    def __init__(self, link: Link) -> None:
        self._link = link

    @property
    def board(self) -> Board | None:
        """Status, capacity and sessions as the server last told; None before that."""
        return self._link.board

    async def set_status(self, status: Status) -> None:
        """Begins or stops taking sessions.

        Raises:
            Refused, AskTimeout, StoppedByServer: see `gateway.client.link`.
        """
        request = self._link.core.set_status(status, trio.current_time())
        self._link.wake()
        await self._link.wait_answer(request)

    def session(self, session: str) -> Conversation:
        """A session of the board, or of an event."""
        return Conversation(self._link, session)

    @property
    def sessions(self) -> tuple[Conversation, ...]:
        """The sessions on the board."""
        ids = () if self.board is None else self.board.sessions
        return tuple(self.session(session) for session in ids)

    def events(self) -> AsyncIterator[ClientEvent]:
        """Everything that happens, in order; one reader at a time."""
        return self._link.events


@asynccontextmanager
async def connect_agent(
    url: str, *, ticket: str, outbox: OutboxStore | None = None
) -> AsyncGenerator[Agent]:
    """Runs an agent's client while the body runs; it connects in the background.

    Args:
        url: `ws://host:port/v1` or `wss://…`.
        ticket: proves who is calling.
        outbox: where unconfirmed messages survive this process (`FileOutbox`).

    Raises:
        UsageError: the URL is no WebSocket URL.
    """
    core = ClientCore(ClientConfig(ticket=ticket), random=SystemRandom(), store=outbox)
    async with running_link(url, core) as link:
        yield Agent(link)
