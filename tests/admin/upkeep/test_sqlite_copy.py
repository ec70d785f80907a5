"""A database is copied as of one moment, whoever writes to it meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from admin.upkeep.pace import Pace
from admin.upkeep.sqlite_copy import MAX_ATTEMPTS, DatabaseDamaged, copy_database
from runtime.errors import Unavailable

ROWS = 4_000
"""About 4 MB: several steps of a copy."""
ADD = "INSERT INTO row (id, text) VALUES (?, ?)"
TEXT = "x" * 1_000


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "live.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)")
        connection.execute("BEGIN")
        connection.executemany(ADD, ((each, TEXT) for each in range(ROWS)))
        connection.execute("COMMIT")
        yield connection


def copied(tmp_path: Path, at_step: Callable[[], object]) -> int:
    """Rows of a copy in whose every step something happens."""

    def stepped(_: int) -> None:
        at_step()

    pace = Pace(stepped, rests=False)
    target = tmp_path / "copy.db"
    copy_database(tmp_path / "live.db", target, pace)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = connection.execute("SELECT COUNT(*) FROM row").fetchone()
    return int(count)


def test_what_is_committed_meanwhile_is_not_in_it_and_waits_for_nobody(
    tmp_path: Path, writer: sqlite3.Connection
) -> None:
    numbers = iter(range(ROWS, ROWS + 1_000))
    steps: list[int] = []

    def write() -> None:
        number = next(numbers)
        writer.execute(ADD, (number, TEXT))
        steps.append(number)

    assert copied(tmp_path, write) == ROWS
    assert len(steps) > 3


def test_it_tells_how_many_bytes_are_done(
    tmp_path: Path, writer: sqlite3.Connection
) -> None:
    del writer
    told: list[int] = []
    target = tmp_path / "copy.db"
    copy_database(tmp_path / "live.db", target, Pace(told.append, rests=False))
    assert sum(told) == target.stat().st_size


def test_it_lets_go_for_a_store_that_starts_and_begins_again(
    tmp_path: Path, writer: sqlite3.Connection
) -> None:
    """Otherwise the new store could not fold in the log of the one before."""
    lives = iter(range(3))

    def start_store() -> None:
        if (life := next(lives, None)) is None:
            return
        (tmp_path / "live.db.lock").write_text(f"{life}\n")
        writer.execute(ADD, (ROWS + life, TEXT))

    assert copied(tmp_path, start_store) == ROWS + 3
    writer.execute("PRAGMA busy_timeout = 0")
    (busy, *_) = writer.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    assert not busy


def test_a_store_that_does_not_stay_up_ends_it(
    tmp_path: Path, writer: sqlite3.Connection
) -> None:
    del writer
    lives: list[int] = []

    def start_store() -> None:
        lives.append(len(lives))
        (tmp_path / "live.db.lock").write_text(f"{len(lives)}\n")

    with pytest.raises(Unavailable, match="does not stay up"):
        copied(tmp_path, start_store)
    assert len(lives) == MAX_ATTEMPTS
    assert not (tmp_path / "copy.db").exists()


def test_a_damaged_database_is_no_backup(
    tmp_path: Path, writer: sqlite3.Connection
) -> None:
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (tmp_path / "live.db").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\xff" * 100_000)
    with pytest.raises((DatabaseDamaged, sqlite3.DatabaseError)):
        copied(tmp_path, lambda: None)
