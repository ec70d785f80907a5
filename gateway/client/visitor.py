"""A visitor's client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import trio

from gateway.client.conversation import Conversation
from gateway.client.link import Link, client_link
from gateway.client.ticket_source import TicketSource
from gateway.client_core.events import ClientEvent
from gateway.client_core.outbox import OutboxStore
from gateway.wire.server_frames import Res


class Visitor:
    """Opens a session and talks in it.

    Requests are done once, through any number of reconnects, and may raise what those
    of `Agent` may. Under cancellation they are not taken back.
    """

    def __init__(self, link: Link) -> None:
        self._link = link

    async def open(self, group: str = "", channel: str = "") -> Conversation:
        """Opens the channel's session, or resumes the one that is open.

        Args:
            group: whom to ask for, in a new session; "" = as the channel leads.
            channel: of the ticket, which knows it when this is "".

        Raises:
            Refused: `NO_SUCH_GROUP`; `FORBIDDEN`: not in this channel.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: see `Agent`.
        """
        request = self._link.core.ask.open(group, trio.current_time(), channel)
        answer = await self._link.ask(request, Res)
        return Conversation(self._link, answer.session)

    async def end_service(self, session: str) -> None:
        """Goes back to the robot; where there is none, the session ends (S3).

        Raises:
            Refused: `WRONG_STATE`, `CLOSED`: no human serves, nor is sought.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: see `Agent`.
        """
        request = self._link.core.ask.end_service(session, trio.current_time())
        await self._link.ask(request, Res)

    async def leave_message(self, session: str, text: str, contact: str = "") -> None:
        """Leaves a message, and how to be reached, where nobody can serve (V7).

        Raises:
            Refused: `WRONG_STATE`: the session is not in `message_left`.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: see `Agent`.
        """
        now = trio.current_time()
        request = self._link.core.ask.leave_message(session, text, contact, now)
        await self._link.ask(request, Res)

    def session(self, session: str) -> Conversation:
        """A session that is known by its id."""
        return Conversation(self._link, session)

    def events(self) -> AsyncIterator[ClientEvent]:
        """Everything that happens, in order; one reader at a time."""
        return self._link.events


@asynccontextmanager
async def connect_visitor(
    url: str,
    *,
    ticket: str | TicketSource,
    outbox: OutboxStore | None = None,
    http: str = "",
    language: str = "zh-CN",
) -> AsyncGenerator[Visitor]:
    """Runs a visitor's client while the body runs; it connects in the background.

    Args:
        url: `ws://host:port/v1` or `wss://…`.
        ticket: proves who is calling; a source of tickets (`VisitorTickets`) gives one
            for each connection, so that the client outlives its first.
        outbox: where unconfirmed messages survive this process (`FileOutbox`).
        http: `http://host:port` or `https://…`, for attachments.
        language: in which the service speaks to the visitor (BCP 47).

    Raises:
        UsageError: the URL is no WebSocket URL, or `http` no URL of HTTP.
    """
    async with client_link(url, ticket, outbox, http, language) as link:
        yield Visitor(link)
