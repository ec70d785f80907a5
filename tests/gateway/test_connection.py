"""The server's connection machine over bytes in memory; the clock is a number."""

from __future__ import annotations

import math
from itertools import product
from typing import get_args

import pytest

from gateway.admission import MAX_REFUSALS
from gateway.connection import Connection
from gateway.connection_limits import ConnectionLimits, RoleLimits
from gateway.connection_table import LEGAL, ConnectionState, Verdict, judge
from gateway.rations import Rations
from gateway.session_feeds import ReplayNeeded
from gateway.wire.answer_frames import Colleagues, Queue, Why
from gateway.wire.bodies import TextBody
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import (
    ClientFrame,
    Close,
    EndService,
    GetQueue,
    Open,
    Send,
    SetAgent,
    SetStatus,
    SetTyping,
    Sync,
)
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.server_codec import encode_once
from gateway.wire.server_frames import (
    Err,
    Gap,
    GoAway,
    Message,
    Position,
    Res,
    ServerFrame,
    Session,
    Typing,
    Welcome,
)
from gateway.wire.terms import MAX_FRAME_BYTES, Ping, Pong, Role
from runtime.errors import UsageError
from tests.gateway.frames import CLIENT_FRAMES
from tests.gateway.lone_connection import (
    HELLO,
    ended,
    feed,
    in_state,
    opened,
    written,
)


def send(request: int, session: str = "s") -> Send:
    return Send(request, session, "visitor", f"c{request}", TextBody("hi"))


def message(number: int, session: str = "s") -> Message:
    return Message(session, "visitor", number, "agent", "a", "", TextBody("x"), 1)


def typing(sender: str, *, is_typing: bool = True) -> Typing:
    return Typing("s", "visitor", "agent", sender, is_typing, 6_000, 0)


# --- states and roles


def test_hello_and_welcome() -> None:
    connection = Connection(now=0.0)
    assert feed(connection, HELLO) == [HELLO]
    connection.welcome("k", "agent", "a1", server_ms=7, now=0.0)
    (welcome,) = written(connection)
    assert isinstance(welcome, Welcome)
    assert (welcome.principal, welcome.limits.heartbeat_ms) == ("a1", 10_000)


def test_every_state_has_an_entry() -> None:
    assert set(LEGAL) == set(ConnectionState)


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_each_frame_in_each_state(frame: ClientFrame) -> None:
    expected = {
        Verdict.NO_HELLO: CloseCode.NO_HELLO,
        Verdict.ILLEGAL: CloseCode.PROTOCOL,
    }
    is_heartbeat = isinstance(frame, Ping | Pong)
    for state, role in product(ConnectionState, get_args(Role)):
        connection = in_state(state, role)
        verdict = judge(connection.state, connection.role, type(frame))
        requests = feed(connection, frame)
        is_served = verdict is Verdict.ACCEPT and not is_heartbeat
        assert requests == ([frame] if is_served else []), (state, role)
        if state is not ConnectionState.CLOSING:
            assert ended(connection) == expected.get(verdict), (state, role)


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_truncated_frames_end_the_connection(frame: ClientFrame) -> None:
    data = encode_client_frames([frame])
    for state, end in product(list(ConnectionState)[:3], range(len(data))):
        connection = in_state(state)
        assert connection.receive(data[:end], 0.0) == []
        assert ended(connection) == CloseCode.PROTOCOL, (state, end)
        (error,) = written(connection)
        assert isinstance(error, Err)
        assert error.code == ErrorCode.PROTOCOL


@pytest.mark.parametrize("at", [0, 1, 2])
def test_of_a_message_that_ends_the_connection_nothing_is_served(at: int) -> None:
    connection = opened()
    frames: list[ClientFrame] = [send(1), send(2)]
    frames.insert(at, HELLO)
    assert feed(connection, *frames) == []
    assert ended(connection) is CloseCode.PROTOCOL
    assert feed(connection, send(3)) == []
    assert written(connection) == []
    early = in_state(ConnectionState.AWAITING_HELLO)
    assert feed(early, HELLO, send(1)) == []
    assert ended(early) is CloseCode.PROTOCOL


def test_the_other_roles_frame_is_refused_and_the_connection_stays() -> None:
    connection = opened("visitor")
    feed(connection, SetStatus(9, "op", "free"))
    (answer,) = written(connection)
    assert isinstance(answer, Res)
    assert (answer.request, answer.code) == (9, ErrorCode.FORBIDDEN)
    assert connection.closing is None


FRAMES_OF_AGENTS = [
    frame
    for frame in CLIENT_FRAMES
    if judge(ConnectionState.OPEN, "visitor", type(frame)) is Verdict.FORBIDDEN
]


def test_what_visitors_may_not_send() -> None:
    assert {type(frame).__name__ for frame in FRAMES_OF_AGENTS} == {
        "SetStatus",
        "Accept",
        "Decline",
        "Transfer",
        "CancelTransfer",
        "Assign",
        "SetAgent",
        "GetColleagues",
        "GetFollowUps",
        "GetMessagesLeft",
        "Initiate",
        "GetCustomer",
        "Contribute",
        "GetContributions",
        "DecideContribution",
        "GetNews",
        "MarkNews",
        "GetEntry",
        "SearchKnowledge",
        "GetQuickReplies",
        "PutQuickReply",
        "DropQuickReply",
        "WatchDashboard",
        "GetTrend",
        "ChangeCustomer",
        "GetQueue",
        "GetSessions",
        "GetWhy",
        "Annotate",
        "Consult",
        "AnswerCall",
        "Watch",
        "Leave",
        "Mention",
        "SendCopy",
        "Talk",
    }


@pytest.mark.covers("Q11")
@pytest.mark.parametrize("frame", FRAMES_OF_AGENTS)
def test_a_visitor_is_refused_every_frame_of_agents(frame: ClientFrame) -> None:
    connection = opened("visitor")
    assert feed(connection, frame) == []
    (answer,) = written(connection)
    assert isinstance(answer, Res)
    assert answer.code == ErrorCode.FORBIDDEN
    assert connection.closing is None


@pytest.mark.covers("Q11")
def test_only_supervisors_change_other_agents() -> None:
    change = SetAgent(1, "a2", "op", "rest")
    agent = opened("agent")
    assert feed(agent, change) == []
    (answer,) = written(agent)
    assert isinstance(answer, Res)
    assert answer.code == ErrorCode.FORBIDDEN
    assert feed(opened("supervisor"), change) == [change]


@pytest.mark.parametrize("role", ["agent", "supervisor"])
def test_agents_open_no_sessions_and_end_no_service(role: Role) -> None:
    connection = opened(role)
    feed(connection, Open(1, "op", "g"), EndService(2, "s", "op2"))
    codes = [frame.code for frame in written(connection) if isinstance(frame, Res)]
    assert codes == [ErrorCode.FORBIDDEN] * 2


def test_an_unknown_tag_is_answered_and_the_connection_stays() -> None:
    connection = opened()
    assert connection.receive(b"\x92\x63\x01", 0.0) == []
    assert written(connection) == [Err(104, "expected a known frame tag")]
    assert connection.closing is None


def test_an_oversized_message_closes_with_1009() -> None:
    connection = opened()
    connection.receive(b"\x90" * (MAX_FRAME_BYTES + 1), 0.0)
    assert ended(connection) == CloseCode.TOO_BIG


def test_after_closing_nothing_is_taken_and_what_was_queued_goes_out() -> None:
    connection = opened()
    connection.go_away(500)
    connection.close(CloseCode.GOAWAY, "drain")
    connection.send(message(1))
    assert feed(connection, send(1)) == []
    assert written(connection) == [GoAway(CloseCode.GOAWAY, 500)]
    assert connection.next_deadline == math.inf


# --- time


def test_no_hello_in_time() -> None:
    connection = Connection(now=100.0)
    assert connection.next_deadline == 105.0
    connection.on_time(104.9)
    assert connection.closing is None
    connection.on_time(105.0)
    assert ended(connection) == CloseCode.NO_HELLO


def test_noise_does_not_prolong_the_wait_for_hello() -> None:
    connection = Connection(now=0.0)
    connection.receive(b"\x92\x63\x01", 4.0)  # unknown tag: answered, not fatal
    connection.on_time(5.0)
    assert ended(connection) == CloseCode.NO_HELLO


@pytest.mark.parametrize(
    ("role", "interval"), [("visitor", 25.0), ("agent", 10.0), ("supervisor", 10.0)]
)
def test_heartbeats(role: Role, interval: float) -> None:
    connection = opened(role)
    connection.on_time(interval - 0.1)
    assert written(connection) == []
    assert connection.next_deadline == interval
    connection.on_time(interval)
    assert written(connection) == [Ping(1)]
    feed(connection, Pong(1), now=interval + 9.9)
    connection.on_time(interval + 10)
    assert connection.closing is None
    connection.on_time(interval + 9.9 + interval + 10)
    assert ended(connection) == CloseCode.HEARTBEAT


def test_any_message_counts_as_life() -> None:
    connection = opened("agent")
    feed(connection, send(1), now=19.0)
    connection.on_time(38.9)
    assert connection.closing is None


def test_a_ping_of_the_client_is_answered() -> None:
    connection = opened()
    assert feed(connection, Ping(7)) == []
    assert written(connection) == [Pong(7)]


# --- bounds of the inbound side


def test_a_flood_is_refused_by_rate_and_recovers() -> None:
    connection = opened()
    for number in range(20):
        feed(connection, Sync({"s": number}))
    feed(connection, send(1))
    (answer,) = written(connection)
    assert isinstance(answer, Res)
    assert (answer.code, answer.retry_ms) == (ErrorCode.RATE, 200)
    assert feed(connection, send(1), now=0.2) == [send(1)]


def test_an_unanswered_frame_too_many_is_told_when_to_come_again() -> None:
    connection = opened()
    for number in range(20):
        feed(connection, Sync({"s": number}))
    feed(connection, Sync({"s": 20}))
    assert written(connection) == [Err(ErrorCode.RATE, "RATE", 200)]
    assert feed(connection, Sync({"s": 20}), now=0.2) == [Sync({"s": 20})]


def test_a_lasting_flood_is_cut() -> None:
    connection = opened()
    for number in range(20 + MAX_REFUSALS):
        feed(connection, Sync({"s": number}))
    assert connection.closing is None
    feed(connection, Sync({}))
    assert ended(connection) == CloseCode.RATE


def test_of_a_message_that_is_one_refusal_too_many_nothing_is_served() -> None:
    connection = opened()
    for number in range(20 + MAX_REFUSALS):
        feed(connection, Sync({"s": number}))
    assert feed(connection, send(1), Sync({}), now=0.2) == []
    assert ended(connection) == CloseCode.RATE


def test_rates_can_be_raised() -> None:
    fast = RoleLimits(heartbeat_seconds=25, frames_per_second=1e6, burst_frames=1e6)
    connection = Connection(now=0.0, limits=ConnectionLimits(visitor=fast, window=500))
    feed(connection, HELLO)
    connection.welcome("k", "visitor", "v", server_ms=1, now=0.0)
    taken = [feed(connection, send(number)) for number in range(400)]
    assert all(taken)


def test_the_window() -> None:
    connection = opened("agent")
    for number in range(32):
        assert feed(connection, send(number))
    assert feed(connection, send(32)) == []
    (answer,) = written(connection)
    assert isinstance(answer, Res)
    assert answer.code == ErrorCode.WINDOW
    connection.send(Res(0, 0, number=1))
    assert feed(connection, send(33)) == [send(33)]
    feed(connection, send(34))
    assert connection.closing is None
    feed(connection, send(35))
    assert ended(connection) == CloseCode.RATE


@pytest.mark.parametrize(
    "answer",
    [
        Res(0, 0),
        Colleagues(0, "g", ()),
        Queue(0, "g", "G", 0, ()),
        Why(0, "s", "queued", ()),
    ],
)
def test_whatever_answers_a_request_makes_room_in_the_window(
    answer: ServerFrame,
) -> None:
    connection = opened("agent")
    for number in range(32):
        assert feed(connection, GetQueue(number, "g"))
    connection.send(answer)
    assert written(connection) == [answer]
    assert feed(connection, GetQueue(0, "g"))
    assert feed(connection, GetQueue(32, "g")) == []


def test_a_request_number_in_use_is_a_protocol_error() -> None:
    connection = opened()
    feed(connection, send(1))
    feed(connection, Open(1, "op", "g"))
    assert ended(connection) == CloseCode.PROTOCOL


@pytest.mark.covers("V4")
def test_typing_is_thinned_out_and_counted() -> None:
    rations = Rations()
    connection = opened(rations=rations)
    start = SetTyping("s", "visitor", is_typing=True)
    stop = SetTyping("s", "visitor", is_typing=False)
    taken = [
        bool(feed(connection, frame, now=now))
        for frame, now in [
            (start, 0.0),
            (start, 1.0),
            (stop, 1.5),
            (stop, 1.6),
            (start, 1.9),
            (start, 2.0),
        ]
    ]
    assert taken == [True, False, True, False, False, True]
    assert rations.refused["ephemeral"] == 3
    assert written(connection) == []


# --- the outbound side


def test_queued_frames_share_one_message() -> None:
    connection = opened()
    for number in range(100):
        connection.send(message(number, session="unordered"))
    first = connection.next_message()
    assert first is not None
    assert len(decode_server_message(first)) == 64
    assert len(written(connection)) == 36


def test_a_client_that_does_not_read_is_cut() -> None:
    rations = Rations()
    connection = opened(rations=rations)
    for number in range(258):
        connection.send(message(number, session="unordered"))
    assert ended(connection) == CloseCode.SLOW
    assert rations.refused["unread"] == 1
    assert connection.next_message() is None


def test_own_typing_is_left_out() -> None:
    connection = opened("agent")
    connection.send(typing("me"))
    connection.send(typing("a"))
    assert written(connection) == [typing("a")]


@pytest.mark.covers("Q5")
def test_only_the_latest_position_waits_and_it_delays_no_message() -> None:
    connection = opened()
    connection.send(Position("s", 3, 5, 60))
    connection.send(message(1))
    connection.send(Position("s", 2, 4, 40))
    connection.send(Position("t", 9, 9, None))
    assert written(connection) == [
        message(1),
        Position("s", 2, 4, 40),
        Position("t", 9, 9, None),
    ]


@pytest.mark.covers("Q5")
def test_who_waits_no_more_has_no_position() -> None:
    connection = opened()
    waiting = Session("s", 1, "queued", "g", "v", "", 0)
    served = Session("s", 2, "serving", "g", "v", "a", 0)
    connection.send(Position("s", 1, 1, 5))
    connection.send(waiting)
    assert written(connection) == [waiting, Position("s", 1, 1, 5)]
    connection.send(Position("s", 1, 1, 5))
    connection.send(served)
    assert written(connection) == [served]


# --- order of a session


@pytest.mark.covers("S6")
def test_replay_before_live_and_answers_count_as_their_number() -> None:
    connection = opened()
    connection.begin_replay("s", after=2)
    feed(connection, send(1))
    connection.send(message(5))
    connection.send(Res(1, 0, number=6))
    connection.send(message(6))
    connection.send(message(7))
    connection.send(Session("s", 1, "serving", "g", "v", "a", last_number=7))
    assert written(connection) == []
    connection.replay("s", [encode_once(message(n)) for n in (3, 4, 5)])
    frames = written(connection)
    numbers = [f.number for f in frames if isinstance(f, Message | Res)]
    assert numbers in ([3, 4, 5, 6, 7], [3, 4, 5, 6, 6, 7])
    assert isinstance(frames[-1], Session)


def test_a_refusal_does_not_wait_for_the_replay() -> None:
    connection = opened()
    connection.begin_replay("s", after=0)
    feed(connection, send(1))
    connection.send(Res(1, ErrorCode.CLOSED))
    assert written(connection) == [Res(1, ErrorCode.CLOSED)]


def test_an_answer_waits_for_lower_messages() -> None:
    connection = opened()
    connection.begin_replay("s", after=0)
    connection.replay("s", [])
    feed(connection, send(1))
    connection.send(Res(1, 0, number=2))
    assert written(connection) == []
    connection.send(message(1))
    assert written(connection) == [message(1), Res(1, 0, number=2)]
    connection.send(message(2))
    assert written(connection) == []


def test_a_hole_asks_for_a_replay_after_a_while() -> None:
    connection = opened()
    connection.begin_replay("s", after=0)
    connection.replay("s", [])
    connection.send(message(3))
    assert connection.next_deadline < 10.0
    assert connection.on_time(10.0) == []
    assert connection.next_deadline == 11.0
    assert connection.on_time(11.0) == [ReplayNeeded("s", 0)]
    connection.begin_replay("s", after=0)
    connection.replay("s", [encode_once(message(n)) for n in (1, 2)])
    assert written(connection) == [message(1), message(2), message(3)]


def test_a_hole_that_closes_asks_for_nothing() -> None:
    connection = opened()
    connection.begin_replay("s", after=0)
    connection.replay("s", [])
    connection.send(message(2))
    connection.on_time(10.0)
    connection.send(message(1))
    assert connection.on_time(11.0) == []
    assert connection.next_deadline > 11.0


def test_an_incomplete_replay_ends_with_a_gap() -> None:
    connection = opened()
    connection.begin_replay("s", after=0)
    connection.replay("s", [encode_once(message(1))], is_complete=False)
    connection.send(message(3))
    assert written(connection) == [message(1), Gap("s", 1)]
    (sync,) = feed(connection, Sync({"s": 1}))
    assert isinstance(sync, Sync)
    connection.begin_replay("s", after=1)
    connection.replay("s", [encode_once(message(n)) for n in (2, 3)])
    assert written(connection) == [message(2), message(3)]


def test_a_long_replay_does_not_make_a_client_slow() -> None:
    connection = opened()
    connection.begin_replay("s", after=0)
    connection.replay("s", [encode_once(message(n)) for n in range(1, 501)])
    for number in range(501, 551):
        connection.send(message(number))
    assert connection.replay_backlog > 0
    numbers = [f.number for f in written(connection) if isinstance(f, Message)]
    assert numbers == list(range(1, 551))
    assert connection.closing is None


def test_a_close_request_is_a_request() -> None:
    connection = opened()
    close = Close(1, "s", "op")
    assert feed(connection, close) == [close]


def test_a_welcome_is_the_answer_to_a_hello_and_to_nothing_else() -> None:
    connection = in_state(ConnectionState.AWAITING_HELLO)
    with pytest.raises(UsageError, match="expected state greeted"):
        connection.welcome("k", "visitor", "me", server_ms=1, now=0.0)
    closing = in_state(ConnectionState.CLOSING)
    closing.welcome("k", "visitor", "me", server_ms=1, now=0.0)
    assert written(closing) == []
    assert closing.state is ConnectionState.CLOSING


def test_a_closing_connection_takes_nothing_more_to_send() -> None:
    connection = in_state(ConnectionState.CLOSING)
    connection.begin_replay("s", 0)
    connection.replay("s", [encode_once(message(1))])
    connection.deliver(encode_once(typing("other")))
    connection.close(CloseCode.SLOW, "too late")
    assert written(connection) == []
    assert connection.closing is not None
    assert connection.closing.code is not CloseCode.SLOW


def test_a_connection_that_is_cut_keeps_nothing_that_it_had_to_send() -> None:
    connection = in_state(ConnectionState.OPEN)
    connection.begin_replay("s", 0)
    connection.replay("s", [encode_once(message(n)) for n in range(1, 501)])
    assert connection.replay_backlog > 0
    connection.cut(CloseCode.NORMAL, "the stream is gone")
    assert (connection.replay_backlog, connection.has_output) == (0, False)
    assert written(connection) == []


def test_a_session_that_is_no_longer_followed_has_no_order() -> None:
    connection = in_state(ConnectionState.OPEN)
    connection.begin_replay("s", 0)
    assert connection.replay_backlog == 0
    assert not connection.has_output
    connection.end_feed("s")
    connection.send(message(7))
    assert [
        frame.number for frame in written(connection) if isinstance(frame, Message)
    ] == [7]


def test_a_replay_that_was_overtaken_is_not_sent_twice() -> None:
    connection = in_state(ConnectionState.OPEN)
    connection.begin_replay("s", 2)
    connection.replay("s", [encode_once(message(number)) for number in (1, 2, 3)])
    assert [
        frame.number for frame in written(connection) if isinstance(frame, Message)
    ] == [3]
