"""The schema of the journal's database; one from before its steps is taken over."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from runtime.errors import UsageError
from runtime.schema import Steps, stamp

if TYPE_CHECKING:
    import psycopg

STEPS: Final = Steps(Path(__file__).with_name("migrations"))
_LAST_VERSION: Final = 2
"""Of the journals that had a number and no steps."""
_WHERE_IT_STOOD: Final = "0001"
"""The step that leads to the same tables."""


def bring_journal_up(connection: sqlite3.Connection | psycopg.Connection) -> None:
    """Gives the journal behind a connection, in no transaction, the newest schema.

    Raises:
        UsageError: its schema is newer than we know, or older than any step.
    """
    if isinstance(connection, sqlite3.Connection):
        version = _file_version(connection)
        without = "PRAGMA user_version = 0"
    else:
        version = _server_version(connection)
        without = "DROP TABLE journal_schema"
    if version not in {0, _LAST_VERSION}:
        raise UsageError(
            f"expected a journal of version {_LAST_VERSION}, got {version}"
        )
    if version:
        taken_over = f"BEGIN; {stamp(_WHERE_IT_STOOD)} {without}; COMMIT"
        if isinstance(connection, sqlite3.Connection):
            connection.executescript(taken_over)
        else:
            connection.execute(taken_over.encode())
    STEPS.bring_up(connection, "a journal")


def _file_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _server_version(connection: psycopg.Connection) -> int:
    """The number of a journal that has one, else 0."""
    had = connection.execute("SELECT to_regclass('journal_schema')").fetchone()
    if had is None or had[0] is None:
        return 0
    row = connection.execute("SELECT max(version) FROM journal_schema").fetchone()
    return 0 if row is None or row[0] is None else int(row[0])
