"""Copies in small steps, with a rest as long as each: who is served comes first."""

from __future__ import annotations

import hashlib
import os
import select
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

STEP_BYTES: Final = 1024 * 1024
"""Some ms of a disk; a commit waits for no more than that."""
MAX_REST_SECONDS: Final = 0.5
"""After a step that a busy disk made long."""

Tell = Callable[[int], None]
"""Told how many bytes more are done."""


class Pace:
    """The steps of one copy.

    Args:
        tell: is told of each step.
        rests: False where nobody is served from that disk.
    """

    def __init__(self, tell: Tell, *, rests: bool = True) -> None:
        self._tell = tell
        self._rests = rests
        self._began = time.monotonic()

    def step(self, size: int) -> None:
        """A step of so many bytes is done; blocks for the rest."""
        self._tell(size)
        if self._rests:
            took = time.monotonic() - self._began
            select.select((), (), (), min(took, MAX_REST_SECONDS))
            self._began = time.monotonic()


def copy_file(source: Path, target: Path, pace: Pace) -> str:
    """Copies a file that nobody changes, onto the disk; returns its SHA-256.

    The copy is readable by its owner only.

    Raises:
        OSError: it cannot be read or written.
    """
    digest = hashlib.sha256()
    with source.open("rb") as reading:
        fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb", buffering=0) as writing:
            while data := reading.read(STEP_BYTES):
                digest.update(data)
                rest = memoryview(data)
                while rest:
                    rest = rest[writing.write(rest) :]
                pace.step(len(data))
            os.fsync(writing.fileno())
    return digest.hexdigest()


def digest_of(path: Path, pace: Pace) -> str:
    """SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as reading:
        while data := reading.read(STEP_BYTES):
            digest.update(data)
            pace.step(len(data))
    return digest.hexdigest()


def sync_directory(path: Path) -> None:
    """Has the names in a directory on the disk."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
