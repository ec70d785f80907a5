"""A lock on a file that ends with its process, however the process ends.

Blocking: for start-up of a port's child, never for the loop.
"""

from __future__ import annotations

import fcntl
import os
import select
import time
from pathlib import Path

from runtime.errors import UsageError

LOCK_SECONDS = 10.0
"""Wait for the lock: the store of a killed service first sees the end of its parent,
then finishes its commit and its last checkpoint."""

POLL_SECONDS = 0.02
"""Between two attempts; `flock` itself knows no time limit."""


class StoreInUse(UsageError):
    """Another process holds the lock: a second service on the same data."""


class FileLock:
    """An exclusive `flock` on `path`, held from here to `close` or the process's end.

    Args:
        path: created if missing, never removed; contains the holder's process id.
        seconds: wait for another holder to leave.

    Raises:
        StoreInUse: the other holder did not leave in time.
    """

    def __init__(self, path: Path, seconds: float = LOCK_SECONDS) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._acquire(path, seconds)
        except BaseException:
            os.close(self._fd)
            raise

    def close(self) -> None:
        """Gives the lock back."""
        os.close(self._fd)

    def _acquire(self, path: Path, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self._try():
            if time.monotonic() >= deadline:
                holder = os.pread(self._fd, 20, 0).decode(errors="replace").strip()
                raise StoreInUse(
                    f"expected {path} to be free within {seconds:g} s, "
                    f"but process {holder or 'unknown'} holds it: "
                    "is another service running on the same data?"
                )
            select.select((), (), (), POLL_SECONDS)
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, f"{os.getpid()}\n".encode(), 0)

    def _try(self) -> bool:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
