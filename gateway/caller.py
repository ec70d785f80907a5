"""Who is at the other end of a connection, and how to answer him.

What the parts of an attendant have in common: the connection, who was let in on it,
and the one way in which an actor's answer becomes a frame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from actors.accounts.audit import Act
from actors.accounts.messages import Done, NoteDeskAct
from actors.agent.messages import Board
from actors.ids import GroupId, SessionId, room_at
from actors.session.messages import GetSession
from actors.session.terms import VISITOR_ROOM, Role, Sender
from actors.session.view import PublishedMessage, RoomView, SessionView
from actors.transcript import Read, read_messages
from gateway.connection import Connection
from gateway.front import Front
from gateway.tickets import Ticket
from gateway.translate import Event, answer_frame, error_frame, frame_of
from gateway.wire.codes import CloseCode
from gateway.wire.server_codec import EncodedFrame, encode_once
from gateway.wire.server_frames import ServerFrame
from runtime.ask import Answered
from runtime.errors import Unavailable
from runtime.ref import Address
from runtime.topics import Publication

C = TypeVar("C")
P = ParamSpec("P")

_OF_EVERYBODY: Final = frozenset({Act.COPYING_SESSION})
"""What is written down whoever does it: it leaves the house."""
REQUEST_SECONDS: Final = 10.0
"""Deadline of an actor's answer; after it the client is told to send again."""


def sender_of(ticket: Ticket, groups: tuple[GroupId, ...] = ()) -> Sender:
    """Who holds the ticket; a supervisor's own groups are those he supervises (M1)."""
    role = Role.VISITOR if ticket.kind == "visitor" else Role.AGENT
    return Sender(role, ticket.principal, groups if ticket.kind == "supervisor" else ())


class Caller:
    """One client on one connection.

    Args:
        front: the service.
        name: of the connection, unique in this process.
        connection: the sans-I/O state.
        wake: has the writer look for output.
        address: the name under which the client's address is counted.

    Attributes:
        nickname: what others see.
    """

    __slots__ = (
        "_board",
        "_groups",
        "_me",
        "_ticket",
        "address",
        "connection",
        "front",
        "name",
        "nickname",
        "wake",
    )

    def __init__(
        self,
        front: Front,
        name: str,
        connection: Connection,
        wake: Callable[[], None],
        address: str,
    ) -> None:
        self.address = address
        self.front = front
        self.name = name
        self.connection = connection
        self.wake = wake
        self._me: Sender | None = None
        self._ticket: Ticket | None = None
        self.nickname = ""
        self._board: Board | None = None
        self._groups: tuple[GroupId, ...] = ()

    def let_in(self, ticket: Ticket) -> None:
        """The ticket is good: this is who calls."""
        self._me = sender_of(ticket)
        self._ticket = ticket
        self.nickname = ticket.nickname or ticket.principal

    def join(self, board: Board) -> None:
        """The agent's actor says who he is, whatever the ticket says."""
        self.nickname = board.nickname or self.nickname
        self._board, self._groups = board, board.groups
        self._me = sender_of(self.ticket, board.groups)

    def observe(self, groups: tuple[GroupId, ...]) -> None:
        """An observer sees these groups now, beside whom he is no agent."""
        self._groups = groups

    @property
    def groups(self) -> tuple[GroupId, ...]:
        """The agent's; a visitor has none."""
        return self._groups

    @property
    def supervised(self) -> frozenset[str] | None:
        """Whose figures are shown to who supervises; None: everybody's."""
        return None if self.ticket.sees_all else frozenset(self._groups)

    def holds(self, session: str) -> bool:
        """True if the session has one of the agent's slots."""
        return self._board is not None and session in self._board.sessions

    @property
    def is_let_in(self) -> bool:
        """True once the ticket was found good."""
        return self._me is not None

    @property
    def me(self) -> Sender:
        """Who calls; nothing but HELLO is served before that is known."""
        assert self._me is not None  # noqa: S101 - the connection's table sees to it
        return self._me

    @property
    def ticket(self) -> Ticket:
        """By what he was let in, as `me`."""
        assert self._ticket is not None  # noqa: S101 - as above
        return self._ticket

    @property
    def is_visitor(self) -> bool:
        """True for a visitor, False for an agent, who may be a supervisor."""
        return self.me.role is Role.VISITOR

    @property
    def is_observer(self) -> bool:
        """True for who only looks at the dashboard."""
        return self.ticket.kind == "observer"

    def show(self, frame: ServerFrame) -> None:
        """Sends a frame to this client only."""
        self.connection.send(frame)
        self.wake()

    def deliver(self, publication: Publication[object], event: Event) -> None:
        """Hands on what was published, encoded by whoever needs it first."""
        encoded = publication.encoded
        if not isinstance(encoded, EncodedFrame):
            encoded = publication.encoded = encode_once(frame_of(event))
        self.connection.deliver(encoded)
        self.wake()

    def ask(self, number: int, session: str, address: Address[C], command: C) -> None:
        """Asks an actor; its answer becomes the RES of request `number`."""

        def on_answer(answer: object, error: Exception | None) -> None:
            self.answer(number, session, answer, error)

        address.request(command, REQUEST_SECONDS, self.taking(on_answer))

    def write_down(
        self,
        number: int,
        act: Act,
        subject: str,
        operation: str,
        then: Callable[[], None],
        detail: str = "",
    ) -> None:
        """Has a supervisor's act written down, `then` does it (M9).

        What cannot be written down is not done: request `number` is refused, for now.
        What other agents do is their daily work, and in the journal alone; but for what
        `_OF_EVERYBODY` names.
        """
        if self.ticket.kind != "supervisor" and act not in _OF_EVERYBODY:
            then()
            return

        def on_noted(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Done):
                then()
            else:
                away = error or Unavailable(f"the audit log refuses: {answer}")
                self.answer(number, "", None, away)

        note = NoteDeskAct(self.me.id, act, subject, operation, self.address, detail)
        self.front.note(note, self.taking(on_noted))

    def look_at_session(self, session: str, on_view: Answered) -> None:
        """Asks a session what it is now; of a place of a room there is none."""
        address = self.front.desk.directory.session(SessionId(session))
        address.request(GetSession(self.me), REQUEST_SECONDS, self.taking(on_view))

    def look(self, session: str, on_view: Answered) -> None:
        """Asks a session what it is now, which it tells to those who may see it.

        Or what a room is, when its place is given.
        """
        address = self.front.desk.directory.place(session)
        question = GetSession(self.me, room_at(session) or VISITOR_ROOM)
        address.request(question, REQUEST_SECONDS, self.taking(on_view))

    def read(
        self,
        view: SessionView | RoomView,
        after: int,
        limit: int,
        on_messages: Read,
        *,
        max_bytes: int | None = None,
    ) -> None:
        """Reads messages of a session that has just said how it is.

        What had been taken back then is not shown. Whether the caller may read is to be
        known. See `read_messages`; it begins when it is this reading's turn, and not at
        all for a connection that is closing: None then.
        """
        readings = self.front.readings

        def take(messages: tuple[PublishedMessage, ...] | None) -> None:
            self.contain(on_messages, messages)
            readings.end()

        def read() -> None:
            if self.connection.closing is not None:
                take(None)
                return
            read_messages(
                self.front.desk.journal,
                view.session,
                after,
                limit,
                view.recalled,
                take,
                max_bytes=max_bytes,
            )

        readings.begin(read)

    def answer(
        self, number: int, session: str, answer: object, error: Exception | None
    ) -> None:
        """Answers request `number` with what an actor answered, or did not."""
        if error is not None:
            self.show(error_frame(number, session, error))
        else:
            self.show(answer_frame(number, session, answer))

    def taking(self, take: Answered) -> Answered:
        """What is called with an answer, in the turn of whoever gives it."""
        return lambda answer, error: self.contain(take, answer, error)

    def contain(
        self, function: Callable[P, None], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Runs this connection's part of somebody else's turn: it fails alone."""
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the connection's edge
            self.front.report(error)
            self.connection.close(CloseCode.INTERNAL, "internal error")
            self.wake()
