"""The images' process: a fork for each image, behind a port.

Started as `python -m gateway.attachments.images_child FD`. Imports no trio. The port
itself decodes nothing, so that no input ends it: each death would count against what
its supervisor forgives.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from PIL import Image

from gateway.attachments.image_cleaning import clean_image
from gateway.attachments.images import (
    BAD_IMAGE,
    CleanImage,
    ImageAnswer,
    ImageRequest,
    Unclean,
)
from gateway.attachments.portraits import draw_portrait
from runtime.port_child import Handler, run_child

MAX_MEMORY_BYTES: Final = 1 << 30
"""Address space of a fork: 50 million pixels, decoded, turned, and encoded."""
MAX_CPU_SECONDS: Final = 15
"""For one image: 49 million pixels took 2 to 8 s on a busy core of 2 (JPEG, PNG)."""
MAX_WALL_SECONDS: Final = 40.0
"""For one image beside other work; below what the port calls hanging."""
MAX_FILES: Final = 1_024
"""Open in the port; it has three."""
MAX_ANSWER_BYTES: Final = 32 * 1024
"""Half of what a pipe holds, so that a fork never waits for us."""
_ENCODER: Final = msgspec.msgpack.Encoder()
_REQUEST: Final[msgspec.msgpack.Decoder[ImageRequest]] = msgspec.msgpack.Decoder(
    ImageRequest
)
_ANSWER: Final[msgspec.msgpack.Decoder[ImageAnswer]] = msgspec.msgpack.Decoder(
    ImageAnswer
)
_DIED: Final = Unclean(BAD_IMAGE, "expected an image that can be decoded within bounds")


def do(request: ImageRequest) -> ImageAnswer:
    """What is asked, in this process.

    Raises:
        MemoryError: the image takes more than there is.
    """
    if isinstance(request, CleanImage):
        return clean_image(request)
    return draw_portrait(request)


class ImageForks:
    """Does each request in a fork.

    Args:
        do: what the fork does; another one in tests, to see it die.
    """

    def __init__(self, do: Callable[[ImageRequest], ImageAnswer] = do) -> None:
        self._do = do

    def handle(self, request: bytes) -> bytes:
        """Does one request."""
        return _ENCODER.encode(self._in_fork(_REQUEST.decode(request)))

    def idle(self) -> None:
        """Nothing is put off until somebody has time."""

    def _in_fork(self, request: ImageRequest) -> ImageAnswer:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            self._be_fork(request, writing)
        os.close(writing)
        try:
            answer = _read_all(reading)
        finally:
            os.close(reading)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        try:
            return _ANSWER.decode(answer)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Nothing, or what a decoder says that an image has taken over.
            return _DIED

    def _be_fork(self, request: ImageRequest, writing: int) -> None:
        """Never returns: what is above us on the stack is the port's."""
        try:
            writes = request.max_bytes if isinstance(request, CleanImage) else 0
            _bound(writes, writing)
            answer = _ENCODER.encode(self._do(request))
            os.write(writing, answer[:MAX_ANSWER_BYTES])
        finally:
            os._exit(1)


def _read_all(reading: int) -> bytes:
    """What a fork says until its end; nothing of one that is late or says too much."""
    said, end = b"", time.monotonic() + MAX_WALL_SECONDS
    while len(said) <= MAX_ANSWER_BYTES:
        left = max(0.0, end - time.monotonic())
        if not select.select((reading,), (), (), left)[0]:
            return b""
        piece = os.read(reading, MAX_ANSWER_BYTES)
        if not piece:
            return said
        said += piece
    return b""


def _bound(max_bytes: int, writing: int) -> None:
    # The port's socket, too: its parent sees the port's end, not the fork's.
    os.closerange(sys.stderr.fileno() + 1, writing)
    os.closerange(writing + 1, MAX_FILES)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stderr.fileno())
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        # Twice: what is a little too long is told so.
        (resource.RLIMIT_FSIZE, 2 * max_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def main(arguments: list[str]) -> int:
    """Serves until the parent is gone."""
    Image.init()

    @contextmanager
    def opened() -> Iterator[Handler]:
        yield ImageForks()

    return run_child(int(arguments[0]), opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
