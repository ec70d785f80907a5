"""The operator's socket in the data directory: only its owner may connect.

It is bound in its own mode, never in a wider one first. A socket whose owner is dead is
replaced; one that somebody answers on, and anything that is no socket, is left alone.
Source: unix(7) (length of addresses), connect(2).
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from runtime.errors import UsageError

MAX_PATH_BYTES: Final = 107
"""The kernel keeps 108 bytes of a socket's address, the last one is 0."""
BACKLOG: Final = 16
"""Connections the kernel holds for us: operators are few."""
_OWNER_ONLY: Final = 0o600


def check_path(path: Path) -> None:
    """Tells before a start what would fail in it.

    Raises:
        UsageError: the path is too long, or taken by something that is no socket.
    """
    length = len(os.fsencode(path))
    if length > MAX_PATH_BYTES:
        raise UsageError(
            f"expected a socket's path of at most {MAX_PATH_BYTES} bytes, got {length} "
            f"({path}): set TRIODESK_DATA to a directory with a shorter path"
        )
    with suppress(FileNotFoundError, NotADirectoryError):
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise UsageError(f"expected a socket or nothing at {path}: remove it")


@contextmanager
def listening(path: Path) -> Iterator[socket.socket]:
    """A listening socket at the path, which is removed again at the end.

    Raises:
        UsageError: the path cannot be used, or another process answers there.
    """
    check_path(path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        # Linux takes the mode of the file that `bind` makes from the socket itself.
        os.fchmod(listener.fileno(), _OWNER_ONLY)
        try:
            _remove_if_dead(path)
            listener.bind(os.fspath(path))
            listener.listen(BACKLOG)
            made = path.lstat().st_ino
        except OSError as error:
            raise UsageError(f"cannot listen at {path}: {error.strerror}") from error
        try:
            yield listener
        finally:
            with suppress(FileNotFoundError):
                if path.lstat().st_ino == made:
                    path.unlink()


def _remove_if_dead(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(0)
        try:
            probe.connect(os.fspath(path))
        except FileNotFoundError:
            return
        except ConnectionRefusedError:
            path.unlink()
            return
        except BlockingIOError:
            pass  # its backlog is full: somebody listens
    raise UsageError(f"another process answers at {path}: stop it first")
