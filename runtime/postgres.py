"""A connection to PostgreSQL on which what is committed lasts.

Blocking: for a port's child, never for the loop. Imports no trio.

One service alone works on a database: who has it holds advisory locks, which end with
the connection, however the process ended.

Source: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS,
https://www.postgresql.org/docs/current/runtime-config-wal.html
"""

from __future__ import annotations

import select
import time
from enum import Enum
from typing import Final

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from runtime.errors import UsageError
from runtime.file_lock import LOCK_SECONDS, POLL_SECONDS, StoreInUse

LEAST_VERSION: Final = 140_000
"""PostgreSQL 14: the oldest that is still maintained."""
CONNECT_SECONDS: Final = 15.0
"""A server that restarts is waited for; below the time that a port has to start."""
ATTEMPT_SECONDS: Final = 5
"""For one attempt; an address that swallows packets answers nothing."""
RETRY_SECONDS: Final = 0.25
SILENT_SECONDS: Final = 10
"""Without an acknowledgement of the network for so long the server is gone."""
_OPTIONS: Final[dict[str, str | int]] = {
    "application_name": "triodesk",
    "connect_timeout": ATTEMPT_SECONDS,
    "keepalives_idle": SILENT_SECONDS,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": SILENT_SECONDS * 1_000,
}


class Part(Enum):
    """What of a database one child works on: a schema of that name, and its lock."""

    JOURNAL = "journal"
    RECORDS = "records"


_LOCK_KEYS: Final = {
    Part.JOURNAL: 0x7472_696F_6A6F_7572,
    Part.RECORDS: 0x7472_696F_7265_636F,
}
"""Ours alone by being unusual."""


def open_postgres(
    url: str, connect_seconds: float = CONNECT_SECONDS
) -> psycopg.Connection:
    """Opens a connection that commits by itself.

    Args:
        url: as libpq takes it: `postgresql://user:password@host/database`.
        connect_seconds: wait for the server.

    Raises:
        UsageError: the URL is none; the server cannot be reached, is too old, takes no
            writes, or does not keep what it has committed.
    """
    connection = _connected(url, connect_seconds)
    try:
        _expect_durable(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_postgres(
    url: str, part: Part, lock_seconds: float = LOCK_SECONDS
) -> psycopg.Connection:
    """As `open_postgres`, in a part that nobody else has.

    Args:
        url: see above.
        part: what is to be worked on; its schema is made if missing.
        lock_seconds: wait for another holder to end.

    Raises:
        UsageError: see above.
        StoreInUse: another service works on the database.
    """
    connection = open_postgres(url)
    try:
        _lock(connection, part, lock_seconds)
        _enter(connection, part)
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(url: str, seconds: float) -> psycopg.Connection:
    try:
        whole = make_conninfo(url, **_OPTIONS)
    except psycopg.ProgrammingError:
        # Not its text, which quotes what it could not read, the password included.
        text = "expected a URL as in postgresql://user:password@host/database"
        raise UsageError(text) from None
    deadline = time.monotonic() + seconds
    while True:
        try:
            return psycopg.connect(whole, autocommit=True)
        except psycopg.OperationalError as error:
            if time.monotonic() >= deadline:
                raise UsageError(f"no PostgreSQL to be had: {error}") from error
        select.select((), (), (), RETRY_SECONDS)


def _expect_durable(connection: psycopg.Connection) -> None:
    version = connection.info.server_version
    if version < LEAST_VERSION:
        raise UsageError(f"expected PostgreSQL 14 or newer, got {version // 10_000}")
    if _shown(connection, "fsync") != "on":
        raise UsageError("expected a PostgreSQL with fsync = on, got off")
    if _shown(connection, "transaction_read_only") != "off":
        raise UsageError("expected a PostgreSQL that takes writes, got a read-only one")
    if _shown(connection, "synchronous_commit") == "off":
        # A setting of sessions: ours may be another than the server's usual one.
        connection.execute("SET synchronous_commit = on")


def _shown(connection: psycopg.Connection, name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    assert row is not None, "a setting has a value"  # noqa: S101
    return str(row[0])


def _lock(connection: psycopg.Connection, part: Part, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while connection.execute(_TRY_LOCK, (_LOCK_KEYS[part],)).fetchone() != (True,):
        if time.monotonic() >= deadline:
            database = connection.info.dbname
            raise StoreInUse(
                f"expected the database {database} to be free within {seconds:g} s: "
                "is another service running on it?"
            )
        select.select((), (), (), POLL_SECONDS)


_TRY_LOCK: Final = "SELECT pg_try_advisory_lock(%s)"


def _enter(connection: psycopg.Connection, part: Part) -> None:
    name = sql.Identifier(part.value)
    try:
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
    except psycopg.errors.InsufficientPrivilege as error:
        database, user = connection.info.dbname, connection.info.user
        raise UsageError(
            f"expected that {user} may make schemas in the database {database}: {error}"
        ) from error
    connection.execute(sql.SQL("SET search_path TO {}").format(name))
