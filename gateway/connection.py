"""The server's side of one connection, without I/O: bytes in, requests out, and back.

The shell that owns a transport drives it like this:

    connection = Connection(now=clock())
    # reader task
    for request in connection.receive(data, clock()):     # Hello, Open, Send, …
        ...                                   # answer each numbered one exactly once
    # anywhere, at any time
    connection.welcome(...)                               # the answer to Hello
    connection.deliver(encode_once(frame))                # RES, MSG, SESSION, TYPING, …
    # writer task, whenever something was delivered or a deadline passed
    while (message := connection.next_message()) is not None:
        await transport.send(message)
    if connection.closing is not None:
        await transport.close(connection.closing.code, connection.closing.reason)
    # timer: sleep until connection.next_deadline, then
    for needed in connection.on_time(clock()):            # a hole: replay again
        ...

Resume, per session: subscribe to the session, `begin_replay(session, after)`, read the
transcript up to the subscription's position, `replay(session, messages, ...)`. From
`begin_replay` on, live frames of that session wait (`gateway.replay`). A session for
which no replay was ever begun is passed through as it comes.

It never raises on what a peer sends: a refused frame is answered with ERR or RES, and
what cannot be forgiven sets `closing`. Requests returned by `receive` are legal in this
state and for this role; whose session it is, is for the service to judge.
All times are seconds of one monotonic clock, passed in. Nothing here is thread-safe.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec

from gateway.admission import Admission, AnsweredRequest, ClientRequest, Gate
from gateway.connection_limits import DEFAULT_LIMITS, ConnectionLimits
from gateway.connection_table import ConnectionState, Verdict, judge
from gateway.liveness import HELLO_SECONDS, Beat, Liveness
from gateway.outbound import Ephemeral, EphemeralKey, OutboundQueue, key_of
from gateway.rations import Rations
from gateway.replay import Kind
from gateway.session_feeds import ReplayNeeded, SessionFeeds
from gateway.wire.aside_frames import Room
from gateway.wire.client_frames import ClientFrame, Hello
from gateway.wire.codec import MSGPACK, Codec
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.dashboard_frames import Dashboard
from gateway.wire.server_codec import EncodedFrame, encode_once
from gateway.wire.server_frames import (
    AnswerFrame,
    Err,
    GoAway,
    Limits,
    Message,
    Position,
    Receipt,
    Res,
    ServerFrame,
    Session,
    Typing,
    Welcome,
)
from gateway.wire.terms import (
    MAX_BATCH_OUT,
    MAX_FRAME_BYTES,
    MAX_TEXT_CHARS,
    Ping,
    Pong,
    Role,
    sender_role,
)
from runtime.errors import PeerError, UsageError

MAX_BATCH_BYTES: Final = 32 * 1024
"""Bytes of one outgoing batch: one write, short enough to delay nothing behind it."""
MAX_REASON_CHARS: Final = 120
"""A close frame carries at most 123 bytes of reason (RFC 6455 section 5.5); ours are
ASCII."""


class Closing(msgspec.Struct, frozen=True):
    """Why the connection ends: the WebSocket close code and a text for developers."""

    code: CloseCode
    reason: str


class Connection:
    """One client's connection as the server sees it.

    Args:
        now: on the clock of all calls.
        limits: what this connection is held to.
        codec: what the two agreed to speak.
        rations: what all connections are held to, and where is counted what was refused
            of any; None: this one alone.
    """

    def __init__(
        self,
        *,
        now: float,
        limits: ConnectionLimits = DEFAULT_LIMITS,
        codec: Codec = MSGPACK,
        rations: Rations | None = None,
    ) -> None:
        self.codec = codec
        """What the two agreed to speak."""
        self.state = ConnectionState.AWAITING_HELLO
        self.role: Role | None = None
        self._me: tuple[str, str] = ("", "")
        """By role and id; ids are unique within a role alone."""
        self.closing: Closing | None = None
        """Set once the connection must end: send what `next_message` gives, close."""
        self._limits = limits
        self._rations = rations or Rations()
        self._gate = Gate(limits, now)
        self._liveness = Liveness(now)
        self._queue = OutboundQueue()
        self._feeds = SessionFeeds()
        self._pings = 0

    # --- in

    def receive(self, data: bytes, now: float) -> list[ClientRequest]:
        """Takes one message of the peer; returns the requests to serve, in order.

        Of a message that ends the connection there are none: their answers would not
        go out, and who may come back sends them again.
        """
        if self.closing is not None:
            return []
        self._liveness.heard(now)
        try:
            frames = self.codec.decode(data)
        except PeerError as error:
            self._refuse_message(error, now)
            return []
        requests: list[ClientRequest] = []
        for frame in frames:
            verdict = judge(self.state, self.role, type(frame))
            if verdict is not Verdict.ACCEPT:
                self._refuse_verdict(frame, verdict, now)
            elif (request := self._admit(frame, now)) is not None:
                requests.append(request)
            if self.state is ConnectionState.CLOSING:
                return []
        return requests

    def _admit(self, frame: ClientFrame, now: float) -> ClientRequest | None:
        admission = self._gate.judge(frame, now)
        if admission is not Admission.ENTER:
            self._refuse_admission(frame, admission, now)
            return None
        match frame:
            case Ping(number):
                self._tell(Pong(number))
                return None
            case Pong():
                return None
            case Hello():
                self.state = ConnectionState.GREETED
                self._liveness.greeted()
                return frame
            case _:
                return frame

    # --- refusals

    def _refuse_message(self, error: PeerError, now: float) -> None:
        self._tell(Err(error.code, str(error)))
        self._count_refusal(now)
        if error.code == ErrorCode.TOO_LARGE:
            self.close(CloseCode.TOO_BIG, str(error))
        elif error.code != ErrorCode.UNKNOWN_TAG:
            self.close(CloseCode.PROTOCOL, str(error))

    def _refuse_verdict(self, frame: ClientFrame, verdict: Verdict, now: float) -> None:
        name = type(frame).__name__
        if verdict is Verdict.FORBIDDEN:
            self._refuse(frame, ErrorCode.FORBIDDEN, now)
        elif verdict is Verdict.NO_HELLO:
            self.close(CloseCode.NO_HELLO, f"expected Hello first, got {name}")
        else:
            state = self.state.value
            self.close(CloseCode.PROTOCOL, f"{name} is not legal in state {state}")

    def _refuse_admission(
        self, frame: ClientFrame, admission: Admission, now: float
    ) -> None:
        if admission is Admission.DROP:
            self._rations.refused["ephemeral"] += 1
        elif admission is Admission.RATE:
            self._refuse(frame, ErrorCode.RATE, now)
        elif admission is Admission.NUMBER_IN_USE:
            self.close(CloseCode.PROTOCOL, "this request number is still in use")
        else:
            self._refuse(frame, ErrorCode.WINDOW, now)
            if admission is Admission.ABUSE:
                self.close(CloseCode.RATE, "more unanswered requests than the window")

    def _refuse(self, frame: ClientFrame, code: ErrorCode, now: float) -> None:
        retry_ms = math.ceil(self._gate.retry_seconds(now) * 1000)
        if isinstance(frame, AnsweredRequest):
            refusal = Res(frame.request, code, text=code.name, retry_ms=retry_ms)
            self._tell(refusal)
        else:
            self._tell(Err(code, code.name, retry_ms))
        self._count_refusal(now)

    def _count_refusal(self, now: float) -> None:
        self._rations.refused["frames"] += 1
        if not self._gate.forgives(now):
            self.close(CloseCode.RATE, "too many refused frames")

    # --- out

    def welcome(  # noqa: PLR0913 - what WELCOME tells
        self,
        connection: str,
        role: Role,
        principal: str,
        *,
        server_ms: int,
        now: float,
        typing_preview: bool = False,
        name: str = "",
    ) -> None:
        """Answers HELLO: the ticket is good; `name` is the client's, for people.

        Raises:
            UsageError: there is no HELLO to answer.
        """
        if self.closing is not None:
            return
        if self.state is not ConnectionState.GREETED:
            msg = f"expected state greeted, got {self.state.value}"
            raise UsageError(msg)
        limits = self._limits.of(role)
        self.state = ConnectionState.OPEN
        self.role = role
        self._me = sender_role(role), principal
        account = self._rations.account(role, principal, limits, now)
        self._gate.set_role(limits, now, account)
        self._liveness.started(limits.heartbeat_seconds, now)
        announced = Limits(
            heartbeat_ms=round(limits.heartbeat_seconds * 1000),
            max_frame_bytes=MAX_FRAME_BYTES,
            window=self._limits.window,
            max_text_chars=MAX_TEXT_CHARS,
            # Rounded down: who keeps to what was told is never refused.
            frames_per_second=int(limits.frames_per_second),
            burst_frames=int(limits.burst_frames),
        )
        frame = Welcome(
            connection,
            role,
            principal,
            server_ms,
            announced,
            typing_preview=typing_preview,
            name=name,
        )
        self._tell(frame)

    def send(self, frame: ServerFrame) -> None:
        """`deliver` for a frame that goes to this connection only."""
        self.deliver(encode_once(frame))

    def deliver(self, encoded: EncodedFrame) -> None:
        """Queues a frame for the peer, in the order its session demands.

        To be called after `welcome` only: WELCOME goes first.

        Typing, receipts, positions and dashboards wait in a slot that holds the latest
        one; what the connection's own principal does is left out. Does nothing once the
        connection is closing. A peer that does not read is cut with `SLOW`.
        """
        match encoded.frame:
            case Message(session=session, number=number):
                self._put_in_order(session, number, Kind.MESSAGE, encoded)
            case Res(request=request, number=number):
                session = self._gate.session_of(request)
                self._put_in_order(session, number, Kind.REPLY, encoded)
            case (
                Session(session=session, last_number=number)
                | Room(session=session, last_number=number)
            ):
                self._put_in_order(session, number, Kind.SNAPSHOT, encoded)
            case Dashboard() | Position() | Receipt() | Typing() as frame:
                key = key_of(frame)
                if (key.role, key.sender) != self._me:
                    self._put_latest(key, encoded)
            case _ if isinstance(encoded.frame, AnswerFrame):
                self._put_answer(encoded.frame.request, encoded)
            case _:
                self._put(self.codec.data_of(encoded))

    def begin_replay(self, session: str, after: int) -> None:
        """From now on live frames of the session wait for `replay`."""
        if self.closing is None:
            self._feeds.begin(session, after)

    def replay(
        self,
        session: str,
        messages: Sequence[EncodedFrame],
        *,
        is_complete: bool = True,
    ) -> None:
        """Gives the messages after the position of `begin_replay`, oldest first.

        They are moved to the peer as it reads. After the last one the session is
        live; with `is_complete` False the peer is sent GAP and must SYNC for more.

        Raises:
            UsageError: no replay of that session was begun.
        """
        if self.closing is None:
            self._feeds.add_page(session, messages, is_complete=is_complete)
            self._move_replays()

    def end_feed(self, session: str) -> None:
        """Forgets a session's order: the peer no longer follows it."""
        self._feeds.end(session)

    @property
    def replay_backlog(self) -> int:
        """Bytes of replayed messages that wait for the peer."""
        return self._feeds.backlog

    @property
    def principal(self) -> str:
        """Who was let in; "" before."""
        return self._me[1]

    @property
    def has_output(self) -> bool:
        """True when `next_message` has something to write."""
        return len(self._queue) > 0 or self._feeds.has_backlog

    def next_message(self) -> bytes | None:
        """The next WebSocket message to write, or None: up to 64 frames or 32 KiB."""
        self._move_replays()
        frames = self._queue.drain(MAX_BATCH_OUT, MAX_BATCH_BYTES)
        if not frames:
            return None
        return self.codec.join(frames)

    def _put_in_order(
        self, session: str, number: int, kind: Kind, new: EncodedFrame
    ) -> None:
        for encoded in self._feeds.offer(session, number, kind, new):
            self._put_encoded(encoded)

    def _move_replays(self) -> None:
        while self._feeds.has_backlog and self._queue.has_room_for_replay():
            for encoded in self._feeds.next_replayed():
                self._put_encoded(encoded)

    def _put_encoded(self, encoded: EncodedFrame) -> None:
        frame = encoded.frame
        if isinstance(frame, Res):
            self._gate.answered(frame.request)
        elif isinstance(frame, Session) and frame.state != "queued":
            # It has no position any more.
            self._queue.drop(EphemeralKey(Ephemeral.POSITION, frame.session))
        self._put(self.codec.data_of(encoded))

    def _put_answer(self, request: int, encoded: EncodedFrame) -> None:
        self._gate.answered(request)
        self._put(self.codec.data_of(encoded))

    def _put_latest(self, key: EphemeralKey, encoded: EncodedFrame) -> None:
        if self.closing is None:
            self._queue.put_latest(key, self.codec.data_of(encoded))

    def _tell(self, frame: ServerFrame) -> None:
        self._put(self.codec.encode(frame))

    def _put(self, data: bytes) -> None:
        if self.closing is None and not self._queue.put(data):
            self._rations.refused["unread"] += 1
            self.cut(CloseCode.SLOW, "the client does not read")

    # --- time and end

    @property
    def next_deadline(self) -> float:
        """When `on_time` wants to be called; may change with every other call."""
        if self.closing is not None:
            return math.inf
        return min(self._liveness.next_deadline, self._feeds.next_deadline)

    def on_time(self, now: float) -> list[ReplayNeeded]:
        """Does what is due; returns the replays to begin. Harmless when early."""
        if self.closing is not None:
            return []
        beat = self._liveness.check(now)
        if beat is Beat.PING:
            self._pings += 1
            self._tell(Ping(self._pings))
        elif beat is Beat.NO_HELLO:
            self.close(CloseCode.NO_HELLO, f"no Hello in {HELLO_SECONDS:g} s")
        elif beat is Beat.DEAD:
            self.cut(CloseCode.HEARTBEAT, "nothing was heard from the client")
        return self._feeds.find_holes(now)

    def go_away(self, retry_ms: int) -> None:
        """Tells the peer to come back later; `close` follows when the shell wants."""
        self._tell(GoAway(CloseCode.GOAWAY, retry_ms))

    def close(self, code: CloseCode, reason: str) -> None:
        """Ends the connection after what is queued; the first call decides."""
        if self.closing is None:
            self.state = ConnectionState.CLOSING
            self.closing = Closing(code, reason[:MAX_REASON_CHARS])
            self._feeds = SessionFeeds()

    def cut(self, code: CloseCode, reason: str) -> None:
        """Ends the connection without what is queued: nobody reads it, or nobody can.

        Whoever still refers to the connection keeps none of it in memory.
        """
        self._queue.clear()
        self.close(code, reason)
