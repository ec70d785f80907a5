"""A visitor's client."""

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


class Visitor:
    """Opens a session and talks in it."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def open(self, group: str, channel: str = "web") -> Conversation:
        """Opens the channel's session, or resumes the one that is open.

        Raises:
            Refused, AskTimeout, StoppedByServer: see `gateway.client.link`.
        """
        request = self._link.core.open(group, trio.current_time(), channel)
        self._link.wake()
        answer = await self._link.wait_answer(request)
        return Conversation(self._link, answer.session)

    def session(self, session: str) -> Conversation:
        """A session that is known by its id."""
        return Conversation(self._link, session)

    def events(self) -> AsyncIterator[ClientEvent]:
        """Everything that happens, in order; one reader at a time."""
        return self._link.events


@asynccontextmanager
async def connect_visitor(
    url: str, *, ticket: str, outbox: OutboxStore | None = None
) -> AsyncGenerator[Visitor]:
    """Runs a visitor's client while the body runs; it connects in the background.

    Args:
        url: `ws://host:port/v1` or `wss://…`.
        ticket: proves who is calling.
        outbox: where unconfirmed messages survive this process (`FileOutbox`).

    Raises:
        UsageError: the URL is no WebSocket URL.
    """
    core = ClientCore(ClientConfig(ticket=ticket), random=SystemRandom(), store=outbox)
    async with running_link(url, core) as link:
        yield Visitor(link)
