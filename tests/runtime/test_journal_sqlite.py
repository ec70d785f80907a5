"""The journal in SQLite keeps the contract, reopens, and fails in the right way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from runtime import journal_sqlite
from runtime.errors import StoreBroken, UsageError
from runtime.file_lock import FileLock, StoreInUse
from runtime.journal import Append, Claim, Committed, Stale, StoreFull
from runtime.journal_sql import AppendWriter, HeadCache
from runtime.journal_sqlite import SqliteJournal
from tests.contracts.journal_contract import BackendContract
from tests.contracts.journal_erasing import ERASED, FULL, SECRET
from tests.contracts.journal_steps import (
    claiming,
    commit,
    holders,
    plain,
    read,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def backend(path: Path) -> Iterator[SqliteJournal]:
    journal = SqliteJournal(path)
    yield journal
    journal.close()


class TestSqliteJournal(BackendContract):
    pass


@pytest.mark.covers("S7")
def test_everything_is_there_after_a_restart(path: Path) -> None:
    first = SqliteJournal(path)
    commit(first, plain("s/1", 0, b"a"), claiming("s/2", 0, Claim("r")))
    first.close()
    second = SqliteJournal(path)
    assert read(second, "s/1").events[0].body == b"a"
    assert holders(second, "r") == {0: "s/2"}
    assert commit(second, plain("s/1", 1), plain("s/1", 1)) == [
        Committed(2, 3),
        Stale(2),
    ]
    second.close()


@pytest.mark.covers("P1")
def test_a_second_store_on_the_same_file_is_refused(
    backend: SqliteJournal, path: Path
) -> None:
    with pytest.raises(StoreInUse, match="another service"):
        FileLock(path.with_name(path.name + ".lock"), seconds=0.05)
    assert commit(backend, plain("s/1")) == [Committed(1, 1)]


def test_a_store_that_is_newer_is_refused_and_its_lock_given_back(path: Path) -> None:
    SqliteJournal(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(UsageError, match="got 9999"):
        SqliteJournal(path)
    FileLock(path.with_name(path.name + ".lock"), seconds=0).close()


def test_synchronous_is_full_and_the_log_is_wal(
    backend: SqliteJournal, path: Path
) -> None:
    pragmas = ("synchronous", "journal_mode")
    found = [
        backend._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas
    ]
    assert found == [2, "wal"]


def test_another_program_that_writes_is_fenced_by_the_number(
    backend: SqliteJournal, path: Path
) -> None:
    commit(backend, plain("s/1"), plain("s/2"))
    with sqlite3.connect(path) as foreign:
        foreign.execute("UPDATE heads SET seq = 5 WHERE name = 's/1'")
    foreign.close()
    assert commit(backend, plain("s/1", 1), plain("s/2", 1)) == [
        Stale(5),
        Committed(2, 3),
    ]


def test_another_program_that_locks_is_a_temporary_refusal(
    backend: SqliteJournal, path: Path
) -> None:
    backend._connection.execute("PRAGMA busy_timeout = 1")
    foreign = sqlite3.connect(path, isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    outcomes = commit(backend, plain("s/1"), plain("s/2"))
    assert outcomes == [StoreFull("database is locked")] * 2
    foreign.execute("ROLLBACK")
    foreign.close()
    assert commit(backend, plain("s/1")) == [Committed(1, 1)]


def test_a_damaged_table_ends_the_store(backend: SqliteJournal) -> None:
    backend._connection.execute("DROP TABLE events")
    with pytest.raises(StoreBroken):
        commit(backend, plain("s/1"))


def test_a_checkpoint_empties_the_log(backend: SqliteJournal) -> None:
    commit(backend, plain("s/1"))
    backend.checkpoint()
    state = backend._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    _, in_log, copied = state
    assert in_log == copied


def test_the_log_is_bounded_without_a_pause(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_sqlite, "WAL_BOUND_PAGES", 20)
    journal = SqliteJournal(path)
    for number in range(100):
        commit(journal, plain("s/1", number, b"x" * 3_000))
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size < 40 * journal_sqlite.PAGE_BYTES
    journal.close()


def test_forgotten_heads_are_read_again(backend: SqliteJournal) -> None:
    cache = HeadCache(bound=2)
    backend._writer = AppendWriter(backend._writer._database, cache)
    names = [f"s/{number}" for number in range(5)]
    commit(backend, *(plain(name) for name in names))
    assert [name for name in names if cache.find(name)] == ["s/3", "s/4"]
    assert commit(backend, *(plain(name, 1) for name in names)) == [
        Committed(2, 6 + number) for number in range(5)
    ]


def test_a_full_file_refuses_the_batch_and_recovers(backend: SqliteJournal) -> None:
    commit(backend, plain("s/1"))
    (pages,) = backend._connection.execute("PRAGMA page_count").fetchone()
    backend._connection.execute(f"PRAGMA max_page_count = {pages}")
    large = Append("s/2", 0, 1, (b"x" * 100_000,))
    outcomes = commit(backend, plain("s/1", 1), large)
    assert outcomes == [StoreFull("database or disk is full")] * 2
    assert read(backend, "s/1").seq == 1
    backend._connection.execute("PRAGMA max_page_count = 1000000")
    assert commit(backend, plain("s/1", 1), large) == [Committed(2, 2), Committed(1, 3)]


def test_of_what_was_erased_no_byte_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    journal = SqliteJournal(path)
    long = SECRET * 1_000  # on pages of its own, too
    several = replace(FULL, events=(SECRET, b"plain", long))
    journal.commit([several])
    journal.close()
    assert SECRET in path.read_bytes()
    journal = SqliteJournal(path)
    journal.commit([ERASED])
    journal.close()
    assert SECRET not in path.read_bytes()
