"""Copies an SQLite database that another process may be writing to.

One read transaction is held from begin to end, so the copy is of one moment; in WAL
mode it keeps no writer waiting. Meanwhile the write-ahead log cannot be folded in, and
grows by what is written while the copy takes.

A store that starts folds in what the one before left, and no reader may be in its way:
so the copy lets go as soon as another process takes the database's lock, and begins
again. Source: https://sqlite.org/backup.html, https://sqlite.org/wal.html
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from admin.upkeep.pace import STEP_BYTES, Pace
from runtime.errors import TriodeskError, Unavailable

MAX_ATTEMPTS: Final = 10
"""A database whose store starts more often meanwhile is not fit to be copied."""


class DatabaseDamaged(TriodeskError):
    """What was copied is no whole database."""


class _GaveWay(Exception):
    """A store is being started on the database."""


def copy_database(source: Path, target: Path, pace: Pace) -> None:
    """Copies a database into a file that is not there, and onto the disk.

    Raises:
        Unavailable: its store was started again and again.
        DatabaseDamaged: SQLite finds faults in it.
        sqlite3.Error: it cannot be read, or the copy cannot be written.
    """
    for _ in range(MAX_ATTEMPTS):
        try:
            _copy(source, target, pace)
        except _GaveWay:
            target.unlink()
            continue
        return
    raise Unavailable(f"the store of {source} does not stay up: look at the service")


def _copy(source: Path, target: Path, pace: Pace) -> None:
    holder = _holder(source)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(_connected(source, "ro")) as reading:
        (page_bytes,) = reading.execute("PRAGMA page_size").fetchone()
        reading.execute("BEGIN")
        reading.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        left: int | None = None

        def stepped(_: int, remaining: int, total: int) -> None:
            nonlocal left
            done = (total if left is None else left) - remaining
            left = remaining
            pace.step(done * page_bytes)
            if _holder(source) != holder:
                raise _GaveWay

        with closing(_connected(target, "rw")) as writing:
            # A copy that is broken off is thrown away, and one that is whole is synced.
            writing.execute("PRAGMA synchronous = OFF")
            pages = max(1, STEP_BYTES // page_bytes)
            reading.backup(writing, pages=pages, progress=stepped)
    _check(target)
    with target.open("rb") as copied:
        os.fsync(copied.fileno())


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None)


def _holder(source: Path) -> bytes:
    """Who took the database's lock last."""
    try:
        return source.with_name(source.name + ".lock").read_bytes()
    except FileNotFoundError:
        return b""


def _check(path: Path) -> None:
    with closing(_connected(path, "rw")) as connection:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise DatabaseDamaged(f"the copy {path.name} is damaged: {found}")
