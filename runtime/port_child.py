"""The child's side of a port: one request, one answer, until the parent is gone.

The child ends when its parent closes the socket, however the parent ended. Signals that
reach a whole process group (Ctrl-C, a service manager's SIGTERM) are the parent's to
obey: it stops its actors first and this process last.
"""

from __future__ import annotations

import gc
import select
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from runtime.errors import TriodeskError
from runtime.port_frames import HEADER, MAX_FRAME_BYTES, Kind, frame

IDLE_SECONDS = 0.1
"""Without a request for so long, the handler is told that nobody waits."""


class Handler(Protocol):
    """What a port does."""

    def handle(self, request: bytes) -> bytes:
        """Does a request and returns its answer; may block."""
        ...

    def idle(self) -> None:
        """Called once in each pause between requests."""
        ...


def run_child(fd: int, opened: Callable[[], AbstractContextManager[Handler]]) -> int:
    """Serves the socket `fd` with what `opened` gives until the parent is gone.

    Expected failures, at opening and later, are told to the parent; whatever else is
    raised ends the process with its traceback.

    Returns:
        The process's exit status.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with socket.socket(fileno=fd) as parent:
        try:
            with opened() as handler:
                # Nothing here makes reference cycles, and a collection in the middle
                # of a batch of a thousand rows costs more than the batch.
                gc.disable()
                gc.freeze()  # what is there stays, also when all ends
                _serve(parent, handler)
        except TriodeskError as error:
            parent.sendall(frame(Kind.FAILED, str(error).encode()))
            return 1
        except ConnectionError:
            return 0
    return 0


def _serve(parent: socket.socket, handler: Handler) -> None:
    parent.sendall(frame(Kind.READY))
    while True:
        if not select.select((parent,), (), (), IDLE_SECONDS)[0]:
            handler.idle()
        request = _next_request(parent)
        if request is None:
            return
        parent.sendall(frame(Kind.ANSWER, handler.handle(request)))


def _next_request(parent: socket.socket) -> bytes | None:
    header = parent.recv(HEADER.size, socket.MSG_WAITALL)
    if len(header) < HEADER.size:
        return None
    length, _ = HEADER.unpack(header)
    if length > MAX_FRAME_BYTES:
        raise ValueError(
            f"expected a request of at most {MAX_FRAME_BYTES} bytes, got {length}"
        )
    request = parent.recv(length, socket.MSG_WAITALL)
    return request if len(request) == length else None
