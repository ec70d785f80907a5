"""A real listener on a free loopback port, and a raw client to hurt it with."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import trio

from gateway.door import Door
from gateway.listener import (
    Gateway,
    HandleConnection,
    ListenerStatistics,
    serve_gateway,
)
from gateway.transport import Transport
from gateway.wire.terms import SUBPROTOCOL
from runtime.config import Bind


class Server:
    """A running listener."""

    def __init__(self, bind: Bind, gateway: Gateway, stop: trio.Event) -> None:
        self.bind = bind
        self.url = f"ws://{bind.host}:{bind.port}/v1"
        self.statistics = gateway.statistics
        self.refused = gateway.door.rations.refused
        self.stop = stop


async def echo(transport: Transport) -> None:
    while (data := await transport.receive()) is not None:
        await transport.send(data)


@asynccontextmanager
async def serving(
    handle: HandleConnection = echo,
    *,
    failures: list[BaseException] | None = None,
    max_connections: int = 100,
    door: Door | None = None,
) -> AsyncGenerator[Server]:
    gateway = Gateway(
        handle=handle,
        report=(failures if failures is not None else []).append,
        statistics=ListenerStatistics(),
        max_connections=max_connections,
        door=door or Door(),
    )
    stop = trio.Event()
    with trio.fail_after(30):  # a lid: nothing here waits for so long
        async with trio.open_nursery() as nursery:

            async def serve(task_status: trio.TaskStatus[Bind]) -> None:
                await serve_gateway(
                    Bind("127.0.0.1", 0),
                    gateway,
                    stop_accepting=stop,
                    task_status=task_status,
                )

            bind: Bind = await nursery.start(serve)
            yield Server(bind, gateway, stop)
            nursery.cancel_scope.cancel()


UPGRADE = (
    b"GET /v1 HTTP/1.1",
    b"Host: localhost",
    b"Upgrade: websocket",
    b"Connection: Upgrade",
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    b"Sec-WebSocket-Version: 13",
)
OFFER = b"Sec-WebSocket-Protocol: "
HANDSHAKE = (*UPGRADE, OFFER + SUBPROTOCOL.encode())


def handshake(lines: Sequence[bytes] = HANDSHAKE) -> bytes:
    return b"\r\n".join(lines) + b"\r\n\r\n"


async def raw(server: Server) -> trio.SocketStream:
    return await trio.open_tcp_stream(server.bind.host, server.bind.port)


async def raw_websocket(
    server: Server, offered: str = SUBPROTOCOL
) -> trio.SocketStream:
    """A TCP stream after a good handshake."""
    stream = await raw(server)
    await stream.send_all(handshake((*UPGRADE, OFFER + offered.encode())))
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += await stream.receive_some(1)  # what follows is the test's
    assert answer.startswith(b"HTTP/1.1 101")
    return stream


def masked(opcode: int, payload: bytes, *, is_last: bool = True) -> bytes:
    """One small frame of a client."""
    mask = os.urandom(4)
    body = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
    head = bytes(((0x80 if is_last else 0) | opcode, 0x80 | len(payload)))
    return head + mask + body


async def read_to_end(stream: trio.SocketStream) -> bytes:
    received = b""
    try:
        while chunk := await stream.receive_some():
            received += chunk
    except trio.BrokenResourceError:
        pass  # a reset is an end, too
    return received
