"""What a client says and asks leaves, session by session, in the order of the calls."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from gateway.client import Refused, connect_visitor
from gateway.client_core.core import ClientConfig, ClientCore
from gateway.client_core.events import (
    MessageConfirmed,
    RequestAnswered,
    RequestExpired,
)
from gateway.client_core.requests import MAX_REQUESTS, REQUEST_SECONDS, TooManyRequests
from gateway.wire.client_frames import (
    Annotate,
    ClientFrame,
    Close,
    EndService,
    GetHistory,
    GetWhy,
    Send,
    SetStatus,
    Transfer,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_codec import decode_client_message
from gateway.wire.server_frames import Res
from tests.gateway.client_world import STEPS, USUAL, World, ready
from tests.gateway.loopback import serving
from tests.gateway.small_desk import SESSION, SmallDesk

Key = str | int
"""Of what was called: a message's client id, or a request's number."""
Call = Callable[[ClientCore, str, float], Key]
CALLS: dict[str, Call] = {
    "send": lambda core, session, _now: core.send(session, "x"),
    "note": lambda core, session, now: core.ask.annotate(session, "tag", "vip", now),
    "end": lambda core, session, now: core.ask.end_service(session, now),
    "why": lambda core, session, now: core.ask.why(session, now),
}
SAID = [f"{call} {session}" for call in CALLS for session in "sr"]
OPS = st.sampled_from([*STEPS, *USUAL, *USUAL, *SAID, "send s", "send s"])


class WiredWorld(World):
    """Remembers what left, also what was lost on the way."""

    def __init__(self, seed: int, in_flight: int) -> None:
        super().__init__(seed, in_flight)
        self.left: dict[str, list[ClientFrame]] = {"s": [], "r": []}

    def write(self) -> None:
        known = len(self.to_server)
        super().write()
        for data in self.to_server[known:]:
            for frame in decode_client_message(data):
                if isinstance(frame, Send | Annotate | EndService | GetWhy):
                    self.left[frame.session].append(frame)


def key_of(frame: ClientFrame) -> Key:
    if isinstance(frame, Send):
        return frame.cid
    assert isinstance(frame, Annotate | EndService | GetWhy)
    return frame.request


def in_runs(keys: list[Key]) -> list[tuple[bool, list[Key]]]:
    """Messages that follow each other may change places where more are in flight."""
    runs = groupby(keys, key=lambda key: isinstance(key, str))
    return [
        (is_said, sorted(run, key=str) if is_said else list(run))
        for is_said, run in runs
    ]


@pytest.mark.covers("S6", "P3")
@given(
    st.lists(OPS, min_size=20, max_size=200),
    st.integers(0, 1_000),
    st.sampled_from([1, 3]),
)
def test_the_order_of_the_calls_is_the_order_on_the_wire(
    ops: list[str], seed: int, in_flight: int
) -> None:
    world = WiredWorld(seed, in_flight)
    called: dict[str, list[Key]] = {"s": [], "r": []}
    for op in ops:
        name, _, session = op.partition(" ")
        if not session:
            STEPS[name](world)
            continue
        try:
            key = CALLS[name](world.core, session, world.now)
        except TooManyRequests:
            continue
        called[session].append(key)
    world.settle()
    expired = {event.request for event in world.of(RequestExpired)}
    answered = [event.request for event in world.of(RequestAnswered)]
    assert len(answered) == len(set(answered))
    for session, keys in called.items():
        first = list(dict.fromkeys(map(key_of, world.left[session])))
        assert first == [key for key in keys if key in first]
        assert set(keys) - set(first) <= expired
        # What was done: a message may have been refused for now, and sent again.
        done = [key for where, key in world.server.done if where == session]
        kept = [key for key in keys if key in done]
        assert in_runs(done) == in_runs(kept) if in_flight > 1 else done == kept
    assert world.core.pending == ()
    asked = {key for keys in called.values() for key in keys if isinstance(key, int)}
    assert asked == expired | set(answered)


def test_what_is_said_is_there_before_the_session_is_closed() -> None:
    world = ready()
    world.core.send("s", "bye")
    world.core.ask.close("s", world.now)
    assert [type(each) for each in world.sent(object)] == [Send]
    world.server.is_busy = True
    world.cut()
    world.connect()
    world.write()
    for _ in range(3):  # welcome, and the message is refused for now
        world.deliver_to_server()
        world.deliver_to_client()
        world.write()
    assert not [each for each in world.server.received if isinstance(each, Close)]
    world.settle()
    assert len(world.of(MessageConfirmed)) == 1
    assert world.server.closed == {"s"}


def test_a_message_that_is_refused_for_good_holds_nothing_up() -> None:
    world = ready()
    world.core.send("s", "bye")
    world.core.ask.close("s", world.now)
    (sent,) = world.sent(Send)
    assert isinstance(sent, Send)
    world.push(Res(sent.request, ErrorCode.FORBIDDEN))
    assert len(world.sent(Close)) == 1


def test_other_sessions_and_none_are_not_held_up() -> None:
    world = ready()
    world.core.send("s", "bye")
    world.core.ask.close("r", world.now)
    world.core.ask.set_status("rest", world.now)
    world.core.send("r", "late")
    left = [type(each) for each in world.sent(object)]
    assert left == [Close, SetStatus, Send]


def test_later_words_wait_for_an_operation_but_not_for_an_answer_to_read() -> None:
    world = ready()
    world.core.ask.history("s", world.now, before=0, limit=3)
    world.core.send("s", "one")
    assert [type(each) for each in world.sent(object)] == [GetHistory, Send]
    world = ready()
    number = world.core.ask.transfer("s", world.now, group="g", agent="", note="")
    world.core.ask.cancel_transfer("s", world.now)
    world.core.send("s", "one")
    assert [type(each) for each in world.sent(object)] == [Transfer]
    world.push(Res(number, ErrorCode.OVERLOADED, retry_ms=100))
    assert world.core.next_message(world.now) is None
    world.settle()
    assert [where for where, _ in world.server.done] == ["s", "s", "s"]


def test_the_time_of_a_request_begins_when_the_words_before_it_are_there() -> None:
    world = World()
    world.core.send("s", "bye")
    request = world.core.ask.close("s", world.now)
    later = world.core.ask.close("s", world.now)
    world.wait(10 * REQUEST_SECONDS)
    assert world.of(RequestExpired) == []
    world.connect()
    for _ in range(2):
        world.exchange()
    assert world.core.pending == ()
    world.cut()  # before it could leave
    world.wait(0.0)
    world.wait(REQUEST_SECONDS - 1)
    assert world.of(RequestExpired) == []
    world.wait(1.0)
    assert world.of(RequestExpired) == [RequestExpired(request), RequestExpired(later)]


def test_requests_that_wait_are_bounded_too() -> None:
    core = ClientCore(ClientConfig(ticket="t"), random=World().core._random)
    core.send("s", "x")
    for _ in range(MAX_REQUESTS):
        core.ask.close("s", 0.0)
    with pytest.raises(TooManyRequests):
        core.ask.close("s", 0.0)


@pytest.mark.covers("P3", "S3")
async def test_words_posted_before_the_end_are_delivered() -> None:
    desk = SmallDesk()
    async with (
        serving(desk.handle) as server,
        connect_visitor(server.url, ticket="visitor:v") as visitor,
    ):
        session = await visitor.open()
        for word in ("one", "two", "three"):
            session.post(word)
        await session.close()
        assert (desk.is_closed, len(desk.messages)) == (True, 3)


@pytest.mark.covers("P3")
async def test_a_request_may_be_cancelled_while_it_waits(
    autojump_clock: trio.testing.MockClock,
) -> None:
    async with connect_visitor("ws://127.0.0.1:1/v1", ticket="visitor:v") as visitor:
        session = visitor.session(SESSION)
        session.post("one")
        with trio.move_on_after(10 * REQUEST_SECONDS) as scope:
            await session.close()
        assert scope.cancelled_caught
        with trio.move_on_after(1) as scope:
            await session.send("two")
        assert scope.cancelled_caught


@pytest.mark.covers("P3")
async def test_what_was_cancelled_while_it_waited_keeps_its_place() -> None:
    desk = SmallDesk()
    async with (
        serving(desk.handle) as server,
        connect_visitor(server.url, ticket="visitor:v") as visitor,
    ):
        session = visitor.session(SESSION)
        session.post("one")
        with trio.CancelScope() as scope:
            scope.cancel()
            await session.close()
        with pytest.raises(Refused):
            await session.send("two")
        assert (desk.is_closed, len(desk.messages)) == (True, 1)
