"""Rules of delivery that no single part keeps alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
import trio
from trio.testing import MockClock

from actors.ids import SessionId
from actors.session.view import session_topic
from gateway.connection_limits import DEFAULT_LIMITS
from gateway.service import GatewayService, GatewayStarted
from gateway.transport import Transport
from gateway.trio_websocket_transport import connect
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import Close, Hello, SetTyping
from gateway.wire.codes import CloseCode, ErrorCode, may_reconnect
from gateway.wire.server_codec import EncodedFrame
from gateway.wire.server_frames import Board, ServerFrame, Typing, Welcome
from gateway.wire.terms import Ping, Role
from runtime.config import Bind
from runtime.observe import Events
from runtime.topics import Publication
from tests.gateway.client_world import ready
from tests.gateway.house import House

GRACE_SECONDS = 10.0
"""To answer a PING."""
SWEEP_SECONDS = 0.25


@pytest.mark.covers("S6", "S3")
def test_a_repeat_after_the_end_gets_the_first_answer_and_what_is_new_is_refused() -> (
    None
):
    house = House()
    house.free_agent()
    visitor = house.visitor()
    first = visitor.send("c1")
    visitor.say(Close(visitor.number(), visitor.session, "o2"))
    again = visitor.send("c1")
    assert (again.code, again.number, again.is_repeat) == (0, first.number, True)
    assert visitor.send("c2").code == ErrorCode.CLOSED


def test_a_message_for_many_is_encoded_once() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    tabs = [house.tab("visitor", "v", {visitor.session: 0}) for _ in range(3)]
    seen: list[EncodedFrame] = []

    def looking() -> Callable[[Publication[object]], None]:
        def look(publication: Publication[object]) -> None:
            if isinstance(publication.encoded, EncodedFrame):
                seen.append(publication.encoded)

        return look

    # Subscribers are told in the order in which they came: this one in between.
    topic = session_topic(SessionId(visitor.session))
    house.world.node.topics.subscribe(topic, looking())
    tabs += [house.tab("visitor", "v", {visitor.session: 0}) for _ in range(3)]
    house.world.node.topics.subscribe(topic, looking())
    agent.send("c1", session=visitor.session)
    assert [tab.numbers() for tab in tabs] == [[1]] * 6
    before, after = seen
    assert before is after


@pytest.mark.covers("V4")
def test_typing_wakes_no_session_that_sleeps() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    house.world.advance(2_000)
    region = house.world.node.registry.regions["session"]
    assert region.census.awake == 0
    visitor.say(SetTyping(visitor.session, "visitor", is_typing=True))
    assert agent.last(Typing).is_typing
    assert region.census.awake == 0


@pytest.mark.covers("V8")
@pytest.mark.parametrize(
    "code",
    # Whoever has one ticket stays away when it is over (`test_client_tickets`).
    [
        code
        for code in CloseCode
        if may_reconnect(code) and code is not CloseCode.TICKET_EXPIRED
    ],
)
def test_a_client_that_was_cut_resumes_and_sends_again(code: CloseCode) -> None:
    world = ready()
    world.server.say("s", "before")
    world.settle()
    world.core.send("s", "mine")
    world.write()
    world.cut(code)
    world.server.received.clear()
    world.server.say("s", "meanwhile")
    world.settle()
    assert world.core.pending == ()
    assert world.core.position("s") == 3
    hellos = [f for f in world.server.received if isinstance(f, Hello)]
    assert hellos[0].positions == {"s": 1}


@pytest.mark.covers("P6")
@pytest.mark.parametrize(("role", "interval"), [("visitor", 25.0), ("agent", 10.0)])
async def test_one_sweeper_asks_the_silent_and_cuts_them(
    role: Role, interval: float, autojump_clock: MockClock
) -> None:
    # The clock jumps only when nothing moves; loopback delivers before `send` returns.
    house = House()
    began = trio.current_time()
    events = Events()
    binds: list[str] = []
    events.subscribe(GatewayStarted, lambda event: binds.append(event.bind))
    front = replace(house.front(), clock=trio.current_time)
    service = GatewayService(
        front, Bind("127.0.0.1", 0), DEFAULT_LIMITS, Random(1), events
    )

    async def turn() -> None:
        while True:
            house.world.run()
            await trio.sleep(SWEEP_SECONDS)

    async with trio.open_nursery() as nursery:
        up = trio.Event()
        nursery.start_soon(service.run, up.set)
        nursery.start_soon(turn)
        await up.wait()
        transport = await connect(f"ws://{binds[0]}/v1", nursery)
        hello = Hello(house.ticket(role, "a"))
        await transport.send(encode_client_frames([hello]))
        with trio.fail_after(120):  # of the clock that jumps
            heard = await read_to_end(transport)
        await transport.close(CloseCode.NORMAL, "")
        nursery.cancel_scope.cancel()
    shown = [each for each in heard if not isinstance(each[0], Board)]
    assert [type(frame) for frame, _ in shown[:2]] == [Welcome, Ping]
    asked_at, cut_at = shown[1][1] - began, trio.current_time() - began
    assert interval <= asked_at <= interval + 2 * SWEEP_SECONDS
    assert cut_at >= interval + GRACE_SECONDS
    assert transport.close_code == CloseCode.HEARTBEAT


async def read_to_end(transport: Transport) -> list[tuple[ServerFrame, float]]:
    heard: list[tuple[ServerFrame, float]] = []
    while (data := await transport.receive()) is not None:
        frames = decode_server_message(data)
        heard += [(frame, trio.current_time()) for frame in frames]
    return heard
