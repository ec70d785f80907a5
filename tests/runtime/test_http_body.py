"""Long bodies: read as they come, bounded, and let go when nobody wants them."""

from __future__ import annotations

from contextlib import suppress

import pytest
import trio
import trio.testing
from quart import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from runtime.http_app import MAX_BODY_BYTES
from runtime.http_body import (
    MAX_WAITING_BYTES,
    FlowingBody,
    body_of_request,
    call_at_end,
)
from runtime.observe import Events
from tests.runtime.site import LID_SECONDS, ask, served

MockClock = trio.testing.MockClock
LONG = bytes(range(256)) * 16 * 1024
MAX_LONG = 8 << 20
PIECE = b"x" * MAX_WAITING_BYTES


async def test_the_client_waits_until_its_route_has_read(
    autojump_clock: MockClock,
) -> None:
    with trio.fail_after(LID_SECONDS):
        body = FlowingBody(None, None)
        body.append(PIECE[:-1])
        await body.wait_room()
        body.append(b"x")
        async with trio.open_nursery() as nursery:
            nursery.start_soon(body.wait_room)
            await trio.testing.wait_all_tasks_blocked()
            assert nursery.child_tasks
            assert await anext(body) == PIECE
            await trio.testing.wait_all_tasks_blocked()
            assert not nursery.child_tasks
        body.set_complete()
        assert [piece async for piece in body] == []


async def test_who_wants_all_of_it_gets_all_of_it(autojump_clock: MockClock) -> None:
    body = FlowingBody(None, 3 * MAX_WAITING_BYTES)
    got: list[bytes] = []

    async def take() -> None:
        got.append(await body)

    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(take)
            for _ in range(3):
                body.append(PIECE)
                await body.wait_room()
            body.set_complete()
        assert got == [PIECE * 3]


@pytest.mark.parametrize("announced", [None, 11])
async def test_too_much_is_refused_and_holds_nobody_up(
    autojump_clock: MockClock, announced: int | None
) -> None:
    with trio.fail_after(LID_SECONDS):
        body = FlowingBody(announced, 10)
        body.append(b"x" * 11)
        await body.wait_room()
        with pytest.raises(RequestEntityTooLarge, match="at most 10 bytes"):
            await anext(body)
        with pytest.raises(RequestEntityTooLarge):
            await body
        body.allow(11)
        body.append(PIECE)
        await body.wait_room()
        with pytest.raises(RequestEntityTooLarge):
            await body


async def test_what_came_before_the_route_said_how_much_it_takes_waits(
    autojump_clock: MockClock,
) -> None:
    with trio.fail_after(LID_SECONDS):
        body = FlowingBody(3 * MAX_WAITING_BYTES, 10)
        body.append(PIECE[:-1])
        await body.wait_room()
        body.append(PIECE)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(body.wait_room)
            await trio.testing.wait_all_tasks_blocked()
            assert nursery.child_tasks
            body.allow(3 * MAX_WAITING_BYTES)
            got = await anext(body)
        body.append(b"x")
        body.set_complete()
        assert got + await body == PIECE * 2


async def test_what_nobody_wants_is_dropped(autojump_clock: MockClock) -> None:
    with trio.fail_after(LID_SECONDS):
        body = FlowingBody(None, None)
        body.append(PIECE)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(body.wait_room)
            await trio.testing.wait_all_tasks_blocked()
            body.let_go()  # who waits for room hears of it
        for _ in range(3):
            body.append(PIECE)
            await body.wait_room()
        body.clear()


def mill() -> tuple[Blueprint, list[str]]:
    """A route that takes long bodies, one that refuses them, and what has ended."""
    routes, ended = Blueprint("mill", __name__), list[str]()

    async def count() -> Response:
        call_at_end(lambda: ended.append("count"))
        body = body_of_request()
        body.allow(MAX_LONG)
        total = 0
        async for piece in body:
            total += len(piece)
            assert len(piece) < 2 * MAX_WAITING_BYTES
        return Response(str(total))

    async def refuse() -> Response:
        call_at_end(lambda: ended.append("refuse"))
        body_of_request().allow(1 << 30)
        await trio.testing.wait_all_tasks_blocked(cushion=0.05)
        return Response("no", 403)

    async def whole() -> Response:
        return Response(str(len(await request.get_data(cache=False))))

    for view in (count, refuse, whole):
        routes.add_url_rule(f"/{view.__name__}", view_func=view, methods=["POST"])
    return routes, ended


async def test_a_long_body_passes_and_a_longer_one_is_refused(events: Events) -> None:
    routes, ended = mill()
    with trio.fail_after(LID_SECONDS):
        async with served([routes], events) as site:
            status, _, answer = await ask(site.at, "/count", "POST", LONG)
            assert (status, answer) == (200, str(len(LONG)).encode())
            assert ended == ["count"]
            for size, expected in ((MAX_BODY_BYTES, 200), (MAX_BODY_BYTES + 1, 413)):
                status, _, _ = await ask(site.at, "/whole", "POST", LONG[:size])
                assert status == expected


async def test_an_answer_ends_before_the_body_does(events: Events) -> None:
    # More than all queues on the way hold: who stopped reading could never answer.
    routes, ended = mill()
    bodies: list[FlowingBody] = []

    @routes.before_request
    async def remember() -> None:
        bodies.append(body_of_request())

    with trio.fail_after(LID_SECONDS):
        async with served([routes], events) as site:
            stream = await trio.open_tcp_stream(site.at.host, site.at.port)
            async with stream, trio.open_nursery() as nursery:

                async def send() -> None:
                    head = "POST /refuse HTTP/1.1\r\nHost: t\r\n"
                    head += "Content-Length: 99999999\r\n\r\n"
                    try:
                        await stream.send_all(head.encode() + LONG * 10)
                    except trio.BrokenResourceError:
                        return

                nursery.start_soon(send)
                with trio.move_on_after(LID_SECONDS * 0.8) as lid:
                    assert (await stream.receive_some()).split()[1] == b"403"
                    with suppress(trio.BrokenResourceError):
                        rest = b"".join([piece async for piece in stream])
                        assert b"HTTP" not in rest
                if lid.cancelled_caught:
                    # The write that waits is shielded: no other lid would end it.
                    await bodies[0]
            assert not lid.cancelled_caught, "it did not answer"
            assert ended == ["refuse"]
            assert len(site.told) == 1


async def test_a_client_that_leaves_ends_its_request(events: Events) -> None:
    routes, ended = mill()
    async with served([routes], events) as site:
        stream = await trio.open_tcp_stream(site.at.host, site.at.port)
        head = "POST /count HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n"
        await stream.send_all(head.encode() + b"half")
        await stream.aclose()
        with trio.fail_after(LID_SECONDS):
            while not ended:
                await ask(site.at, "/whole", "POST", b"x")
        assert ended == ["count"]
