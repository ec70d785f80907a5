"""A database file: its promises on the disk, its schema, its lock."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from actors.records_child import MIGRATIONS
from runtime.errors import UsageError
from runtime.file_lock import StoreInUse
from runtime.sql_database import SqlDatabase

NEWEST = max((MIGRATIONS / "versions").glob("v*.py")).name[1:5]
"""The revision that the files' names end with."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


def test_what_is_committed_is_on_disk_and_keys_are_kept(path: Path) -> None:
    database = SqlDatabase(path, MIGRATIONS)
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
        SqlDatabase(path, MIGRATIONS).close()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert rows == [(NEWEST,)]


def test_a_newer_schema_is_refused_and_left_as_it_is(path: Path) -> None:
    SqlDatabase(path, MIGRATIONS).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(UsageError, match=f"up to {NEWEST}, got 9999: a newer"):
        SqlDatabase(path, MIGRATIONS)
    with pytest.raises(UsageError):  # the lock was given back
        SqlDatabase(path, MIGRATIONS)


def test_a_step_that_fails_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    (steps / "versions").mkdir(parents=True)
    (steps / "env.py").write_text((MIGRATIONS / "env.py").read_text())
    step = "from alembic import op\nrevision = '{0}'\ndown_revision = {1}\n"
    good = "def upgrade():\n    op.execute('CREATE TABLE a (x)')\n"
    bad = "def upgrade():\n    op.execute('CREATE TABLE a (x)')\n"
    (steps / "versions" / "one.py").write_text(step.format("1", None) + good)
    (steps / "versions" / "two.py").write_text(step.format("2", "'1'") + bad)
    with pytest.raises(Exception, match="already exists"):
        SqlDatabase(path, steps)
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == []


def test_one_process_at_a_time(path: Path) -> None:
    database = SqlDatabase(path, MIGRATIONS)
    with pytest.raises(StoreInUse):
        SqlDatabase(path, MIGRATIONS, lock_seconds=0)
    database.close()
    SqlDatabase(path, MIGRATIONS, lock_seconds=0).close()
