"""One database behind SQLAlchemy, brought to its newest schema.

Blocking: for a port's child, never for the loop. Imports no trio.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, create_engine, event

if TYPE_CHECKING:
    import psycopg

from runtime.file_lock import LOCK_SECONDS, FileLock
from runtime.schema import Steps
from runtime.sql_place import Server, SqlPlace

BUSY_SECONDS: Final = 5.0
"""Wait for a lock in the file: only a tool of the operator's can hold one."""
CACHE_KIB: Final = 65_536
"""Pages that SQLite keeps in memory: the upper parts of large indexes fit."""


class SqlDatabase:
    """An open database: a file, or the records of a server's database.

    Its lock is held until `close`; so a second service on the same data is refused.

    Args:
        place: of the database; a file is made readable by its owner only if missing.
        steps: to its newest schema.
        lock_seconds: wait for another holder of the lock to end.

    Attributes:
        engine: one connection; a transaction in a file begins with `BEGIN IMMEDIATE`.

    Raises:
        StoreInUse: another process holds it.
        UsageError: its schema is newer than we know, or see `connect_postgres`.
    """

    def __init__(
        self, place: SqlPlace, steps: Steps, lock_seconds: float = LOCK_SECONDS
    ) -> None:
        self._lock: FileLock | None = None
        if isinstance(place, Path):
            lock = place.with_name(place.name + ".lock")
            self._lock = FileLock(lock, lock_seconds)
            place.touch(mode=0o600)
            self.engine = _file_engine(place)
        else:
            self.engine = _server_engine(place, lock_seconds)
        try:
            self._bring_up(place, steps)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes the database and gives the lock back."""
        self.engine.dispose()
        if self._lock is not None:
            self._lock.close()

    def _bring_up(self, place: SqlPlace, steps: Steps) -> None:
        opened = self.engine.raw_connection()
        try:
            connection = opened.driver_connection
            assert connection is not None, "it was opened just now"  # noqa: S101
            steps.bring_up(connection, str(place))
        finally:
            opened.close()


def _server_engine(server: Server, lock_seconds: float) -> Engine:
    """Whoever connects takes the lock; one that was lost is had anew with the next."""
    # With a file nobody needs the driver.
    from runtime.postgres import Part, connect_postgres  # noqa: PLC0415

    def connect() -> psycopg.Connection:
        connection = connect_postgres(server.url, Part.RECORDS, lock_seconds)
        connection.autocommit = False
        return connection

    return create_engine(
        "postgresql+psycopg://", creator=connect, pool_size=1, max_overflow=0
    )


def _file_engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", pool_size=1, max_overflow=0)

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own transaction would begin with the first change only.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            f"cache_size = -{CACHE_KIB}",
            "foreign_keys = ON",
            f"busy_timeout = {int(BUSY_SECONDS * 1_000)}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
