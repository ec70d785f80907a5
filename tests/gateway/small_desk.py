"""The smallest service behind real connections: one visitor's session, one agent.

It binds `Connection` to a `Transport` as the real service does, with transcripts in
memory, so that the SDK is tested through sockets, codecs and both machines.
"""

from __future__ import annotations

from collections.abc import Iterable

import trio

from gateway.admission import ClientRequest
from gateway.connection import Connection
from gateway.transport import Transport, TransportClosed
from gateway.wire.answer_frames import Colleagues, FollowUps, Queue, Why
from gateway.wire.client_frames import (
    Close,
    GetColleagues,
    GetFollowUps,
    GetHistory,
    GetQueue,
    GetWhy,
    Hello,
    Open,
    Read,
    Send,
    SetStatus,
    SetTyping,
    Sync,
)
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.customer_frames import Customer, GetCustomer
from gateway.wire.knowledge_frames import (
    Contribute,
    Contributed,
    Contributions,
    Entry,
    GetContributions,
    GetEntry,
    GetNews,
    KnowledgeFound,
    News,
    SearchKnowledge,
)
from gateway.wire.reaching_frames import GetMessagesLeft, MessagesLeft
from gateway.wire.reply_frames import (
    GetQuickReplies,
    PutQuickReply,
    QuickReplies,
    QuickReplyPut,
)
from gateway.wire.server_codec import EncodedFrame, encode_once
from gateway.wire.server_frames import (
    Board,
    History,
    Message,
    Receipt,
    Res,
    ServerFrame,
    Session,
    Typing,
)
from gateway.wire.terms import SenderRole
from runtime.errors import PeerError

Question = (
    GetColleagues
    | GetCustomer
    | GetFollowUps
    | Contribute
    | GetContributions
    | GetNews
    | GetEntry
    | SearchKnowledge
    | GetQuickReplies
    | PutQuickReply
    | GetHistory
    | GetMessagesLeft
    | GetQueue
    | GetWhy
)
SESSION = "s1"


class SmallDesk:
    """Tickets are `role:principal`, or `over` of the past; there is one session."""

    def __init__(self) -> None:
        self.messages: list[EncodedFrame] = []
        self.by_cid: dict[str, Message] = {}
        self.is_closed = False
        self.lines: set[_Line] = set()
        self.connection_count = 0

    async def handle(self, transport: Transport) -> None:
        """Serves one connection."""
        line = _Line(self, transport)
        self.connection_count += 1
        self.lines.add(line)
        try:
            await line.run()
        finally:
            self.lines.discard(line)

    def publish(self, frame: ServerFrame) -> None:
        """Encodes once, delivers to all."""
        encoded = encode_once(frame)
        for line in self.lines:
            line.deliver(encoded)

    def cut_all(self) -> None:
        """All connections break."""
        for line in self.lines:
            line.transport.abort()


class _Line:
    """One connection: reader, writer and timer."""

    def __init__(self, desk: SmallDesk, transport: Transport) -> None:
        self.transport = transport
        self._desk = desk
        self._connection = Connection(now=trio.current_time())
        self._wake = trio.Event()

    async def run(self) -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._write)
            while (data := await self._receive()) is not None:
                for request in self._connection.receive(data, trio.current_time()):
                    self._serve(request)
                self._wake.set()
            nursery.cancel_scope.cancel()

    def deliver(self, encoded: EncodedFrame) -> None:
        self._connection.deliver(encoded)
        self._wake.set()

    async def _receive(self) -> bytes | None:
        try:
            return await self.transport.receive()
        except PeerError as error:
            self._connection.close(CloseCode.PROTOCOL, str(error))
            return None

    async def _write(self) -> None:
        connection = self._connection
        try:
            while True:
                while (message := connection.next_message()) is not None:
                    await self.transport.send(message)
                if connection.closing is not None:
                    closing = connection.closing
                    await self.transport.close(closing.code, closing.reason)
                    return
                with trio.move_on_at(connection.next_deadline):
                    await self._wake.wait()
                self._wake = trio.Event()
                for needed in connection.on_time(trio.current_time()):
                    self._replay(needed.after)
        except TransportClosed:
            pass

    def _replay(self, after: int) -> None:
        self._connection.begin_replay(SESSION, after)
        self._connection.replay(SESSION, self._desk.messages[after:])

    def _serve(self, request: ClientRequest) -> None:
        connection, desk = self._connection, self._desk
        match request:
            case Hello(ticket, positions=positions):
                self._greet(ticket, positions.get(SESSION))
            case Open(number):
                connection.send(Res(number, 0, session=SESSION))
                self._replay(0)
            case Send():
                self._take(request)
            case Read(delivered=delivered, read=read):
                me = connection.principal
                desk.publish(
                    Receipt(SESSION, "visitor", self._role, me, delivered, read)
                )
            case SetTyping(is_typing=is_typing, after=after):
                role = self._role
                who = connection.principal
                desk.publish(
                    Typing(SESSION, "visitor", role, who, is_typing, 6_000, after)
                )
            case Sync(positions):
                self._replay(positions.get(SESSION, 0))
            case SetStatus(number, status=status):
                connection.send(Res(number, 0))
                connection.send(Board(1, status, 3, (SESSION,)))
                self._replay(0)
            case Close(number):
                desk.is_closed = True
                connection.send(Res(number, 0))
                last = len(desk.messages)
                desk.publish(Session(SESSION, 9, "closed", "g", "v", "a", last))
            case _ if isinstance(request, Question):
                connection.send(_told(request, desk.by_cid.values()))
            case _:
                connection.send(Res(request.request, 0))

    @property
    def _role(self) -> SenderRole:
        return "visitor" if self._connection.role == "visitor" else "agent"

    def _greet(self, ticket: str, position: int | None) -> None:
        role, _, principal = ticket.partition(":")
        if role == "over":
            self._connection.close(CloseCode.TICKET_EXPIRED, "over")
            return
        if role not in {"visitor", "agent"}:
            self._connection.close(CloseCode.BAD_TICKET, "bad ticket")
            return
        self._connection.welcome(
            "k",
            "agent" if role == "agent" else "visitor",
            principal,
            server_ms=1,
            now=trio.current_time(),
        )
        if position is not None:
            self._replay(position)

    def _take(self, send: Send) -> None:
        known = self._desk.by_cid.get(send.cid)
        if known is None and self._desk.is_closed:
            self._connection.send(Res(send.request, ErrorCode.CLOSED))
            return
        if known is None:
            number = len(self._desk.messages) + 1
            who = self._connection.principal
            known = Message(
                SESSION,
                "visitor",
                number,
                self._role,
                who,
                "text",
                send.body,
                1,
                send.cid,
            )
            self._desk.by_cid[send.cid] = known
            self._desk.messages.append(encode_once(known))
            self._desk.publish(known)
        self._connection.send(Res(send.request, 0, number=known.number, at=1))


def _told(  # noqa: PLR0912 - one row per question
    question: Question, said: Iterable[Message]
) -> ServerFrame:
    match question:
        case GetCustomer(number):
            return Customer(number, "v", 1)
        case GetMessagesLeft(number, group):
            return MessagesLeft(number, group, ())
        case Contribute(number):
            return Contributed(number, 7)
        case GetContributions(number):
            return Contributions(number, (), 2)
        case GetNews(number):
            return News(number, 3, (), 4)
        case GetEntry(number, entry):
            return Entry(number, entry, "q")
        case SearchKnowledge(number):
            return KnowledgeFound(number, 5, ())
        case GetQuickReplies(number, after):
            return QuickReplies(number, (), after)
        case PutQuickReply(number):
            return QuickReplyPut(number, "q1")
        case GetFollowUps(number):
            return FollowUps(number, ())
        case GetColleagues(number, group):
            return Colleagues(number, group, ())
        case GetQueue(number, group):
            return Queue(number, group, group, 0, ())
        case GetWhy(number, session):
            return Why(number, session, "serving", ())
        case GetHistory(number, session, before, limit):
            older = [each for each in said if not before or each.number < before]
            return History(number, session, tuple(older[-limit:]))
