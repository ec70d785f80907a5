"""Dumps a PostgreSQL database with the server's own tools, and restores it.

`pg_dump` reads all of it in one transaction: journal and records are of one moment, and
nobody waits for it. The tools must be as new as the server.
Source: https://www.postgresql.org/docs/current/app-pgdump.html
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict

from runtime.errors import TriodeskError, UsageError
from runtime.journal_statements import LAST_COMMIT, LAST_POSITION
from runtime.postgres import Part, open_postgres
from runtime.sql_place import Server

DUMP_NAME: Final = "database.dump"
_VARIABLES: Final = {
    "user": "PGUSER",
    "password": "PGPASSWORD",  # pragma: allowlist secret
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
}
"""What of a URL the tools are told in their environment, where nobody else reads it."""
_TOLD_BYTES: Final = 2_000
"""The end of what a tool complains of."""

SKIPPED_IDS: Final = 1_000_000_000
"""More than were given between a backup and the day it is needed; of 2^63 there are."""
_SKIP_IDS: Final = """
SELECT setval(pg_get_serial_sequence('journal.outbox', 'id'),
    (SELECT COALESCE(MAX(id), 0) FROM journal.outbox) + nextval(
        pg_get_serial_sequence('journal.outbox', 'id')) + %s)"""

Newest = tuple[int, int | None]
"""Position of a journal's newest event, and its wall time in ms; None: no event."""


class DumpFailed(TriodeskError):
    """A tool of PostgreSQL says why."""


def dump(server: Server, target: Path) -> Newest:
    """Dumps journal and records into a file, and onto the disk; blocks.

    Returns:
        What the journal had when it began: the dump has that at least.

    Raises:
        UsageError: the server cannot be used, or `pg_dump` is not installed.
        DumpFailed: it did not do it.
    """
    newest = _newest(server)
    schemas = [f"--schema={part.value}" for part in Part]
    _run("pg_dump", server, "--format=custom", *schemas, f"--file={target}")
    target.chmod(0o600)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return newest


def check_empty(server: Server) -> None:
    """Whether a dump can be restored into a database.

    Raises:
        UsageError: the server cannot be used, the tool is not there, or the database
            has data of a triodesk.
    """
    _tool("pg_restore")
    names = ", ".join(f"'{part.value}'" for part in Part)
    query = f"SELECT nspname FROM pg_namespace WHERE nspname IN ({names})"  # noqa: S608
    with open_postgres(server.url, connect_seconds=0) as connection:
        found = connection.execute(query.encode()).fetchone()
    if found is not None:
        raise UsageError(
            f"expected a database without data of a triodesk, got one with the schema "
            f"{found[0]}: restore into a new one (createdb)"
        )


def restore_dump(server: Server, source: Path) -> None:
    """Restores a dump into a database that `check_empty` has let pass; all or nothing.

    Ids of effects go on behind those that may have been given since, see `restore`.

    Raises:
        UsageError: the server cannot be used any more.
        DumpFailed: the tool did not do it.
    """
    _run(
        "pg_restore",
        server,
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={_parts(server).get('dbname', '')}",
        str(source),
    )
    with open_postgres(server.url, connect_seconds=0) as connection:
        connection.execute(_SKIP_IDS, (SKIPPED_IDS,))


def _newest(server: Server) -> Newest:
    with open_postgres(server.url, connect_seconds=0) as connection:
        connection.execute(f"SET search_path TO {Part.JOURNAL.value}".encode())
        position = connection.execute(LAST_POSITION.encode()).fetchone()
        last = connection.execute(LAST_COMMIT.encode()).fetchone()
    assert position is not None, "an aggregate has a row"  # noqa: S101
    return position[0], None if last is None else last[0]


def _run(tool: str, server: Server, *arguments: str) -> None:
    known = _parts(server)
    told = {name: known[key] for key, name in _VARIABLES.items() if key in known}
    done = subprocess.run(  # noqa: S603 - the server's own tool, with our arguments
        [_tool(tool), "--no-password", *arguments],
        env={**os.environ, **told},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr[-_TOLD_BYTES:].decode(errors="replace").strip()
        raise DumpFailed(f"{tool} failed with {done.returncode}: {said}")


def _parts(server: Server) -> dict[str, str]:
    parts = conninfo_to_dict(server.url)
    return {key: str(value) for key, value in parts.items() if value is not None}


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise UsageError(
            f"expected {name} of PostgreSQL in the PATH: install its client "
            "programs, or back up the database by other means, and the data directory"
        )
    return found
