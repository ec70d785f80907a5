"""Standard input and output as lines, when a program or a file is at the other end.

Their mode is left alone, since other processes share them: a read or write follows only
when the descriptor is ready, and is so small that it does not block then. What cannot
be waited for (a regular file, /dev/null) never blocks.
"""

from __future__ import annotations

import os
import select
from collections.abc import Awaitable, Callable
from typing import Final

import trio

from gateway.wire.terms import MAX_FRAME_BYTES

STANDARD_INPUT: Final = 0
STANDARD_OUTPUT: Final = 1
MAX_LINE_BYTES: Final = MAX_FRAME_BYTES
"""A longer line could not be sent anyway; the rest of it is dropped."""
_READ_BYTES: Final = 4_096


class LineReader:
    """Reads lines from a descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._rest = b""
        self._is_dropping = False
        self._has_ended = False

    async def read_line(self) -> str | None:
        """The next line without its end; None at the end of input."""
        while b"\n" not in self._rest:
            if self._has_ended:
                return self._take_last()
            await _wait(trio.lowlevel.wait_readable, self._descriptor)
            self._add(os.read(self._descriptor, _READ_BYTES))
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode(errors="replace").removesuffix("\r")

    def _add(self, data: bytes) -> None:
        self._has_ended = not data
        if self._is_dropping:
            _, end, data = data.partition(b"\n")
            self._is_dropping = not end
            data = end + data
        self._rest += data
        if b"\n" not in self._rest and len(self._rest) > MAX_LINE_BYTES:
            self._rest = self._rest[:MAX_LINE_BYTES]
            self._is_dropping = True

    def _take_last(self) -> str | None:
        line, self._rest = self._rest, b""
        return line.decode(errors="replace") if line else None


class TextWriter:
    """Writes text to a descriptor; what a cancelled write left over goes out next."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._data = bytearray()

    async def write(self, text: str) -> None:
        """Writes all of a text.

        Raises:
            OSError: nobody reads it, or the disk is full.
        """
        self._data += text.encode()
        while self._data:
            await _wait(trio.lowlevel.wait_writable, self._descriptor)
            # Of a pipe that is ready, this much is free (POSIX: PIPE_BUF).
            written = os.write(self._descriptor, self._data[: select.PIPE_BUF])
            del self._data[:written]


async def _wait(ready: Callable[[int], Awaitable[None]], descriptor: int) -> None:
    try:
        await ready(descriptor)
    except PermissionError:  # epoll does not watch files: they are always ready
        await trio.lowlevel.checkpoint()
