"""The HTTP server and its edge over a real loopback socket."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import msgspec
import pytest
import trio
from quart import Blueprint, Response

from runtime.config import Bind
from runtime.errors import UsageError
from runtime.http_app import (
    HEADERS,
    MAX_BODY_BYTES,
    HttpFailed,
    HttpRefused,
    answer_json,
    make_app,
    read_json,
    read_query,
)
from runtime.http_contract import PROBLEM_TYPE, Operation, Problem
from runtime.http_server import HttpServerComplained, serve_http
from runtime.observe import Events
from tests.runtime.site import ANY, LID_SECONDS, Site, ask, exchange, served

PAIR = b'{"name": "x", "count": 1}'


class Pair(msgspec.Struct):
    """What the shop takes and gives back."""

    name: str
    count: int


class Count(msgspec.Struct):
    """What a query says."""

    count: int = 0


def declaring(*, is_true: bool) -> Blueprint:
    """Routes that do as they declare, or declare another type than they use."""
    routes = Blueprint("declared", __name__)
    right, wrong = (Pair, Count) if is_true else (Count, Pair)

    @Operation(summary="Takes a pair.", body=right, status=HTTPStatus.NO_CONTENT)
    async def taken() -> Response:
        await read_json(Pair)
        return Response(b"", status=HTTPStatus.NO_CONTENT)

    @Operation(summary="Gives a pair.", answer=right)
    async def given() -> Response:
        return answer_json(Pair("x", 1))

    @Operation(summary="Reads a count.", query=wrong)
    async def counted() -> Response:
        read_query(Count)
        return Response(b"")

    @Operation(summary="Nothing, or so it says.", answer=None if is_true else Pair)
    async def silent() -> Response:
        return Response(b"")

    routes.add_url_rule("/taken", view_func=taken, methods=["POST"])
    for view in (given, counted, silent):
        routes.add_url_rule(f"/{view.__name__}", view_func=view)
    return routes


def shop() -> Blueprint:
    """A few routes to look at the edge through."""
    routes = Blueprint("shop", __name__)

    async def plain() -> Response:
        return answer_json(Pair("x", 1))

    async def broken() -> Response:
        raise ZeroDivisionError

    async def closed() -> Response:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        raise HttpRefused(status, "closed", "expected to be open", 2.4)

    async def own() -> Response:
        return Response(b"", headers={"Cache-Control": "private, max-age=60"})

    async def echo() -> Response:
        return answer_json(await read_json(Pair))

    routes.add_url_rule("/healthz", view_func=plain)
    routes.add_url_rule("/broken", view_func=broken)
    routes.add_url_rule("/closed", view_func=closed)
    routes.add_url_rule("/own", view_func=own)
    routes.add_url_rule("/echo", view_func=echo, methods=["POST"])
    return routes


def problem(body: bytes) -> Problem:
    return msgspec.json.decode(body, type=Problem)


async def test_a_handler_that_raises_is_a_500_and_an_event(events: Events) -> None:
    async with served([shop()], events) as site:
        status, head, body = await ask(site.at, "/broken")
        assert problem(body).status == status == 500
        assert problem(body).code == "internal_server_error"
        assert f"content-type: {PROBLEM_TYPE}" in head
        assert b"ZeroDivision" not in body
        (told,) = site.told[1:]
        assert isinstance(told, HttpFailed)
        assert (told.method, told.route) == ("GET", "/broken")
        assert told.error == "ZeroDivisionError"
        assert told.trace.endswith("ZeroDivisionError\n")
        assert (await ask(site.at, "/healthz"))[0] == 200


async def test_a_refusal_says_its_code_and_when_to_come_back(events: Events) -> None:
    async with served([shop()], events) as site:
        status, head, body = await ask(site.at, "/closed")
        assert status == 503
        assert problem(body) == Problem(
            503, "Service Unavailable", "closed", "expected to be open"
        )
        assert "retry-after: 2" in head
        assert len(site.told) == 1


async def test_every_answer_carries_the_headers_that_keep_browsers_in(
    events: Events,
) -> None:
    async with served([shop()], events) as site:
        for path in ("/healthz", "/broken", "/closed", "/nowhere"):
            _, head, _ = await ask(site.at, path)
            for name, value in HEADERS:
                assert f"{name}: {value}".lower() in head
        _, head, _ = await ask(site.at, "/own")
        assert "cache-control: private, max-age=60" in head
        assert "no-store" not in head


JSON = (("Content-Type", "application/json"),)


async def test_a_body_is_read_by_its_type(events: Events) -> None:
    async with served([shop()], events) as site:
        good = b'{"name":"y","count":2}'
        assert (await ask(site.at, "/echo", "POST", good, JSON))[::2] == (200, good)


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b'{"name":"y","count":2}', (), "not_json"),
        (b'{"name":"y","count":2}', (("Content-Type", "text/plain"),), "not_json"),
        (b'{"name":"y"}', JSON, "bad_request"),
        (b'{"name":"y","count":"2"}', JSON, "bad_request"),
        (b"\xff", JSON, "bad_request"),
        (b"[" * 50_000, JSON, "bad_request"),
        (b" " * (MAX_BODY_BYTES + 1), JSON, "request_entity_too_large"),
    ],
)
async def test_a_body_of_another_form_is_refused_with_a_code(
    events: Events, body: bytes, headers: tuple[tuple[str, str], ...], code: str
) -> None:
    async with served([shop()], events) as site:
        status, _, answer = await ask(site.at, "/echo", "POST", body, headers)
        assert 400 <= status < 500
        assert problem(answer).code == code
        assert len(site.told) == 1


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [("GET", "/nowhere", 404), ("POST", "/healthz", 405), ("GET", "/../x", 404)],
)
async def test_what_does_not_exist_is_refused_without_an_event(
    events: Events, method: str, path: str, expected: int
) -> None:
    async with served([shop()], events) as site:
        status, _, body = await ask(site.at, path, method)
        assert problem(body).status == status == expected
        assert len(site.told) == 1


async def test_no_websocket_is_ever_opened_here(events: Events) -> None:
    handshake = (
        "GET {path} HTTP/1.1\r\nHost: t\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
    )
    async with served([shop()], events) as site:
        for path in ("/", "/v1", "/healthz"):
            answer = await exchange(site.at, handshake.format(path=path).encode())
            assert answer.split()[1] != b"101"
            assert b"permessage-deflate" not in answer.lower()
        assert (await ask(site.at, "/healthz"))[0] == 200


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
)
async def test_garbage_on_one_connection_disturbs_no_other(
    events: Events, garbage: bytes
) -> None:
    async with served([shop()], events) as site:
        stream = await trio.open_tcp_stream(site.at.host, site.at.port)
        async with stream:
            await stream.send_all(garbage)
            assert (await ask(site.at, "/healthz"))[0] == 200


async def test_it_listens_on_ipv6(events: Events) -> None:
    async with served([shop()], events, Bind("::1", 0)) as site:
        assert site.at.host == "::1"
        assert (await ask(site.at, "/healthz"))[0] == 200


async def test_an_address_in_use_is_a_clear_mistake(events: Events) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = Bind("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(UsageError, match=f"cannot listen on {bind}"):
            await serve_http(
                make_app([shop()], events),
                bind,
                events,
                lambda _: None,
                trio.Event(),
            )


async def quits(site: Site, nursery: trio.Nursery) -> None:
    site.shutdown.set()


async def cancels(site: Site, nursery: trio.Nursery) -> None:
    nursery.cancel_scope.cancel()


@pytest.mark.parametrize("ends", [quits, cancels])
async def test_however_it_ends_no_task_and_no_socket_is_left(
    events: Events, ends: Callable[[Site, trio.Nursery], Awaitable[None]]
) -> None:
    site, is_up = Site(), trio.Event()

    def started(bound: Bind) -> None:
        site.bound.append(bound)
        is_up.set()

    app = make_app([shop()], events)
    before = trio.lowlevel.current_statistics().tasks_living
    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(serve_http, app, ANY, events, started, site.shutdown)
            await is_up.wait()
            # An idle connection and one in the middle of a request are both open.
            idle = await trio.open_tcp_stream(site.at.host, site.at.port)
            half = await trio.open_tcp_stream(site.at.host, site.at.port)
            await half.send_all(b"GET /healthz HTTP/1.1\r\n")
            await ask(site.at, "/healthz")
            await ends(site, nursery)
        assert trio.lowlevel.current_statistics().tasks_living == before
        for stream in (idle, half):
            async with stream:
                assert await is_closed(stream)
        with pytest.raises(OSError, match="connect"):
            await trio.open_tcp_stream(site.at.host, site.at.port)


async def is_closed(stream: trio.SocketStream) -> bool:
    try:
        return await stream.receive_some() == b""
    except trio.BrokenResourceError:
        return True


async def test_what_the_server_complains_of_becomes_an_event(events: Events) -> None:
    # A target that is no URL: Quart fails before it has a request to handle.
    async with served([shop()], events) as site:
        broken = b"GET http://[x HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
        await exchange(site.at, broken)
        assert [type(event) for event in site.told[1:]] == [HttpServerComplained]
        assert (await ask(site.at, "/healthz"))[0] == 200


@pytest.mark.covers("M11")
@pytest.mark.parametrize("is_true", [True, False])
async def test_a_route_that_does_other_than_it_declares_never_succeeds(
    is_true: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    as_json = (("Content-Type", "application/json"),)
    async with served([declaring(is_true=is_true)], Events()) as site:
        statuses = [
            (await ask(site.at, "/taken", "POST", PAIR, as_json))[0],
            (await ask(site.at, "/given"))[0],
            (await ask(site.at, "/counted?count=3"))[0],
            (await ask(site.at, "/silent"))[0],
        ]
        refused, _, _ = await ask(site.at, "/counted?count=many")
    assert statuses == ([204, 200, 200, 200] if is_true else [500] * 4)
    assert refused == 400
