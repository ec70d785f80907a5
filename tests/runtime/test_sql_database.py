"""A database file: its promises on the disk, its schema, its lock."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from actors.records_schema import STEPS
from runtime.errors import UsageError
from runtime.file_lock import StoreInUse
from runtime.sql_database import SqlDatabase


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


def test_what_is_committed_is_on_disk_and_keys_are_kept(path: Path) -> None:
    database = SqlDatabase(path, STEPS)
    with database.engine.begin() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert path.stat().st_mode & 0o077 == 0


def test_the_schema_is_made_once_and_found_again(path: Path) -> None:
    for _ in range(2):
        SqlDatabase(path, STEPS).close()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert rows == [(STEPS.newest,)]


def test_a_newer_schema_is_refused_and_left_as_it_is(path: Path) -> None:
    SqlDatabase(path, STEPS).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(UsageError, match=f"up to {STEPS.newest}, got 9999: a newer"):
        SqlDatabase(path, STEPS)
    with pytest.raises(UsageError):  # the lock was given back
        SqlDatabase(path, STEPS)


def test_one_process_at_a_time(path: Path) -> None:
    database = SqlDatabase(path, STEPS)
    with pytest.raises(StoreInUse):
        SqlDatabase(path, STEPS, lock_seconds=0)
    database.close()
    SqlDatabase(path, STEPS, lock_seconds=0).close()
