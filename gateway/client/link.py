"""Runs the client core over transports: connects, reads, writes, waits, and again.

Events wait for the application in a bounded buffer. When it is full the link
stops reading, so nothing is lost and nothing grows; if that lasts longer than the
heartbeat, the server cuts the connection and the link resumes by position later. So an
application must consume `events()`, or answers stop coming after that many events.

Tickets are over in minutes, links live for days: with a `TicketSource` each connection
is greeted with the ticket that it gives. Without one the first ticket is the only one.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from random import SystemRandom
from typing import TypeVar

import trio
from msgspec.structs import replace

from gateway.client.attachments import AttachmentClient
from gateway.client.errors import Refused, StoppedByServer
from gateway.client.event_buffer import EventBuffer
from gateway.client.ticket_source import (
    MAX_RENEWALS,
    TicketRefused,
    TicketSource,
    TicketUnavailable,
)
from gateway.client_core.core import DEFAULT_CLIENT, ClientConfig, ClientCore
from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    MessageConfirmed,
    MessageRefused,
    RequestAnswered,
    RequestExpired,
    Stopped,
)
from gateway.client_core.outbox import OutboxStore
from gateway.transport import Transport, TransportClosed
from gateway.trio_websocket_transport import NO_CLOSE_CODE, connect, parse_gateway_url
from gateway.wire.answer_frames import Colleagues, FollowUps, Queue, Sessions, Why
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.customer_frames import Customer
from gateway.wire.dashboard_frames import Trend
from gateway.wire.knowledge_frames import (
    Contributed,
    Contributions,
    Entry,
    KnowledgeFound,
    News,
)
from gateway.wire.reaching_frames import MessagesLeft
from gateway.wire.reply_frames import QuickReplies, QuickReplyPut
from gateway.wire.server_frames import Board, History, Res
from runtime.errors import AskTimeout, PeerError

A = TypeVar(
    "A",
    Res,
    Colleagues,
    Contributed,
    Contributions,
    Customer,
    Entry,
    FollowUps,
    History,
    KnowledgeFound,
    MessagesLeft,
    News,
    Queue,
    QuickReplies,
    QuickReplyPut,
    Trend,
    Sessions,
    Why,
)
_SETTLING = MessageConfirmed | MessageRefused | RequestAnswered | RequestExpired
_Key = tuple[str, str] | int
"""(session, client id) of a message, or the number of a request."""


class _Waiter:
    """A call that waits for what became of a message or request."""

    __slots__ = ("done", "outcome")

    def __init__(self) -> None:
        self.done = trio.Event()
        self.outcome: _SETTLING | None = None


class Link:
    """One client's connection to its gateway, through all reconnects."""

    def __init__(
        self, url: str, core: ClientCore, tickets: TicketSource | None = None
    ) -> None:
        self.core = core
        self.events = EventBuffer()
        self.board: Board | None = None
        self.stopped: StoppedByServer | None = None
        self.attachments: AttachmentClient | None = None
        self._url = url
        self._tickets = tickets
        self._needs_fresh_ticket = False
        self._ticket_refusal: TicketRefused | None = None
        self._wake = trio.Event()
        self._waiters: dict[_Key, _Waiter] = {}

    async def run(self) -> None:
        """Connects and serves until cancelled or stopped by the server."""
        while self.stopped is None:
            await self._wait_to_connect()
            code = await self._serve_once()
            self._needs_fresh_ticket = code == CloseCode.TICKET_EXPIRED
            self._take([*map(self._explained, self.core.disconnected(code, _now()))])
        self.events.end()
        for waiter in self._waiters.values():
            waiter.done.set()

    def wake(self) -> None:
        """The core was given something to send."""
        self._wake.set()

    async def wait_sent(self, session: str, cid: str) -> MessageConfirmed:
        """Waits until a message is on the server's disk.

        Under cancellation the message stays in the outbox and is still sent.

        Raises:
            Refused: the server will not take it.
            StoppedByServer: the client must stay away.
        """
        outcome = await self._wait((session, cid))
        if isinstance(outcome, MessageConfirmed):
            return outcome
        if isinstance(outcome, MessageRefused):
            raise Refused(outcome.code)
        raise self.stopped or StoppedByServer(CloseCode.INTERNAL)

    async def ask(self, request: int, kind: type[A]) -> A:
        """Sends a request that was given to the core and waits for its answer.

        Through reconnects it is done once, after what was said before in its session.
        Under cancellation it is not taken back: what became of it is then told by the
        events alone.

        Raises:
            Refused: the server refused it.
            AskTimeout: no answer in time; the outcome is unknown.
            StoppedByServer: the client must stay away.
            PeerError: the answer is of another kind.
        """
        self.wake()
        outcome = await self._wait(request)
        if isinstance(outcome, RequestAnswered):
            answer = outcome.answer
            if isinstance(answer, Res) and answer.code != ErrorCode.OK:
                raise Refused(answer.code)
            if isinstance(answer, kind):
                return answer
            text = f"expected {kind.__name__}, got {type(answer).__name__}"
            raise PeerError(ErrorCode.PROTOCOL, text)
        if isinstance(outcome, RequestExpired):
            text = "the server did not answer in time"
            raise AskTimeout(text)
        raise self.stopped or StoppedByServer(CloseCode.INTERNAL)

    # --- waiting calls

    async def _wait(self, key: _Key) -> _SETTLING | None:
        if self.stopped is not None:
            return None
        waiter = self._waiters[key] = _Waiter()
        try:
            await waiter.done.wait()
        finally:
            self._waiters.pop(key, None)
        return waiter.outcome

    def _settle(self, event: ClientEvent) -> None:
        match event:
            case MessageConfirmed(session, cid) | MessageRefused(session, cid):
                key: _Key = (session, cid)
            case RequestAnswered(request) | RequestExpired(request):
                key = request
            case _:
                return
        waiter = self._waiters.get(key)
        if waiter is not None:
            waiter.outcome = event
            waiter.done.set()

    def _take(self, events: list[ClientEvent]) -> None:
        for event in events:
            if isinstance(event, Stopped):
                self.stopped = StoppedByServer(event.code, event.refusal)
            elif isinstance(event, BoardChanged):
                self.board = event.board
            self._settle(event)
        self.events.put(events)

    def _explained(self, event: ClientEvent) -> ClientEvent:
        refused = self._ticket_refusal
        if isinstance(event, Stopped) and refused is not None:
            return Stopped(event.code, refused.code)
        return event

    # --- one connection after the other

    async def _wait_to_connect(self) -> None:
        """Sleeps until it is time; requests may expire meanwhile."""
        while _now() < self.core.connect_at:
            await trio.sleep_until(min(self.core.connect_at, self.core.next_deadline))
            self._take(self.core.on_time(_now()))

    async def _serve_once(self) -> int:
        """Connects and serves until the connection ends; returns its close code."""
        try:
            await self._get_ticket()
        except TicketUnavailable as error:
            self.core.wait_at_least(error.retry_seconds)
            return NO_CLOSE_CODE
        except TicketRefused as error:
            self._ticket_refusal = error
            return CloseCode.BAD_TICKET
        async with trio.open_nursery() as nursery:
            try:
                transport = await connect(self._url, nursery)
            except TransportClosed:
                return NO_CLOSE_CODE
            self.core.connected(_now())
            nursery.start_soon(self._write, transport)
            try:
                await self._read(transport)
            finally:
                with trio.CancelScope(shield=True):  # `close` is bounded by itself
                    await transport.close(CloseCode.NORMAL, "")
            nursery.cancel_scope.cancel()
        return transport.close_code or NO_CLOSE_CODE

    async def _get_ticket(self) -> None:
        if self._tickets is not None:
            is_fresh = self._needs_fresh_ticket
            self.core.use_ticket(await self._tickets.ticket(is_fresh=is_fresh))

    async def _read(self, transport: Transport) -> None:
        while True:
            await self.events.wait_room()
            try:
                data = await transport.receive()
            except PeerError:
                return
            if data is None:
                return
            self._take(self.core.receive(data, _now()))
            self._wake.set()

    async def _write(self, transport: Transport) -> None:
        """The one writer; it also keeps the core's time."""
        try:
            while self.core.close_wanted is None:
                while (message := self.core.next_message(_now())) is not None:
                    await transport.send(message)
                with trio.move_on_at(self.core.next_deadline):
                    await self._wake.wait()
                self._wake = trio.Event()
                self._take(self.core.on_time(_now()))
            await transport.close(self.core.close_wanted, "")
        except TransportClosed:
            transport.abort()  # the reader sees the end and ends the connection


@asynccontextmanager
async def running_link(
    url: str,
    core: ClientCore,
    attachments: AttachmentClient | None = None,
    tickets: TicketSource | None = None,
) -> AsyncGenerator[Link]:
    """Runs a link while the body runs; on leaving, the connection is closed politely.

    Messages that are not confirmed then stay in the outbox's store, if it has one.

    Raises:
        UsageError: the URL is no WebSocket URL.
    """
    parse_gateway_url(url)
    link = Link(url, core, tickets)
    link.attachments = attachments
    async with trio.open_nursery() as nursery:
        nursery.start_soon(link.run)
        yield link
        nursery.cancel_scope.cancel()


def client_link(
    url: str,
    ticket: str | TicketSource,
    outbox: OutboxStore | None,
    http: str,
    language: str = DEFAULT_CLIENT.language,
) -> AbstractAsyncContextManager[Link]:
    """What `connect_visitor` and `connect_agent` run; see there.

    Raises:
        UsageError: `http` is no URL of HTTP.
    """
    attachments = AttachmentClient(http, ticket) if http else None
    client = replace(DEFAULT_CLIENT, language=language)
    if isinstance(ticket, str):
        config, tickets = ClientConfig(ticket=ticket, client=client), None
    else:
        config, tickets = (
            ClientConfig(ticket="", ticket_renewals=MAX_RENEWALS, client=client),
            ticket,
        )
    core = ClientCore(config, random=SystemRandom(), store=outbox)
    return running_link(url, core, attachments, tickets)


def _now() -> float:
    return trio.current_time()
