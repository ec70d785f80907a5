"""One hostile connection: what it sends, and what it hears until it is ended."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import msgspec
import trio

END_SECONDS: Final = 30.0
"""For the server to end a connection that says no more; it takes milliseconds."""
READ_BYTES: Final = 65_536
STALL_SECONDS: Final = 8.0
"""Longer than the server waits for a write that does not get on."""
STALL_END_SECONDS: Final = 15.0
"""Then it must have ended who reads nothing: sooner than for want of a heartbeat."""
TAP_BYTES: Final = 4_096
"""The receive buffer of one who does not read."""
MAX_KEPT_BYTES: Final = 1_000_000
"""Of what was heard; the rest is read and dropped."""
_ENDED: Final = (OSError, trio.BrokenResourceError)
"""The server has reset the connection: that is an end, too."""


class Heard(msgspec.Struct):
    """What came back.

    Attributes:
        data: the first of it.
        parts: how often something came.
        is_hung: the server did not end the connection.
    """

    data: bytearray = msgspec.field(default_factory=bytearray)
    parts: int = 0
    is_hung: bool = False


async def attack(port: int, data: bytes, quiet_seconds: float = 0.0) -> Heard:
    """Sends the bytes, says no more, and listens until the server ends it.

    Args:
        port: of the service, on this machine.
        data: everything that is sent.
        quiet_seconds: nothing must have come for so long before no more is said: the
            server does not answer who has left.
    """
    heard = Heard()
    with trio.move_on_after(END_SECONDS) as scope, suppress(*_ENDED):
        async with (
            await trio.open_tcp_stream("127.0.0.1", port) as stream,
            trio.open_nursery() as nursery,
        ):
            nursery.start_soon(_listen, stream, heard)
            with suppress(*_ENDED):
                await stream.send_all(data)
                await _quiet(heard, quiet_seconds)
                await stream.send_eof()
    heard.is_hung = scope.cancelled_caught
    return heard


async def _listen(stream: trio.SocketStream, heard: Heard) -> None:
    with suppress(*_ENDED):
        while some := await stream.receive_some(READ_BYTES):
            heard.parts += 1
            if len(heard.data) < MAX_KEPT_BYTES:
                heard.data += some


async def _quiet(heard: Heard, seconds: float) -> None:
    parts = -1
    while parts != heard.parts:
        parts = heard.parts
        await trio.sleep(seconds)


async def stall(port: int, data: bytes) -> Heard:
    """Asks for more than it has room for, and reads nothing until it must be over."""
    heard = Heard()
    tap = trio.socket.socket()
    tap.setsockopt(trio.socket.SOL_SOCKET, trio.socket.SO_RCVBUF, TAP_BYTES)
    with suppress(*_ENDED):
        await tap.connect(("127.0.0.1", port))
        async with trio.SocketStream(tap) as stream:
            await stream.send_all(data)
            await trio.sleep(STALL_SECONDS)
            with trio.move_on_after(STALL_END_SECONDS) as scope:
                await _listen(stream, heard)
            heard.is_hung = scope.cancelled_caught
    return heard


async def dribble(port: int, data: bytes, pause: float) -> bool:
    """Sends a byte at a time; True when the server cut it before the last."""
    with suppress(*_ENDED):
        async with await trio.open_tcp_stream("127.0.0.1", port) as stream:
            for at in range(len(data)):
                await stream.send_all(data[at : at + 1])
                with trio.move_on_after(pause):
                    return not await stream.receive_some(READ_BYTES)
            return False
    return True
