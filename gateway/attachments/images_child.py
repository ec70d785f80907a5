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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from PIL import Image

from gateway.attachments.image_cleaning import clean_image
from gateway.attachments.images import BAD_IMAGE, CleanImage, Cleaning, Unclean
from runtime.port_child import Handler, run_child

MAX_MEMORY_BYTES: Final = 1 << 30
"""Address space of a fork: 50 million pixels, decoded, turned, and encoded."""
MAX_CPU_SECONDS: Final = 15
"""For one image: 49 million pixels took 2 to 8 s on a busy core of 2 (JPEG, PNG)."""
MAX_WALL_SECONDS: Final = 40.0
"""For one image beside other work; below what the port calls hanging."""
MAX_FILES: Final = 1_024
"""Open in the port; it has three."""
MAX_ANSWER_BYTES: Final = 4_096
"""Less than a pipe holds, so that a fork never waits for us."""
_ENCODER: Final = msgspec.msgpack.Encoder()
_REQUEST: Final = msgspec.msgpack.Decoder(CleanImage)
_ANSWER: Final[msgspec.msgpack.Decoder[Cleaning]] = msgspec.msgpack.Decoder(Cleaning)
_DIED: Final = Unclean(BAD_IMAGE, "expected an image that can be decoded within bounds")


class ImageForks:
    """Does each request in a fork.

    Args:
        clean: what the fork does; another one in tests, to see it die.
    """

    def __init__(self, clean: Callable[[CleanImage], Cleaning] = clean_image) -> None:
        self._clean = clean

    def handle(self, request: bytes) -> bytes:
        """Cleans one image."""
        return _ENCODER.encode(self._in_fork(_REQUEST.decode(request)))

    def idle(self) -> None:
        """Nothing is put off until somebody has time."""

    def _in_fork(self, request: CleanImage) -> Cleaning:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            self._be_fork(request, writing)
        os.close(writing)
        try:
            select.select((reading,), (), (), MAX_WALL_SECONDS)
            os.set_blocking(reading, False)
            answer = os.read(reading, MAX_ANSWER_BYTES)
        except BlockingIOError:
            answer = b""
        finally:
            os.close(reading)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        try:
            return _ANSWER.decode(answer)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Nothing, or what a decoder says that an image has taken over.
            return _DIED

    def _be_fork(self, request: CleanImage, writing: int) -> None:
        """Never returns: what is above us on the stack is the port's."""
        try:
            _bound(request.max_bytes, writing)
            answer = _ENCODER.encode(self._clean(request))
            os.write(writing, answer[:MAX_ANSWER_BYTES])
        finally:
            os._exit(1)


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
