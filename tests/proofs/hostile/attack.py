"""One hostile connection: what it sends, and what it hears until it is ended."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Final, NamedTuple

import trio

from tests.proofs.hostile.hearing import Hearing

DEAF_SECONDS: Final = 0.5
"""For the answer to the last frame: a server that waits for the rest of one before it
gives none."""
END_SECONDS: Final = 30.0
"""For the server to end a connection that says no more; it takes milliseconds."""
READ_BYTES: Final = 65_536
LOOK_SECONDS: Final = 0.5
"""Between two looks at a connection that nobody reads."""
STALL_END_SECONDS: Final = 60.0
"""By then it must have been reset: the server waits 5 s for a write that does not get
on, and 35 s for a sign of life; a thousand at once take it some seconds to serve."""
TAP_BYTES: Final = 4_096
"""The receive buffer of one who does not read."""
_ENDED: Final = (OSError, trio.BrokenResourceError, trio.ClosedResourceError)
"""The server has reset the connection: that is an end, too."""


class Input(NamedTuple):
    """What one connection sends.

    Attributes:
        handshake: the first bytes.
        frames: what follows once the handshake was accepted: a server drops what
            comes earlier (RFC 6455 section 4.1 has clients wait).
        last: the answer to the last of them: the server does not answer who has left,
            so no more is said only then.
        quiet_seconds: nothing must have come for so long after it: who is asked for
            more takes longer to answer.
    """

    handshake: bytes
    frames: bytes = b""
    last: bytes = b""
    quiet_seconds: float = 0.0


class Heard:
    """One connection's hearing, and how it ended.

    Attributes:
        hearing: what was heard.
        has_ended: the server says no more.
        is_hung: the server did not end the connection.
    """

    def __init__(self) -> None:
        self.hearing = Hearing()
        self.has_ended = False
        self.is_hung = False
        self.news = trio.Event()

    async def listen(self, stream: trio.SocketStream) -> None:
        """Until the server ends it."""
        with suppress(*_ENDED):
            while data := await stream.receive_some(READ_BYTES):
                self.hearing.take(data)
                self._tell()
        self.has_ended = True
        self._tell()

    async def upgraded(self) -> bool:
        """Waits for the answer to the handshake; False: it was refused."""
        while not (self.hearing.is_upgraded or self.has_ended):
            await self.news.wait()
        return self.hearing.is_upgraded

    async def served(self, last: bytes, quiet_seconds: float) -> None:
        """Waits for the answer to the last frame, and for what comes after it.

        Not for what the server does not answer; and no longer once it has closed.

        Args:
            last: the answer to the last frame.
            quiet_seconds: nothing must have come for so long after that.
        """
        with trio.move_on_after(DEAF_SECONDS):
            while not (self._is_over or self.hearing.heard(last)):
                await self.news.wait()
        parts = -1 if quiet_seconds else self.hearing.parts
        while not self._is_over and parts != self.hearing.parts:
            parts = self.hearing.parts
            await trio.sleep(quiet_seconds)

    @property
    def _is_over(self) -> bool:
        return bool(self.hearing.close_code or self.has_ended)

    def _tell(self) -> None:
        self.news.set()
        self.news = trio.Event()


async def attack(port: int, given: Input) -> Heard:
    """Sends it, says no more, and listens until the server ends it.

    Args:
        port: of the service, on this machine.
        given: what is sent.
    """
    heard = Heard()
    with trio.move_on_after(END_SECONDS) as scope, suppress(*_ENDED):
        async with (
            await _connected(port) as stream,
            trio.open_nursery() as nursery,
        ):
            nursery.start_soon(heard.listen, stream)
            with suppress(*_ENDED):
                await stream.send_all(given.handshake)
                if given.frames and await heard.upgraded():
                    await stream.send_all(given.frames)
                    await heard.served(given.last, given.quiet_seconds)
                await stream.send_eof()
    heard.is_hung = scope.cancelled_caught
    return heard


async def _connected(port: int) -> trio.SocketStream:
    """As `trio.open_tcp_stream`, which costs more: it would try several addresses."""
    tap = trio.socket.socket()
    try:
        await tap.connect(("127.0.0.1", port))
    except BaseException:
        tap.close()
        raise
    return trio.SocketStream(tap)


async def stall(port: int, given: Input) -> bool:
    """Asks for more than it has room for, and reads nothing.

    Returns True when the server reset the connection in its time.
    """
    tap = trio.socket.socket()
    tap.setsockopt(trio.socket.SOL_SOCKET, trio.socket.SO_RCVBUF, TAP_BYTES)
    with suppress(*_ENDED):
        await tap.connect(("127.0.0.1", port))
        async with trio.SocketStream(tap) as stream:
            heard = Heard()
            await stream.send_all(given.handshake)
            # Nothing follows the answer to the handshake until HELLO has been said.
            while not heard.hearing.is_upgraded:
                if not (data := await stream.receive_some(TAP_BYTES)):
                    return False
                heard.hearing.take(data)
            await stream.send_all(given.frames)
            with trio.move_on_after(STALL_END_SECONDS) as scope:
                await _reset(tap)
            return not scope.cancelled_caught
    return False


async def _reset(tap: trio.socket.SocketType) -> None:
    """Waits for the other side's reset, which shows without reading."""
    while not tap.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):  # noqa: ASYNC110
        await trio.sleep(LOOK_SECONDS)


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
