"""The journal in an SQLite file: WAL, synchronous FULL, one process at a time.

Runs in the store's own process. What `commit` and `answer` return is on the disk:
a commit returns after its sync, and opening copies what an earlier process left in the
write-ahead log into the database and syncs it, because that may never have been synced
itself (the process was killed before, or the sync failed).

Checkpoints (log → database) run in idle moments; a log above `WAL_BOUND_PAGES` is
copied by the commit that crosses the bound.

Source: https://sqlite.org/wal.html, https://sqlite.org/pragma.html#pragma_synchronous
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from runtime.errors import StoreBroken, UsageError
from runtime.file_lock import LOCK_SECONDS, FileLock
from runtime.journal import Answer, Append, Outcome, Query, StoreFull
from runtime.journal_erasing import Forget
from runtime.journal_schema import bring_journal_up
from runtime.journal_sql import AppendWriter, Row
from runtime.journal_sql_reads import WRITING, AnswerReader

WAL_BOUND_PAGES = 16_384
"""Pages of 4 KiB in the log (64 MiB) past which a commit copies them. The copying takes
tens of ms and so must be rarer than one commit in a hundred."""

PAGE_BYTES = 4_096

FOREIGN_LOCK_MS = 5_000
"""Wait for another program that locks the database (a backup, a person's shell)."""

PAGE_CACHE_KIB = 65_536
"""Pages that SQLite keeps in memory; the heads of 100,000 busy sessions fit."""

SYNCHRONOUS_FULL = 2

T = TypeVar("T")

_REFUSING_WRITES = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
}
"""Before COMMIT these leave nothing behind: the batch was not stored, try again."""


_FAILED_SYNCS = {sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC}


class _Connection:
    """The `Database` of the journal on a connection of Python's own driver."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, statement: str) -> None:
        self._connection.execute(statement)

    def write(self, statement: str, rows: Sequence[Row]) -> int:
        if len(rows) == 1:
            return self._connection.execute(statement, rows[0]).rowcount
        return self._connection.executemany(statement, rows).rowcount

    def read(
        self, make: Callable[..., T], statement: str, parameters: Row = ()
    ) -> Iterator[T]:
        for row in self._connection.execute(statement, parameters):
            yield make(*row)


class SqliteJournal:
    """A `JournalBackend` on the file at `path`, which is created with its tables.

    Args:
        path: in an existing directory; a file with `.lock` added stands beside it.
        lock_seconds: wait for another store on the same file to end.

    Raises:
        StoreInUse: another process kept the file's lock for longer than the bound.
        UsageError: the file is of another version, or the file system cannot do WAL.
        StoreBroken: what an earlier process left in the log cannot be synced.
    """

    def __init__(self, path: Path, lock_seconds: float = LOCK_SECONDS) -> None:
        self._lock = FileLock(path.with_name(path.name + ".lock"), lock_seconds)
        self._connection = sqlite3.connect(
            path, isolation_level=None, timeout=FOREIGN_LOCK_MS / 1000
        )
        try:
            _prepare(self._connection)
        except BaseException:
            self.close()
            raise
        database = _Connection(self._connection)
        self._writer = AppendWriter(database)
        self._reader = AnswerReader(database)

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        """Decides the batch and returns when what was accepted is on the disk.

        Raises:
            StoreBroken: the sync failed, or the file is damaged; nothing may be said
                of this batch, nor anything read, before the store was opened anew.
        """
        try:
            if any(append.erasure is not None for append in batch):
                self._overwrite_what_is_deleted()
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = self._writer.decide(batch)
            self._sync()
        except sqlite3.Error as error:
            self._roll_back(error)
            self._writer.discard(batch)
            return [StoreFull(str(error))] * len(batch)
        self._writer.settle()
        return outcomes

    def answer(self, query: Query) -> Answer:
        """Answers from committed state; `StoreFull` if a query's write was refused.

        Raises:
            StoreBroken: as `commit`.
        """
        try:
            if not isinstance(query, WRITING):
                return self._reader.answer(query)
            if isinstance(query, Forget):
                self._overwrite_what_is_deleted()
                self._writer.forget(query.entities)
            self._connection.execute("BEGIN IMMEDIATE")
            answer = self._reader.answer(query)
            self._sync()
        except sqlite3.Error as error:
            self._roll_back(error)
            return StoreFull(str(error))
        return answer

    def checkpoint(self) -> None:
        """Copies the log into the database; called when nobody waits for a commit.

        A full disk or a reader may stop it half-way: the log then stays as it is.

        Raises:
            StoreBroken: a sync failed.
        """
        try:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error as error:
            if _primary(error) not in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY}:
                raise StoreBroken(f"checkpoint failed: {error}") from error

    def close(self) -> None:
        """Closes the file after a last checkpoint; the next store may open it."""
        self._connection.close()
        self._lock.close()

    def _overwrite_what_is_deleted(self) -> None:
        """From the first erasure on: else its words stand in free pages of the file."""
        self._connection.execute("PRAGMA secure_delete = ON")

    def _sync(self) -> None:
        """Commits. Only "disk full" here is certainly not committed.

        After any other failure the commit's frames may stand in the log without being
        on the disk; a fresh start copies and syncs them, or fails.
        """
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if _primary(error) == sqlite3.SQLITE_FULL:
                raise
            raise StoreBroken(f"the outcome of a commit is unknown: {error}") from error

    def _roll_back(self, error: sqlite3.Error) -> None:
        if _primary(error) not in _REFUSING_WRITES or _code(error) in _FAILED_SYNCS:
            raise StoreBroken(f"the store's file fails: {error}") from error
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _code(error: sqlite3.Error) -> int:
    """SQLite's extended result code; 0 for errors of the driver itself."""
    return getattr(error, "sqlite_errorcode", 0)


def _primary(error: sqlite3.Error) -> int:
    return _code(error) & 0xFF


def _prepare(connection: sqlite3.Connection) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    if mode != "wal" or synchronous != SYNCHRONOUS_FULL:
        raise UsageError(
            "expected journal_mode wal and synchronous 2 (FULL) from this file system, "
            f"got {mode} and {synchronous}"
        )
    connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_BOUND_PAGES}")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_BOUND_PAGES * PAGE_BYTES}")
    connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
    _sync_leftovers(connection)
    bring_journal_up(connection)


def _sync_leftovers(connection: sqlite3.Connection) -> None:
    try:
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    except sqlite3.Error as error:
        raise StoreBroken(f"the log could not be synced: {error}") from error
    if busy:
        raise StoreBroken("the log could not be synced: another program reads it")
