"""Serves one connection's requests: the link between frames and actors.

It subscribes the connection to the sessions it may follow, asks the actors without
waiting, and hands every answer and event to the connection, which keeps their order.
Following a session: subscribe, then read the transcript from the journal; what was
published meanwhile is held by the connection and comes after (see `gateway.replay`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from actors.agent.messages import (
    AgentCommand,
    AgentStatus,
    Attach,
    Detach,
    PresenceWanted,
    agent_topic,
)
from actors.agent.messages import Board as AgentBoard
from actors.agent.messages import SetStatus as SetAgentStatus
from actors.desk import Desk
from actors.ids import AgentId, SessionId, VisitorId
from actors.reception import Reception
from actors.session.messages import (
    CloseSession,
    GetSession,
    PostMessage,
    PublishedMessage,
    Role,
    Sender,
    SessionCommand,
    SessionPhase,
    SessionView,
    TypingChanged,
    session_topic,
)
from actors.transcript import read_messages
from gateway.admission import ClientRequest
from gateway.connection import Connection
from gateway.tickets import Ticket, TicketOffice
from gateway.translate import answer_frame, error_frame, frame_of
from gateway.wire.codes import CloseCode
from gateway.wire.schema import (
    MAX_REPLAY,
    Close,
    Hello,
    Open,
    Send,
    SetStatus,
    SetTyping,
    Sync,
)
from gateway.wire.server_codec import EncodedFrame, encode_once
from runtime.errors import PeerError, Quarantined
from runtime.ref import Address
from runtime.topics import Publication, Topics

C = TypeVar("C")
P = TypeVar("P")

REQUEST_SECONDS: Final = 10.0
"""Deadline of an actor's answer; after it the client is told to send again."""
MAX_CLOSED_FEEDS: Final = 64
"""Closed sessions whose order a connection still keeps, for late answers."""


@dataclass(frozen=True, slots=True)
class Front:
    """What all attendants share."""

    desk: Desk
    reception: Reception
    topics: Topics
    office: TicketOffice
    clock: Callable[[], float]
    wall_ms: Callable[[], int]
    report: Callable[[Exception], None]


class Attendant:
    """The service's side of one connection.

    Args:
        front: the service.
        name: of the connection, unique in this process.
        connection: the sans-I/O state.
        wake: has the writer look for output.
    """

    def __init__(
        self, front: Front, name: str, connection: Connection, wake: Callable[[], None]
    ) -> None:
        self._front = front
        self._name = name
        self._connection = connection
        self._wake = wake
        self._sender: Sender | None = None
        self._positions: dict[str, int] = {}
        self._followed: dict[str, None] = {}
        self._closed: deque[str] = deque()
        self._is_over = False

    def serve(self, request: ClientRequest) -> None:
        """Begins to serve one request; its answer goes to the connection later."""
        match request:
            case Hello():
                self._greet(request)
            case Open():
                self._open(request)
            case Send(number, session, room, cid, kind, body):
                message = PostMessage(self._me, room, cid, kind, body.text, self._name)
                self._ask(number, session, self._session(session), message)
            case Close(number, session, operation):
                command = CloseSession(self._me, operation)
                self._ask(number, session, self._session(session), command)
            case SetStatus(number, operation, status):
                change = SetAgentStatus(AgentStatus(status), operation)
                self._ask(number, "", self._agent(), change)
            case SetTyping(session, room, is_typing, after):
                self._show_typing(session, room, after, is_typing=is_typing)
            case Sync(positions):
                self._catch_up(positions)

    def close(self) -> None:
        """The connection is gone: nothing more is subscribed or present."""
        self._is_over = True
        for session in self._followed:
            topic = session_topic(SessionId(session))
            self._front.topics.unsubscribe(topic, self._on_published)
        self._followed.clear()
        sender = self._sender
        if sender is not None and sender.role is Role.AGENT:
            topic = agent_topic(AgentId(sender.id))
            self._front.topics.unsubscribe(topic, self._on_agent_published)
            self._agent().tell(Detach(self._name))

    @property
    def _me(self) -> Sender:
        # The connection's table lets nothing but HELLO through before WELCOME.
        assert self._sender is not None  # noqa: S101
        return self._sender

    # --- signing in

    def _greet(self, hello: Hello) -> None:
        front = self._front
        try:
            ticket = front.office.verify(hello.ticket, front.wall_ms())
        except PeerError as error:
            self._connection.close(CloseCode.BAD_TICKET, str(error))
            return
        self._sender = Sender(Role(ticket.kind), ticket.principal)
        self._positions = hello.positions
        self._connection.welcome(
            self._name,
            ticket.kind,
            ticket.principal,
            server_ms=front.wall_ms(),
            now=front.clock(),
        )
        if ticket.kind == "agent":
            self._attach(ticket)
        # An agent's, too: a session that was closed meanwhile is on no board any more.
        for session, after in hello.positions.items():
            self._follow(session, after)

    def _attach(self, ticket: Ticket) -> None:
        topic = agent_topic(AgentId(ticket.principal))
        self._front.topics.subscribe(topic, self._on_agent_published)
        self._say_present()

    def _say_present(self) -> None:
        def on_board(answer: object, error: Exception | None) -> None:
            if isinstance(answer, AgentBoard):
                self._show_board(answer)
            elif error is not None:
                self._connection.close(CloseCode.OVERLOADED, "the agent is away")
            else:
                self._connection.close(CloseCode.BAD_TICKET, "there is no such agent")
            self._wake()

        self._agent().request(Attach(self._name), REQUEST_SECONDS, on_board)

    def _on_agent_published(self, publication: Publication[object]) -> None:
        self._contain(self._show_agent, publication)

    def _show_agent(self, publication: Publication[object]) -> None:
        if isinstance(publication.event, AgentBoard):
            self._show_board(publication.event)
        elif isinstance(publication.event, PresenceWanted):
            self._say_present()

    def _show_board(self, board: AgentBoard) -> None:
        for session in board.sessions:
            self._follow(session, self._positions.get(session, 0))
        self._connection.send(frame_of(board))
        self._wake()

    # --- requests

    def _open(self, request: Open) -> None:
        def on_opened(answer: object, error: Exception | None) -> None:
            self._contain(follow, (answer, error))

        def follow(outcome: tuple[object, Exception | None]) -> None:
            answer, error = outcome
            self._answer(request.request, "", answer, error)
            opened = getattr(answer, "session", "")
            if opened:
                self._follow(opened, self._positions.get(opened, 0))

        self._front.reception.open(
            VisitorId(self._me.id),
            self._me.id,
            request.channel,
            request.group,
            on_opened,
        )

    def _ask(self, number: int, session: str, address: Address[C], command: C) -> None:
        def on_answer(answer: object, error: Exception | None) -> None:
            self._answer(number, session, answer, error)

        address.request(command, REQUEST_SECONDS, on_answer)

    def _answer(
        self, number: int, session: str, answer: object, error: Exception | None
    ) -> None:
        if error is not None:
            self._connection.send(error_frame(number, session, error))
        else:
            self._connection.send(answer_frame(number, session, answer))
        self._wake()

    def _show_typing(
        self, session: str, room: str, after: int, *, is_typing: bool
    ) -> None:
        """Typing never passes an actor: only who follows a session types in it."""
        if session in self._followed:
            name = SessionId(session)
            event = TypingChanged(name, room, self._me, is_typing, after)
            self._front.topics.publish(session_topic(name), event, self._name)

    # --- following sessions

    def _follow(self, session: str, after: int) -> None:
        """Shows a session from number `after` on, if one may take part in it.

        One that has ended is not shown again: a board may name it for a moment yet.
        """
        if self._is_over or self._has_shown(session):
            return
        self._followed[session] = None
        topic = session_topic(SessionId(session))
        self._front.topics.subscribe(topic, self._on_published)
        self._connection.begin_replay(session, after)

        def on_view(answer: object, error: Exception | None) -> None:
            if isinstance(answer, SessionView):
                self._read(session, after)
                self._show_session(answer)
            elif error is None or isinstance(error, Quarantined):
                self._unfollow(session)
                self._connection.end_feed(session)
            else:
                # Left out, the session would stand still for this client for good.
                self._connection.close(CloseCode.OVERLOADED, "a session is away")
            self._wake()

        look = GetSession(self._me)
        self._session(session).request(look, REQUEST_SECONDS, on_view)

    def _catch_up(self, positions: Mapping[str, int]) -> None:
        """Replays again; a client that has not read the last replay asks again."""
        for session, after in positions.items():
            is_read = self._connection.replay_backlog <= MAX_REPLAY
            if is_read and self._has_shown(session):
                self.replay(session, after)

    def replay(self, session: str, after: int) -> None:
        """Shows a followed session again from number `after` on."""
        self._connection.begin_replay(session, after)
        self._read(session, after)

    def _read(self, session: str, after: int) -> None:
        def on_messages(messages: tuple[PublishedMessage, ...] | None) -> None:
            if messages is None:
                self._connection.close(CloseCode.OVERLOADED, "the store is away")
            elif self._has_shown(session):
                frames = [encode_once(frame_of(each)) for each in messages]
                is_complete = len(messages) < MAX_REPLAY
                self._connection.replay(session, frames, is_complete=is_complete)
            self._wake()

        def contained(messages: tuple[PublishedMessage, ...] | None) -> None:
            self._contain(on_messages, messages)

        journal = self._front.desk.journal
        read_messages(journal, SessionId(session), after, MAX_REPLAY, contained)

    def _on_published(self, publication: Publication[object]) -> None:
        self._contain(self._show, publication)

    def _contain(self, function: Callable[[P], None], argument: P) -> None:
        """Runs this connection's part of somebody else's turn: it fails alone."""
        try:
            function(argument)
        except Exception as error:  # noqa: BLE001 - the connection's edge
            self._front.report(error)
            self._connection.close(CloseCode.INTERNAL, "internal error")
            self._wake()

    def _show(self, publication: Publication[object]) -> None:
        event = publication.event
        if isinstance(event, SessionView):
            self._show_session(event)
        elif isinstance(event, PublishedMessage | TypingChanged):
            if publication.origin == self._name:
                return  # its answer counts as the message
            self._connection.deliver(_encoded(publication, event))
            self._wake()

    def _show_session(self, view: SessionView) -> None:
        self._connection.send(frame_of(view))
        self._wake()
        if view.phase is SessionPhase.CLOSED and view.session in self._followed:
            self._unfollow(view.session)
            self._closed.append(view.session)
            if len(self._closed) > MAX_CLOSED_FEEDS:
                self._connection.end_feed(self._closed.popleft())

    def _has_shown(self, session: str) -> bool:
        return session in self._followed or session in self._closed

    def _unfollow(self, session: str) -> None:
        self._followed.pop(session, None)
        topic = session_topic(SessionId(session))
        self._front.topics.unsubscribe(topic, self._on_published)

    def _session(self, session: str) -> Address[SessionCommand]:
        return self._front.desk.directory.session(SessionId(session))

    def _agent(self) -> Address[AgentCommand]:
        return self._front.desk.directory.agent(AgentId(self._me.id))


def _encoded(
    publication: Publication[object], event: PublishedMessage | TypingChanged
) -> EncodedFrame:
    """The frame of a publication, encoded by whoever needs it first."""
    encoded = publication.encoded
    if not isinstance(encoded, EncodedFrame):
        encoded = publication.encoded = encode_once(frame_of(event))
    return encoded
