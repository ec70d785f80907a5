"""The operator's end of the socket: one question, one answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

import trio

from actors.knowledge.records import KnowledgeRefused
from actors.records.messages import LookUpRefused
from admin.operator.frames import (
    MAX_ANSWER_BYTES,
    Answer,
    FrameBuffer,
    Problem,
    Request,
    decode_answer,
    encode_request,
)
from admin.operator.socket_file import check_path
from runtime.errors import Unavailable, UsageError

A = TypeVar("A")

ANSWER_SECONDS: Final = 15.0
"""More than the service takes for an answer, however it ends."""
_READ_BYTES: Final = 64 * 1024


class NoService(Unavailable):
    """Nobody serves in that data directory, or not any more."""


class OperatorLine:
    """A connection to a running service; made by `connect`."""

    def __init__(self, stream: trio.SocketStream) -> None:
        self._stream = stream
        self._frames = FrameBuffer(MAX_ANSWER_BYTES)

    async def ask(self, request: Request, seconds: float = ANSWER_SECONDS) -> Answer:
        """Asks, and waits so long for the answer.

        Raises:
            NoService: it has ended.
            PeerError: its answer cannot be read: it is of another version.
            Unavailable: it does not answer.
        """
        with trio.move_on_after(seconds):
            with suppress(trio.BrokenResourceError):  # it may have said why
                await self._stream.send_all(encode_request(request))
            return await self._receive()
        raise Unavailable(f"the service does not answer within {seconds:g} s")

    async def told(self, request: Request, seconds: float = ANSWER_SECONDS) -> Answer:
        """The same, but of a problem that the service has with it.

        Raises:
            Unavailable: it has one; likewise.
        """
        answer = await self.ask(request, seconds)
        if isinstance(answer, Problem):
            raise Unavailable(f"not now: {answer.text}")
        return answer

    async def get(
        self, request: Request, kind: type[A], seconds: float = ANSWER_SECONDS
    ) -> A:
        """The same of a request that such a thing alone is the answer to.

        Raises:
            Unavailable: it is refused or answered otherwise; likewise.
        """
        answer = await self.told(request, seconds)
        if isinstance(answer, LookUpRefused | KnowledgeRefused):
            raise Unavailable(f"not now: {answer.text}")
        if not isinstance(answer, kind):
            raise unexpected()
        return answer

    async def _receive(self) -> Answer:
        while (payload := self._frames.next_payload()) is None:
            try:
                data = await self._stream.receive_some(_READ_BYTES)
            except trio.BrokenResourceError:
                data = b""
            if not data:
                raise NoService("the service has ended")
            self._frames.feed(data)
        return decode_answer(payload)


def unexpected() -> Unavailable:
    """Of an answer that is none to what was asked."""
    return Unavailable("not now: it answered something else")


@asynccontextmanager
async def connect(path: Path) -> AsyncGenerator[OperatorLine]:
    """A connection to the service whose socket this is.

    Raises:
        NoService: nobody answers there.
        UsageError: we may not ask, or the path cannot be one.
    """
    check_path(path)
    try:
        stream = await trio.open_unix_socket(path)
    except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError) as error:
        raise NoService(f"nobody answers at {path}") from error
    except OSError as error:
        raise UsageError(f"cannot use {path}: {error.strerror}") from error
    async with stream:
        yield OperatorLine(stream)
