"""The client's machine against a model server and an adversarial network."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gateway.client_core.events import (
    BoardChanged,
    Disconnected,
    ErrorReported,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    SessionChanged,
    Stopped,
    TypingChanged,
)
from gateway.client_core.outbox import MAX_PENDING, OutboxFull
from gateway.client_core.reconnect import CAP_SECONDS
from gateway.client_core.transcripts import MAX_TRACKED
from gateway.wire.bodies import FileBody, OrderBody, ProductBody, SentBody, TextBody
from gateway.wire.client_frames import Hello, Send, SetTyping, Sync
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.server_frames import (
    Board,
    Err,
    GoAway,
    Message,
    Res,
    ServerFrame,
    Session,
    Typing,
)
from gateway.wire.session_parts import Offer
from gateway.wire.terms import (
    MAX_FRAME_BYTES,
    MAX_POSITIONS,
    Ping,
    Pong,
    SessionStateName,
)
from runtime.errors import UsageError
from tests.gateway.client_world import STEPS, USUAL, World, message, ready
from tests.gateway.frames import SENT_BODIES


def check_transcript(world: World, texts: list[str], session: str = "s") -> None:
    transcript = world.server.transcripts.get(session, [])
    mine = [m.text for m in transcript if m.sender == "me"]
    assert mine == texts  # each exactly once, in order
    received = [e.message for e in world.of(MessageReceived)]
    of_session = [m for m in received if m.session == session]
    assert [m.number for m in of_session] == list(range(1, len(transcript) + 1))
    assert [m.body for m in of_session] == [m.body for m in transcript]


def toggle_losses(world: World) -> None:
    world.server.loses_pushes = not world.server.loses_pushes


def toggle_doubles(world: World) -> None:
    world.server.doubles_pushes = not world.server.doubles_pushes


HOSTILE: dict[str, Callable[[World], None]] = {
    **STEPS,
    "lossy": toggle_losses,
    "doubling": toggle_doubles,
}
OPS = st.sampled_from([*HOSTILE, *USUAL, *USUAL, "send s", "send s", "send r", "say s"])


@pytest.mark.covers("S6", "P3")
@given(st.lists(OPS, min_size=20, max_size=200), st.integers(0, 1_000))
def test_an_adversarial_network_loses_and_doubles_nothing(
    ops: list[str], seed: int
) -> None:
    world = World(seed)
    texts: dict[str, list[str]] = {"s": [], "r": []}
    for index, op in enumerate(ops):
        kind, _, session = op.partition(" ")
        if kind == "send":
            texts[session].append(f"{session}{index}")
            world.core.send(session, texts[session][-1])
        elif kind == "say":
            world.server.say(session, f"other{index}")
        else:
            HOSTILE[op](world)
    world.settle()
    # What was said while nobody listened is found with the next message.
    for session in texts:
        world.server.say(session, "last")
    world.settle()
    for session, expected in texts.items():
        check_transcript(world, expected, session)
    assert world.core.pending == ()
    confirmed = [event.cid for event in world.of(MessageConfirmed)]
    assert len(confirmed) == len(set(confirmed)) == sum(map(len, texts.values()))


def test_messages_wait_for_a_connection_and_survive_a_cut() -> None:
    world = World()
    for text in ("a", "b", "c"):
        world.core.send("s", text)
    world.connect()
    world.exchange()
    world.write()
    world.deliver_to_server()  # the server has "a"; its answer is lost
    world.cut()
    world.settle()
    check_transcript(world, ["a", "b", "c"])


def test_sessions_do_not_wait_for_each_other() -> None:
    world = ready()
    for session in ("s", "r", "s"):
        world.core.send(session, "x")
    sends = world.sent(Send)
    assert [s.session for s in sends if isinstance(s, Send)] == ["s", "r"]


def test_pipelining_can_be_asked_for() -> None:
    world = World(in_flight=8)
    world.settle()
    for index in range(12):
        world.core.send("s", str(index))
    assert len(world.sent(Send)) == 8


def test_the_window_is_kept() -> None:
    world = World(in_flight=100)
    world.settle()
    for index in range(40):
        world.core.send("s", str(index))
    assert len(world.sent(Send)) == 32


def test_a_refused_message_leaves_the_outbox_with_its_text() -> None:
    world = ready()
    world.server.closed.add("s")
    cid = world.core.send("s", "too late")
    world.settle()
    expected = MessageRefused("s", cid, TextBody("too late"), ErrorCode.CLOSED)
    assert world.of(MessageRefused) == [expected]
    assert world.core.pending == ()


def test_a_lost_answer_is_asked_for_again() -> None:
    world = ready()
    world.core.send("s", "x")
    world.write()
    world.deliver_to_server()
    world.server.outgoing.clear()
    world.wait(15.0)
    world.settle()
    check_transcript(world, ["x"])
    assert len(world.of(MessageConfirmed)) == 1


def test_a_hole_is_synced_once_and_again_only_later() -> None:
    world = ready()
    world.push(message(1))
    assert world.push(message(3)) == []
    assert world.sent(Sync) == [Sync({"s": 1})]
    world.push(message(4))
    assert world.sent(Sync) == []
    assert world.core.next_deadline <= world.now + 5
    world.wait(5.0)
    assert world.sent(Sync) == [Sync({"s": 1})]
    new = world.push(message(2), message(3), message(4))
    assert [e.message.number for e in new if isinstance(e, MessageReceived)] == [
        2,
        3,
        4,
    ]
    world.wait(6.0)
    assert world.sent(Sync) == []


def test_a_sync_that_came_too_often_is_sent_again_when_the_server_says() -> None:
    world = ready()
    world.push(message(1), message(3))
    assert world.sent(Sync) == [Sync({"s": 1})]
    refused = Err(ErrorCode.RATE, "RATE", retry_ms=8_000)
    assert world.push(refused) == [ErrorReported(ErrorCode.RATE, "RATE")]
    world.wait(7.9)
    assert world.sent(Sync) == []
    assert world.core.next_deadline <= world.now + 8.1
    world.wait(8.1)
    assert world.sent(Sync) == [Sync({"s": 1})]
    world.push(Err(ErrorCode.UNKNOWN_TAG, "what?"))
    world.wait(4.9)
    assert world.sent(Sync) == [], "that was no refusal of it"


def test_a_repeated_message_is_no_hole() -> None:
    world = ready()
    assert len(world.push(message(1), message(1))) == 1
    assert world.sent(Sync) == []


def test_the_own_message_is_confirmation_enough() -> None:
    world = ready()
    cid = world.core.send("s", "x")
    world.write()
    own = Message("s", "visitor", 1, "visitor", "me", "", TextBody("x"), 7, cid)
    assert world.push(own) == [MessageConfirmed("s", cid, 1, 7), MessageReceived(own)]
    assert world.core.pending == ()


def hello_positions(world: World) -> dict[str, int]:
    world.cut()
    world.connect()
    (hello,) = world.sent(Hello)
    assert isinstance(hello, Hello)
    return hello.positions


def test_a_session_without_messages_is_resumed_too() -> None:
    world = ready()
    world.core.ask.open("presale", world.now)
    world.settle()
    assert hello_positions(world) == {"s": 0}
    world = ready()
    world.push(Board(1, "free", 3, ("r",)))
    assert hello_positions(world) == {"r": 0}


def test_an_ended_session_is_resumed_until_its_end_is_known() -> None:
    world = ready()
    world.push(Session("s", 1, "closed", "g", "me", "a", last_number=1))
    assert hello_positions(world) == {"s": 0}
    world.settle()
    world.push(message(1))
    assert hello_positions(world) == {}


def restored(state: SessionStateName, last: int) -> World:
    """The client has three messages; the server, of whose backup one came, `last`."""
    world = ready()
    for text in ("a", "b", "c"):
        world.server.say("s", text)
    world.settle_now()
    world.push(Session("s", 9, state, "g", "me", "a", last_number=3))
    world.cut()
    del world.server.transcripts["s"][last:]
    world.connect()
    world.settle_now()
    return world


@pytest.mark.covers("S6", "V8")
@pytest.mark.parametrize("state", ["serving", "closed"])
def test_a_server_that_was_restored_is_followed_from_where_it_is(
    state: SessionStateName,
) -> None:
    world = restored(state, 1)
    now = Session("s", 4, "serving", "g", "me", "a", last_number=1)
    assert world.push(now) == [SessionChanged(now)]
    assert world.core.position("s") == 1
    for text in ("x", "y", "z"):
        world.server.say("s", text)
    world.core.send("s", "mine")
    world.settle_now()
    received = [event.message for event in world.of(MessageReceived)]
    assert [each.number for each in received] == [1, 2, 3, 2, 3, 4, 5]
    assert world.push(replace(now, version=3)) == [], "what is older now"
    assert hello_positions(world) == {"s": 5}


@pytest.mark.covers("S6")
def test_a_state_that_is_overtaken_by_a_message_is_no_restored_server() -> None:
    world = restored("serving", 3)
    world.server.say("s", "d")
    world.settle_now()
    world.push(Session("s", 9, "serving", "g", "me", "a", last_number=3))
    assert world.core.position("s") == 4
    world.push(Session("s", 10, "serving", "g", "me", "b", last_number=2))
    assert world.core.position("s") == 4, "only the first state of a connection counts"


def test_positions_are_bounded() -> None:
    world = ready()
    world.push(*(Session(f"r{n}", 1, "queued", "g", "v", "", 0) for n in range(900)))
    assert len(hello_positions(world)) == MAX_POSITIONS


def ended_sessions(count: int) -> list[ServerFrame]:
    return [Session(f"r{n}", 1, "closed", "g", "v", "me", 0) for n in range(count)]


def test_a_session_that_has_just_ended_is_not_shown_again() -> None:
    world = ready()
    world.push(*ended_sessions(MAX_TRACKED - 1))
    world.push(Session("s", 1, "closed", "g", "v", "me", last_number=1), message(1))
    world.push(Board(1, "free", 3, ("new",)))
    assert world.push(message(1)) == []


def test_who_passed_many_on_is_not_shown_again_what_has_just_ended() -> None:
    world = ready()
    for number in range(MAX_TRACKED - 1):
        world.push(Board(number, "free", 3, (f"left{number}",)))
    world.push(Board(MAX_TRACKED, "free", 3, ("s",)))
    ended = Session("s", 1, "closed", "g", "v", "me", last_number=1)
    world.push(message(1), ended)
    world.push(Board(MAX_TRACKED + 1, "free", 3, ("new",)))
    world.push(replace(ended, version=2))
    assert world.sent(Sync) == [], "its messages would come again"


def test_an_ended_session_that_misses_something_is_kept_longer() -> None:
    world = ready()
    world.push(Session("s", 1, "closed", "g", "v", "me", last_number=1))
    world.push(*ended_sessions(MAX_TRACKED))
    assert hello_positions(world) == {"s": 0}


def test_a_sessions_snapshot_tells_what_is_missing() -> None:
    world = ready()
    new = Session("s", 1, "serving", "g", "me", "a", last_number=2)
    assert world.push(new) == [SessionChanged(new)]
    assert world.sent(Sync) == [Sync({"s": 0})]
    assert world.push(new) == []


@pytest.mark.covers("S7")
def test_a_deadline_that_an_outage_moved_is_seen_under_the_same_version() -> None:
    world = ready()
    rings = Session("s", 2, "offered", "g", "v", "", 0, offer=Offer("o", "me", 1, 9))
    longer = replace(rings, offer=Offer("o", "me", 1, 14))
    assert world.push(rings) == [SessionChanged(rings)]
    assert world.push(longer) == [SessionChanged(longer)]
    assert world.push(replace(rings, version=1)) == []


def test_boards_replace_each_other() -> None:
    world = ready()
    board = Board(2, "free", 3, ("s",))
    assert world.push(board, Board(1, "offline", 3, ())) == [BoardChanged(board)]


def test_a_session_that_was_passed_on_is_not_asked_for() -> None:
    world = ready()
    world.push(Board(1, "free", 3, ("r", "s")))
    world.push(Session("r", 1, "queued", "g", "v", "", last_number=3))
    assert world.sent(Sync) == [Sync({"r": 0})]
    world.push(Board(2, "free", 3, ("s",)))
    world.wait(60.0)
    assert world.sent(Sync) == []


def test_after_an_outage_ones_own_sessions_come_first() -> None:
    world = ready()
    left = [f"left{number}" for number in range(MAX_POSITIONS)]
    for version, session in enumerate(left):
        world.push(Board(version, "free", 3, ("s", session)))
    world.push(Board(999, "free", 3, ("s",)))
    positions = hello_positions(world)
    assert len(positions) == MAX_POSITIONS
    assert "s" in positions
    assert "left0" not in positions


def test_sessions_that_were_passed_on_make_room_for_others() -> None:
    world = ready()
    world.push(Board(0, "free", 3, ("s",)), message(1))
    for number in range(MAX_TRACKED + 10):
        world.push(Board(number + 1, "free", 3, ("s", f"left{number}")))
    assert world.core.position("s") == 1


@pytest.mark.covers("V4")
def test_typing_ends_by_itself_by_message_or_by_word() -> None:
    world = ready()
    start = Typing("s", "visitor", "agent", "a", is_typing=True, ttl_ms=6_000, after=0)
    shown = TypingChanged("s", "agent", "a", is_typing=True)
    hidden = TypingChanged("s", "agent", "a", is_typing=False)
    assert world.push(start, start) == [shown]
    world.wait(5.9)
    assert world.of(TypingChanged) == [shown]
    world.wait(0.2)
    assert world.of(TypingChanged) == [shown, hidden]
    assert world.push(start, message(1, "a")) == [
        shown,
        hidden,
        MessageReceived(message(1, "a")),
    ]
    assert world.push(start) == []  # older than the message: `after` is 0
    later = Typing("s", "visitor", "agent", "a", is_typing=True, ttl_ms=6_000, after=1)
    stop = Typing("s", "visitor", "agent", "a", is_typing=False, ttl_ms=6_000, after=1)
    assert world.push(later, stop, stop) == [shown, hidden]


def test_own_typing_is_thinned_out() -> None:
    world = ready()
    for tenth in range(70):
        world.core.set_typing("s", world.now + tenth / 10, is_typing=True)
        world.now += 0
    starts = world.sent(SetTyping)
    assert starts == [SetTyping("s", "visitor", is_typing=True, after=0)]
    world.core.set_typing("s", world.now + 9, is_typing=True)
    world.core.send("s", "done")
    world.core.set_typing("s", world.now + 9, is_typing=False)
    assert world.sent(SetTyping) == []


def test_typing_without_a_connection_is_no_news_later() -> None:
    world = World()
    world.core.set_typing("s", 0.0, is_typing=True)
    world.settle()
    assert not [f for f in world.server.received if isinstance(f, SetTyping)]


def test_the_outbox_is_bounded() -> None:
    core = World().core
    for _ in range(MAX_PENDING):
        core.send("s", "x")
    with pytest.raises(OutboxFull):
        core.send("s", "x")


@pytest.mark.parametrize("text", ["", "x" * 8_001, "\ud800"])
def test_texts_no_server_takes_are_refused_at_once(text: str) -> None:
    core = World().core
    with pytest.raises(UsageError):
        core.send("s", text)
    assert core.pending == ()


@pytest.mark.covers("V2")
@pytest.mark.parametrize(
    "body",
    [
        FileBody("short", "a", "text/plain", 1),
        ProductBody("cup", "javascript:alert(1)"),
        OrderBody("x" * 201),
    ],
)
def test_bodies_no_server_takes_are_refused_at_once(body: SentBody) -> None:
    core = World().core
    with pytest.raises(UsageError):
        core.send("s", body)
    assert core.pending == ()


@pytest.mark.covers("V2")
@pytest.mark.parametrize("body", SENT_BODIES)
def test_a_body_is_sent_and_confirmed_as_it_was_given(body: SentBody) -> None:
    world = ready()
    world.core.send("s", body)
    (sent,) = world.sent(Send)
    assert isinstance(sent, Send)
    assert sent.body == body
    world.push(Res(sent.request, 0, number=1, at=5))
    (received,) = world.of(MessageReceived)
    assert (received.message.body, received.message.sender) == (body, "me")
    assert received.message.name == "Me"


@pytest.mark.covers("V2")
def test_long_messages_go_out_in_frames_that_fit() -> None:
    world = ready()
    wide = "\U0001f600" * 8_000
    for session in range(12):
        world.core.send(f"s{session}", wide)
    sizes: list[int] = []
    while data := world.core.next_message(world.now):
        sizes.append(len(data))
    assert len(sizes) == 12
    assert max(sizes) < MAX_FRAME_BYTES


# --- the connection


def test_hello_goes_first_and_alone() -> None:
    world = World()
    world.core.send("s", "x")
    world.connect()
    (hello,) = world.sent(object)
    assert isinstance(hello, Hello)


def test_a_ping_is_answered() -> None:
    world = ready()
    world.push(Ping(9))
    assert world.sent(Pong) == [Pong(9)]


def test_a_silent_server_is_left() -> None:
    world = ready()
    world.push(Ping(1))
    heard = world.now
    assert world.core.next_deadline == heard + 35.0
    world.wait(34.9)
    assert world.core.close_wanted is None
    world.wait(0.2)
    assert world.core.close_wanted == CloseCode.HEARTBEAT


def test_no_welcome_is_silence_too() -> None:
    world = World()
    world.connect()
    world.wait(10.0)
    assert world.core.close_wanted == CloseCode.HEARTBEAT


def test_nonsense_closes_the_connection() -> None:
    world = ready()
    (event,) = world.core.receive(b"\xff", world.now)
    assert isinstance(event, ErrorReported)
    assert world.core.close_wanted == CloseCode.PROTOCOL


@pytest.mark.parametrize("code", [4500, 4501, 4503, 4505])
def test_terminal_codes_stop(code: int) -> None:
    world = ready()
    world.cut(code)
    assert world.events[-1] == Stopped(code)
    assert world.core.connect_at == math.inf


def test_delays_grow_to_the_cap_with_full_jitter() -> None:
    world = World()
    for _ in range(60):
        world.connect()
        world.cut()
    delays = [event.retry_seconds for event in world.of(Disconnected)]
    assert delays[0] <= 0.2
    assert max(delays) <= CAP_SECONDS
    assert max(delays[10:]) > CAP_SECONDS / 2
    assert min(delays[10:]) < CAP_SECONDS / 2


def test_a_healthy_connection_resets_the_delay() -> None:
    world = World()
    for _ in range(10):
        world.connect()
        world.cut()
    world.settle()
    world.wait(30.0)
    world.push(Ping(1))
    world.cut()
    assert world.of(Disconnected)[-1].retry_seconds <= 0.2


def test_the_servers_wish_is_obeyed() -> None:
    world = ready()
    world.push(GoAway(CloseCode.GOAWAY, 7_000))
    world.cut(CloseCode.GOAWAY)
    assert 7.0 <= world.of(Disconnected)[-1].retry_seconds <= 7.4
