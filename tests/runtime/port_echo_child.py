"""A port's child for tests: echoes, and fails in every way it is told to."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from runtime.errors import UsageError
from runtime.port_child import Handler, run_child


class Echo:
    def __init__(self) -> None:
        self._pauses = 0

    def handle(self, request: bytes) -> bytes:
        match request:
            case b"die":
                os._exit(7)
            case b"fail":
                raise UsageError("expected something else")
            case b"hang":
                while True:
                    signal.pause()
            case b"pauses":
                return str(self._pauses).encode()
            case _:
                return request

    def idle(self) -> None:
        self._pauses += 1


@contextmanager
def opened() -> Iterator[Handler]:
    yield Echo()


if __name__ == "__main__":
    sys.exit(run_child(int(sys.argv[1]), opened))
