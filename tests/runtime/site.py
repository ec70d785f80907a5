"""A served application on a real loopback socket, and requests to it as bytes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import trio
from quart import Blueprint

from runtime.config import Bind
from runtime.http_app import make_app
from runtime.http_server import serve_http
from runtime.observe import Event, Events

ANY = Bind("127.0.0.1", 0)
LID_SECONDS = 30
"""On what hangs; a whole test is under it, and machines are slow and busy."""
MAX_ANSWER_BYTES = 1 << 20


@dataclass
class Site:
    """A served application, and what it told."""

    told: list[Event] = field(default_factory=list)
    shutdown: trio.Event = field(default_factory=trio.Event)
    bound: list[Bind] = field(default_factory=list)

    @property
    def at(self) -> Bind:
        return self.bound[0]


@asynccontextmanager
async def served(
    blueprints: Sequence[Blueprint], events: Events, bind: Bind = ANY
) -> AsyncIterator[Site]:
    site = Site()
    events.subscribe(Event, site.told.append)
    app = make_app(blueprints, events)
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


async def ask(
    at: Bind,
    path: str,
    method: str = "GET",
    body: bytes = b"",
    headers: tuple[tuple[str, str], ...] = (),
) -> tuple[int, str, bytes]:
    """Status, head in lower case, and body."""
    lines = [f"{method} {path} HTTP/1.1", "Host: t", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    request = "\r\n".join([*lines, "", ""]).encode() + body
    head, _, answer = (await exchange(at, request)).partition(b"\r\n\r\n")
    text = head.decode()
    return int(text.split()[1]), text.lower(), answer


def unchunked(body: bytes) -> bytes:
    """A body of which the lengths of its parts stand between them (RFC 9112, 7.1)."""
    parts = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        parts.append(body[:length])
        body = body[length + 2 :]
    return b"".join(parts)
