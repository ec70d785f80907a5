"""The client's machine: one identity, any number of connections one after the other.

The shell that owns a transport drives it like this:

    core = ClientCore(config, random=Random())
    # connect at core.connect_at (seconds), then
    core.connected(now)
    events = core.receive(data, now)               # for each message
    while (message := core.next_message(now)) is not None: …    # write it
    events = core.on_time(now)                     # at core.next_deadline
    if core.close_wanted: …                        # close the transport
    events = core.disconnected(close_code, now)    # however it ended

Commands (`send`, `ask.open`, …) may be given at any time, also without a connection;
those of one session leave in the order in which they were given. A
reconnect resumes by position, sends unconfirmed messages again with their client ids
and asks unanswered requests again with their operation ids.
Times are seconds of one monotonic clock. Nothing here is thread-safe.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from gateway.client_core.asking import Asking
from gateway.client_core.conversations import Conversations, checked
from gateway.client_core.events import (
    Answer,
    BoardChanged,
    ClientEvent,
    Connected,
    DashboardChanged,
    Disconnected,
    ErrorReported,
    GoingAway,
    KnowledgeChanged,
    NoticeReceived,
    PositionChanged,
    RequestAnswered,
    RequestExpired,
    Stopped,
)
from gateway.client_core.outbox import NoStore, Outbox, OutboxStore, StoredSend
from gateway.client_core.outgoing import Outgoing
from gateway.client_core.receipts import Delivery
from gateway.client_core.reconnect import Reconnect
from gateway.client_core.server_clock import ServerClock
from gateway.client_core.typing_view import TypingSender, Word, end_of
from gateway.client_core.watchdog import Watchdog
from gateway.wire.aside_frames import Room
from gateway.wire.bodies import SentBody
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import (
    ClientFrame,
    ClientInfo,
    Hello,
    Open,
)
from gateway.wire.codes import TEMPORARY, CloseCode, may_reconnect
from gateway.wire.dashboard_frames import Dashboard
from gateway.wire.knowledge_frames import NewsPublished
from gateway.wire.server_frames import (
    AnswerFrame,
    Board,
    Err,
    Gap,
    GoAway,
    Message,
    Notice,
    Position,
    Receipt,
    Res,
    ServerFrame,
    Session,
    Typing,
    Welcome,
)
from gateway.wire.terms import (
    MAX_BATCH_IN,
    Ping,
    Pong,
    room_at,
)
from runtime.errors import PeerError

RETRY_SECONDS: Final = 0.5
"""Wait after a temporary refusal that names no time."""
DEFAULT_CLIENT: Final = ClientInfo("triodesk-python")
_NEVER: Final = float("inf")

_ConnectionFrame = Welcome | Ping | Pong | GoAway | Err
_OtherFrame = (
    Dashboard | Position | Notice | NewsPublished | AnswerFrame | _ConnectionFrame
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConfig:
    """Who the client is and how it behaves.

    Attributes:
        ticket: proves who is calling; "" = `use_ticket` comes before `connected`.
        ticket_renewals: how many tickets in a row may be found over by the server; each
            time `use_ticket` is to bring another. 0 = the one is all there is.
        client: name and version, for the server's logs.
        positions: last number already seen, per session (a UI's own store).
        in_flight_per_session: messages of a session sent before the first is
            confirmed; above 1 a temporary refusal may change their order.
    """

    ticket: str
    ticket_renewals: int = 0
    client: ClientInfo = DEFAULT_CLIENT
    positions: Mapping[str, int] = field(default_factory=dict)
    in_flight_per_session: int = 1


class ClientCore:
    """The state of one client across its connections."""

    def __init__(
        self, config: ClientConfig, *, random: Random, store: OutboxStore | None = None
    ) -> None:
        self._config = config
        self._ticket = config.ticket
        self._expired_tickets = 0
        self._random = random
        outbox = Outbox(store or NoStore(), config.in_flight_per_session)
        self.ask = Asking(random, outbox)
        """Requests other than messages."""
        self._requests = self.ask.unanswered
        self._conversations = Conversations(outbox, config.positions)
        self._typing_sender = TypingSender()
        self._outgoing = Outgoing(self.ask, self._conversations, self._typing_sender)
        self._reconnect = Reconnect(random)
        self._watchdog = Watchdog()
        self._clock = ServerClock()
        self._urgent: list[ClientFrame] = []
        self._is_ready = False
        self._is_previewed = False
        self._board_version = -1
        self.connect_at = 0.0
        """When to connect; infinite while connected and after `Stopped`."""
        self.close_wanted: CloseCode | None = None
        """Set when the shell must close the connection: the server broke off or
        broke the protocol."""

    # --- commands

    def send(self, session: str, content: str | SentBody) -> str:
        """Puts a message into the outbox; returns its client id.

        Args:
            session: where it is said: a session, or the place of another room.
            content: a text, or a body of another kind.

        Raises:
            OutboxFull: too many messages wait.
            UsageError: the content is nothing that a server would take.
        """
        body = checked(content)
        cid, room = self.ask.new_id(), room_at(session)
        self._conversations.outbox.add(StoredSend(session, room, cid, body))
        self._conversations.transcripts.follow(session)
        self._typing_sender.sent_message(session, room)
        return cid

    def set_typing(
        self,
        session: str,
        now: float,
        *,
        is_typing: bool,
        preview: str = "",
    ) -> None:
        """Keys are pressed in a session, or no longer; call it as often as it happens.

        Without a connection it is forgotten. `preview` is what has been typed: it stays
        here unless the server said that agents are shown it (`Connected`).
        """
        if self._is_ready:
            shown = end_of(preview) if is_typing and self._is_previewed else ""
            word = Word(session, room_at(session), is_typing, shown)
            self._typing_sender.set(word, now)

    def read(self, session: str, number: int = 0) -> None:
        """The person was shown what has come up to `number`; 0: all. Thinned out."""
        self._conversations.read(session, number)

    def delivery(self, session: str, number: int) -> Delivery:
        """What became of message `number`, one of our own, on the other side."""
        return self._conversations.delivery(session, number)

    def unread(self, session: str) -> int:
        """How many messages of others have come that the person was not shown."""
        return self._conversations.unread(session)

    def position(self, session: str) -> int:
        """The last number received in a session."""
        return self._conversations.transcripts.position(session)

    def server_ms(self, now: float) -> int | None:
        """The server's clock, in ms since the epoch; None before the first WELCOME.

        Right within half the time that WELCOME took; deadlines of the wire are its.
        """
        return self._clock.ms(now) if self.principal else None

    @property
    def principal(self) -> str:
        """Our own id; "" before the first WELCOME."""
        return self._conversations.principal

    @property
    def pending(self) -> tuple[StoredSend, ...]:
        """Messages that are not confirmed, oldest first."""
        return tuple(self._conversations.outbox)

    # --- connection

    def use_ticket(self, ticket: str) -> None:
        """The next connection is greeted with this one."""
        self._ticket = ticket

    def wait_at_least(self, seconds: float) -> None:
        """Whoever gives tickets said when to come back, beside the usual delay."""
        self._reconnect.asked_to_wait(math.ceil(seconds * 1000))

    def connected(self, now: float) -> None:
        """A transport is up: HELLO goes out first."""
        self.connect_at = _NEVER
        self.close_wanted = None
        self._watchdog.connected(now)
        self._clock.asked(now)
        positions = self._conversations.transcripts.to_resume()
        self._urgent = [Hello(self._ticket, self._config.client, positions)]

    def disconnected(self, code: int, now: float) -> list[ClientEvent]:
        """The transport ended, or could not be made (1006); everything is kept."""
        self._is_ready = False
        self._urgent = []
        self._watchdog.disconnected()
        self._conversations.outbox.ground()
        self._requests.ground()
        self._typing_sender.clear()
        self._conversations.receipts.ground()
        events: list[ClientEvent] = list(self._conversations.typing.clear())
        if not self._may_come_back(code):
            self.connect_at = _NEVER
            return [*events, Stopped(code)]
        delay = self._reconnect.delay(now)
        self.connect_at = now + delay
        return [*events, Disconnected(code, delay)]

    def _may_come_back(self, code: int) -> bool:
        if code != CloseCode.TICKET_EXPIRED:
            return may_reconnect(code)
        self._expired_tickets += 1
        return self._expired_tickets <= self._config.ticket_renewals

    def receive(self, data: bytes, now: float) -> list[ClientEvent]:
        """Takes one message of the server; never raises on what it holds."""
        self._watchdog.heard(now)
        try:
            frames = decode_server_message(data)
        except PeerError as error:
            self.close_wanted = CloseCode.PROTOCOL
            return [ErrorReported(error.code, str(error))]
        events: list[ClientEvent] = []
        for frame in frames:
            events += self._take(frame, now)
        return events

    def next_message(self, now: float) -> bytes | None:
        """The next message to write, or None."""
        frames: list[ClientFrame]
        if self._urgent:
            frames = self._urgent[:MAX_BATCH_IN]
            del self._urgent[:MAX_BATCH_IN]
        elif self._is_ready:
            frames = self._outgoing.take(now)
        else:
            return None
        return encode_client_frames(frames) if frames else None

    @property
    def next_deadline(self) -> float:
        """When `on_time` wants to be called; may change with every other call."""
        deadline = min(
            self._requests.next_deadline,
            self._conversations.typing.next_deadline,
            self._watchdog.next_deadline,
        )
        if not self._is_ready:
            return deadline
        return min(
            deadline,
            self._conversations.outbox.next_deadline,
            self._conversations.transcripts.next_deadline,
            self._conversations.receipts.next_deadline,
            self._typing_sender.next_deadline,
        )

    def on_time(self, now: float) -> list[ClientEvent]:
        """Does what is due. Harmless when early."""
        self._conversations.outbox.on_time(now)
        self._typing_sender.on_time(now)
        if self._watchdog.is_late(now):
            self.close_wanted = CloseCode.HEARTBEAT
        events: list[ClientEvent] = list(self._conversations.typing.on_time(now))
        events += [RequestExpired(number) for number in self._requests.expired(now)]
        return events

    # --- frames in

    def _take(  # noqa: C901 - one row per frame
        self, frame: ServerFrame, now: float
    ) -> list[ClientEvent]:
        match frame:
            case Message():
                return self._conversations.message(frame)
            case Res():
                return self._take_answer(frame, now)
            case Typing():
                return [*self._conversations.typing.received(frame, now)]
            case Receipt():
                return self._conversations.receipt(frame)
            case Session():
                return self._conversations.session(frame)
            case Room():
                return self._conversations.room(frame)
            case Gap(session, upto):
                self._conversations.transcripts.cut_off(session, upto)
                return []
            case Board():
                return self._take_board(frame)
            case _:
                return self._take_other(frame, now)

    def _take_other(self, frame: _OtherFrame, now: float) -> list[ClientEvent]:
        match frame:
            case Position():
                return [PositionChanged(frame)]
            case Notice():
                return [NoticeReceived(frame)]
            case Dashboard():
                return [DashboardChanged(frame)]
            case NewsPublished():
                return [KnowledgeChanged(frame)]
            case _ if isinstance(frame, AnswerFrame):
                return self._settle(frame)
            case _:
                return self._take_connection_frame(frame, now)

    def _take_connection_frame(
        self, frame: _ConnectionFrame, now: float
    ) -> list[ClientEvent]:
        match frame:
            case Welcome():
                return self._take_welcome(frame, now)
            case Ping(number):
                self._urgent.append(Pong(number))
                return []
            case Pong():
                return []
            case GoAway(retry_ms=retry_ms):
                self._reconnect.asked_to_wait(retry_ms)
                return [GoingAway(retry_ms)]
            case Err(code, text, retry_ms):
                if code in TEMPORARY:  # without a number SYNC alone is asked again
                    until = now + self._retry_seconds(retry_ms)
                    self._conversations.transcripts.postpone(until)
                return [ErrorReported(code, text)]

    def _take_welcome(self, frame: Welcome, now: float) -> list[ClientEvent]:
        self._is_ready = True
        self._expired_tickets = 0
        self._conversations.welcomed(frame.role, frame.principal, frame.name)
        self._outgoing.welcomed(frame.limits.window)
        self._board_version = -1
        self._watchdog.welcomed(frame.limits.heartbeat_ms / 1000, now)
        self._reconnect.welcomed(now)
        self._clock.told(frame.server_ms, now)
        self._is_previewed = frame.typing_preview
        return [
            Connected(
                frame.role,
                frame.principal,
                self._clock.ms(now),
                frame.typing_preview,
            )
        ]

    def _take_board(self, frame: Board) -> list[ClientEvent]:
        if frame.version <= self._board_version:
            return []
        self._board_version = frame.version
        self._conversations.transcripts.keep((*frame.sessions, *frame.visits))
        return [BoardChanged(frame)]

    def _take_answer(self, answer: Res, now: float) -> list[ClientEvent]:
        flight = self._conversations.outbox.flight(answer.request)
        if answer.code in TEMPORARY:
            until = now + self._retry_seconds(answer.retry_ms)
            if flight is not None:
                self._conversations.outbox.postpone(answer.request, until)
            else:
                self._requests.postpone(answer.request, until)
            return []
        if flight is not None:
            return self._conversations.answered(flight.send, answer)
        return self._settle(answer)

    def _settle(self, answer: Answer) -> list[ClientEvent]:
        asked = self._requests.answered(answer.request)
        if asked is None:
            return []  # answered before, under this or another number
        if isinstance(asked, Open) and isinstance(answer, Res) and answer.session:
            self._conversations.transcripts.follow(answer.session)
        return [RequestAnswered(answer.request, answer)]

    def _retry_seconds(self, retry_ms: int) -> float:
        asked = retry_ms / 1000 or RETRY_SECONDS
        return asked * (1 + self._random.random())
