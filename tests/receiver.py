"""Somebody else's HTTP server on loopback, and one that is only played.

Both are asked by a `Poster` and answer as they were told to; whoever nobody told
anything answers 200.
"""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import h11
import trio

from runtime.outgoing import (
    Cause,
    HttpAnswer,
    HttpFailure,
    HttpOutcome,
    HttpPost,
    Take,
)


@dataclass(frozen=True)
class Reply:
    """How one request is answered; `is_silent`: never, `is_broken`: not to the end.

    `pieces`: it streams these one by one, and then it ends, or is silent, or breaks;
    `is_endless`: or comes with the last of them again and again.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()
    is_silent: bool = False
    is_broken: bool = False
    pieces: tuple[bytes, ...] = ()
    is_endless: bool = False

    def stream(self) -> Iterator[bytes]:
        """The pieces."""
        yield from self.pieces
        while self.is_endless:
            yield self.pieces[-1]


@dataclass(frozen=True)
class Received:
    target: str
    headers: dict[str, str]
    body: bytes


Answerer = Callable[[Received], Reply]


@dataclass
class Script:
    """What is answered, in order; then `otherwise`."""

    replies: deque[Reply] = field(default_factory=deque)
    received: list[Received] = field(default_factory=list)
    otherwise: Answerer = lambda _: Reply()

    def next(self, received: Received) -> Reply:
        self.received.append(received)
        return self.replies.popleft() if self.replies else self.otherwise(received)


class PlayedReceiver:
    """A `Poster` whose requests leave nobody's machine; waits on trio's clock.

    `hosts`: scripts by the host of the URL.
    """

    def __init__(self, **hosts: Script) -> None:
        self.hosts = hosts

    async def post(self, request: HttpPost) -> HttpOutcome:
        return await self._outcome(request, None)

    async def stream(self, request: HttpPost, take: Take) -> HttpOutcome:
        return await self._outcome(request, take)

    async def _outcome(self, request: HttpPost, take: Take | None) -> HttpOutcome:
        await trio.lowlevel.checkpoint()
        scheme, _, rest = request.url.partition("://")
        host, slash, path = rest.partition("/")
        if scheme != "https" or not host:
            return HttpFailure(Cause.BAD_URL, "expected https")
        script = self.hosts.get(host.partition(":")[0])
        if script is None:
            return HttpFailure(Cause.NO_SUCH_HOST, f"{host} stands for no address")
        headers = {name.lower(): value for name, value in request.headers}
        reply = script.next(Received(slash + path, headers, request.body))
        good = HttpAnswer(reply.status).is_good
        if take is not None and good:
            for piece in reply.stream() if reply.pieces else (reply.body,):
                await trio.lowlevel.checkpoint()
                if not take(piece):
                    return HttpAnswer(reply.status)
        if reply.is_silent:
            await trio.sleep(request.seconds)
            return HttpFailure(Cause.TOO_SLOW, "expected an answer")
        if reply.is_broken:
            return HttpFailure(Cause.BROKEN, "the connection ended")
        after = dict(reply.headers).get("Retry-After", "")
        body = b"" if take is not None and good else reply.body
        return HttpAnswer(reply.status, body, retry_after=after)


@asynccontextmanager
async def receiving(
    script: Script, tls: ssl.SSLContext | None = None
) -> AsyncGenerator[str]:
    """Serves a script on loopback; gives the URL of its root."""
    async with trio.open_nursery() as nursery:
        listeners = await trio.open_tcp_listeners(0, host="127.0.0.1")

        async def serve(stream: trio.abc.Stream) -> None:
            if tls is not None:
                stream = trio.SSLStream(
                    stream, tls, server_side=True, https_compatible=True
                )
            try:
                await _converse(stream, script)
            except (trio.BrokenResourceError, h11.RemoteProtocolError):
                pass
            finally:
                await trio.aclose_forcefully(stream)

        nursery.start_soon(trio.serve_listeners, serve, listeners)
        port = listeners[0].socket.getsockname()[1]
        yield f"{'https' if tls else 'http'}://127.0.0.1:{port}/"
        nursery.cancel_scope.cancel()


async def _converse(stream: trio.abc.Stream, script: Script) -> None:
    connection = h11.Connection(h11.SERVER)
    while True:
        received = await _next_request(stream, connection)
        if received is None:
            return
        reply = script.next(received)
        if reply.pieces:
            await _stream(stream, connection, reply)
        if reply.is_silent:
            await trio.sleep_forever()
        if reply.pieces:
            return
        length = len(reply.body) + reply.is_broken
        head = h11.Response(
            status_code=reply.status,
            headers=[("Content-Length", str(length)), *reply.headers],
        )
        await _send(stream, connection.send(head))
        await _send(stream, connection.send(h11.Data(data=reply.body)))
        if reply.is_broken:
            return
        await _send(stream, connection.send(h11.EndOfMessage()))
        if connection.our_state is not h11.DONE:
            return
        connection.start_next_cycle()


async def _stream(
    stream: trio.abc.Stream, connection: h11.Connection, reply: Reply
) -> None:
    head = h11.Response(
        status_code=reply.status,
        headers=[("Transfer-Encoding", "chunked"), ("Connection", "close")],
    )
    await _send(stream, connection.send(head))
    for piece in reply.stream():
        await _send(stream, connection.send(h11.Data(data=piece)))
    if not reply.is_silent and not reply.is_broken:
        await _send(stream, connection.send(h11.EndOfMessage()))


async def _send(stream: trio.abc.Stream, data: bytes | None) -> None:
    await stream.send_all(data or b"")


async def _next_request(
    stream: trio.abc.Stream, connection: h11.Connection
) -> Received | None:
    head: h11.Request | None = None
    body = b""
    while True:
        event = connection.next_event()
        match event:
            case h11.NEED_DATA:
                connection.receive_data(bytes(await stream.receive_some(65_536)))
            case h11.Request():
                head = event
            case h11.Data():
                body += bytes(event.data)
            case h11.EndOfMessage():
                assert head is not None
                headers = {key.decode(): value.decode() for key, value in head.headers}
                return Received(head.target.decode(), headers, body)
            case _:
                return None
