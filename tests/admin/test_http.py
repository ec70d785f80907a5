"""The application over a real loopback socket, as monitors see it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import msgspec
import pytest
import trio

from admin.http import (
    Check,
    Health,
    HttpFailed,
    HttpListening,
    HttpServerComplained,
    Problem,
    Readiness,
    make_app,
    serve_http,
)
from admin.metrics import Metrics
from runtime.config import Bind
from runtime.errors import UsageError
from runtime.observe import Event, Events

ANY = Bind("127.0.0.1", 0)
LID_SECONDS = 10
MAX_ANSWER_BYTES = 1 << 20


@dataclass
class Site:
    """A served application: what it reads, and what it told."""

    checks: Sequence[Check] = ()
    is_broken: bool = False
    told: list[Event] = field(default_factory=list)
    shutdown: trio.Event = field(default_factory=trio.Event)
    bound: list[Bind] = field(default_factory=list)

    def read_checks(self) -> Sequence[Check]:
        if self.is_broken:
            raise ZeroDivisionError
        return self.checks

    @property
    def at(self) -> Bind:
        return self.bound[0]


@asynccontextmanager
async def served(events: Events, bind: Bind = ANY) -> AsyncIterator[Site]:
    site = Site()
    events.subscribe(Event, site.told.append)
    metrics = Metrics()
    metrics.listen(events)
    app = make_app(site.read_checks, metrics, events)
    is_up = trio.Event()

    def started(bound: Bind) -> None:
        site.bound.append(bound)
        is_up.set()

    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(
                partial(serve_http, app, bind, events, started, site.shutdown)
            )
            await is_up.wait()
            yield site
            nursery.cancel_scope.cancel()


async def exchange(at: Bind, request: bytes) -> bytes:
    """One request on a connection of its own; everything that came back."""
    stream = await trio.open_tcp_stream(at.host, at.port)
    async with stream:
        await stream.send_all(request)
        answer = b""
        async for chunk in stream:
            answer += chunk
            assert len(answer) < MAX_ANSWER_BYTES
        return answer


async def get(at: Bind, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Status, head and body."""
    request = f"{method} {path} HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
    head, _, body = (await exchange(at, request.encode())).partition(b"\r\n\r\n")
    text = head.decode()
    return int(text.split()[1]), text.lower(), body


async def test_it_is_healthy_while_the_loop_turns(events: Events) -> None:
    async with served(events) as site:
        assert site.at.port > 0
        status, head, body = await get(site.at, "/healthz")
        assert (status, msgspec.json.decode(body, type=Health)) == (200, Health())
        assert "cache-control: no-store" in head
        assert "server:" not in head
        assert site.told == [HttpListening(str(site.at))]


async def test_readiness_names_the_checks_that_fail(events: Events) -> None:
    async with served(events) as site:
        site.checks = [Check("store", is_ok=True), Check("loop", is_ok=True)]
        status, _, body = await get(site.at, "/readyz")
        assert (status, msgspec.json.decode(body, type=Readiness).ready) == (200, True)

        site.checks = [site.checks[0], Check("loop", is_ok=False, detail="late")]
        status, _, body = await get(site.at, "/readyz")
        answer = msgspec.json.decode(body, type=Readiness)
        assert (status, answer.ready, answer.failed) == (503, False, ("loop",))
        assert answer.checks == tuple(site.checks)


async def test_figures_are_printed_for_prometheus(events: Events) -> None:
    async with served(events) as site:
        status, head, body = await get(site.at, "/metrics")
        assert status == 200
        assert "content-type: text/plain; version=0.0.4" in head
        assert b'triodesk_events_total{event="http_listening"} 1.0' in body


async def test_a_handler_that_raises_is_a_500_and_an_event(events: Events) -> None:
    async with served(events) as site:
        site.is_broken = True
        status, _, body = await get(site.at, "/readyz")
        assert msgspec.json.decode(body, type=Problem).status == status == 500
        assert b"ZeroDivision" not in body
        assert site.told[1:] == [HttpFailed("GET", "/readyz", "ZeroDivisionError")]
        site.is_broken = False
        assert (await get(site.at, "/readyz"))[0] == 200


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [("GET", "/nowhere", 404), ("POST", "/healthz", 405), ("GET", "/../x", 404)],
)
async def test_what_does_not_exist_is_refused_without_an_event(
    events: Events, method: str, path: str, expected: int
) -> None:
    async with served(events) as site:
        status, _, body = await get(site.at, path, method)
        assert msgspec.json.decode(body, type=Problem).status == status == expected
        assert len(site.told) == 1


async def test_no_websocket_is_ever_opened_here(events: Events) -> None:
    handshake = (
        "GET {path} HTTP/1.1\r\nHost: t\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
    )
    async with served(events) as site:
        for path in ("/", "/v1", "/healthz"):
            answer = await exchange(site.at, handshake.format(path=path).encode())
            assert answer.split()[1] != b"101"
            assert b"permessage-deflate" not in answer.lower()
        assert (await get(site.at, "/healthz"))[0] == 200


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
    async with served(events) as site:
        stream = await trio.open_tcp_stream(site.at.host, site.at.port)
        async with stream:
            await stream.send_all(garbage)
            assert (await get(site.at, "/healthz"))[0] == 200


async def test_it_listens_on_ipv6(events: Events) -> None:
    async with served(events, Bind("::1", 0)) as site:
        assert site.at.host == "::1"
        assert (await get(site.at, "/healthz"))[0] == 200


async def test_an_address_in_use_is_a_clear_mistake(events: Events) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = Bind("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(UsageError, match=f"cannot listen on {bind}"):
            await serve_http(
                make_app(list, Metrics(), events),
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

    app = make_app(list, Metrics(), events)
    before = trio.lowlevel.current_statistics().tasks_living
    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(serve_http, app, ANY, events, started, site.shutdown)
            await is_up.wait()
            # An idle connection and one in the middle of a request are both open.
            idle = await trio.open_tcp_stream(site.at.host, site.at.port)
            half = await trio.open_tcp_stream(site.at.host, site.at.port)
            await half.send_all(b"GET /healthz HTTP/1.1\r\n")
            await get(site.at, "/healthz")
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
    async with served(events) as site:
        broken = b"GET http://[x HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
        await exchange(site.at, broken)
        assert [type(event) for event in site.told[1:]] == [HttpServerComplained]
        assert (await get(site.at, "/healthz"))[0] == 200
