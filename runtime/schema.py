"""Which schema a database has, and how it gets the newest: at once, or by steps.

The steps are Alembic's, in a directory: `env.py`, `versions/vNNNN_….py` with revision
NNNN each, and `newest.sql`, which holds what all of them make in a file. So a new file
is made at once, and one that is up to date is left alone: a start imports Alembic, a
third of a second, only when there are steps to take.

Everything is one transaction: a start that fails, or is killed, has changed nothing.
Blocking: for a port's child, never for the loop. Imports no trio.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from runtime.errors import UsageError

if TYPE_CHECKING:
    import psycopg

    Connection = sqlite3.Connection | psycopg.Connection

NEWEST_FILE: Final = "newest.sql"
_VERSION_TABLE: Final = """
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
"""As Alembic makes it."""
_FILE_HAS: Final = "SELECT max(name) FROM sqlite_master WHERE name = 'alembic_version'"
_FILE_IS_NEW: Final = "SELECT count(*) = 0 FROM sqlite_master"
_SERVER_HAS: Final = "SELECT to_regclass('alembic_version')"


class Steps:
    """The steps in a directory.

    Args:
        directory: see above.

    Attributes:
        revisions: what they lead to, oldest first, at least one.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        found = directory.joinpath("versions").glob("v[0-9]*.py")
        self.revisions = sorted(file.name[1:5] for file in found)

    @property
    def newest(self) -> str:
        """What a database should have."""
        return self.revisions[-1]

    def bring_up(self, connection: Connection, name: str) -> None:
        """Gives the database behind a connection, in no transaction, the newest schema.

        Args:
            connection: whose locks keep others away.
            name: of the database, for people.

        Raises:
            UsageError: its schema is newer than we know.
        """
        found = revision_of(connection)
        if found == self.newest:
            return
        if found is not None and found not in self.revisions:
            raise UsageError(
                f"expected {name} of a schema up to {self.newest}, "
                f"got {found}: a newer triodesk wrote it"
            )
        if isinstance(connection, sqlite3.Connection) and _is_new(connection):
            made = self.directory.joinpath(NEWEST_FILE).read_text()
            stamped = stamp(self.newest)
            connection.executescript(f"BEGIN IMMEDIATE; {made} {stamped} COMMIT;")
            return
        from runtime.schema_steps import take_steps  # noqa: PLC0415 - takes its time

        take_steps(connection, self.directory)


def revision_of(connection: Connection) -> str | None:
    """Whereto steps have led in a database, if any were taken."""
    if isinstance(connection, sqlite3.Connection):
        has = connection.execute(_FILE_HAS).fetchone()
        found = connection.execute(_REVISION).fetchone() if has[0] else None
    else:
        there = connection.execute(_SERVER_HAS).fetchone()
        is_there = there is not None and there[0] is not None
        found = connection.execute(_REVISION).fetchone() if is_there else None
    return None if found is None else str(found[0])


_REVISION: Final = "SELECT version_num FROM alembic_version"


def stamp(revision: str) -> str:
    """Statements that note where a database stands that had no revision yet."""
    noted = f"INSERT INTO alembic_version VALUES ('{revision}')"  # noqa: S608 - ours
    return f"{_VERSION_TABLE}; {noted};"


def _is_new(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute(_FILE_IS_NEW).fetchone()[0])
