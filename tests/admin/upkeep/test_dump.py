"""A PostgreSQL database is dumped and restored by the server's own tools."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from actors.records_schema import STEPS
from admin.data_directory import DataDirectory
from admin.upkeep.backup import back_up
from admin.upkeep.dump import DUMP_NAME, SKIPPED_IDS, DumpFailed, dump
from admin.upkeep.restore import restore
from runtime.errors import UsageError
from runtime.journal import (
    Append,
    EntityRecord,
    OutboxPage,
    OutboxRow,
    ReadEntity,
    ReadOutbox,
)
from runtime.journal_postgres import PostgresJournal
from runtime.sql_database import SqlDatabase
from runtime.sql_place import Server
from tests.postgresql import PostgresServer, postgres_server

EFFECT = OutboxRow("topic", b"effect")


def session(number: int) -> Append:
    return Append(f"session/{number}", 0, 5_000, (b"event",), outbox=(EFFECT,))


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    if shutil.which("pg_dump") is None:
        pytest.skip("no pg_dump here")
    with postgres_server() as running:
        with psycopg.connect(running.url(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE other")
        yield running


@pytest.fixture
def data(server: PostgresServer, tmp_path: Path) -> Iterator[DataDirectory]:
    directory = DataDirectory(tmp_path / "data")
    directory.path.mkdir()
    directory.secret()
    journal = PostgresJournal(server.url())
    journal.commit([session(1)])
    journal.close()
    SqlDatabase(Server(server.url()), STEPS).close()
    yield directory
    server.empty()


def untold(name: str, done: int, whole: int) -> None:
    del name, done, whole


@pytest.mark.covers("P6")
def test_a_database_comes_back_in_another_one(
    server: PostgresServer, data: DataDirectory, tmp_path: Path
) -> None:
    target, other = tmp_path / "backup", DataDirectory(tmp_path / "other")
    made = back_up(data, target, Server(server.url()), untold)
    assert (made.position, made.last_ms, made.dump) == (1, 5_000, DUMP_NAME)
    with pytest.raises(UsageError, match="without data of a triodesk"):
        restore(target, other, Server(server.url()), untold)
    with pytest.raises(UsageError, match="set TRIODESK_DATABASE_URL"):
        restore(target, other, None, untold)

    restore(target, other, Server(server.url("other")), untold)
    assert other.existing_secret() == data.existing_secret()
    assert not (other.path / DUMP_NAME).exists()
    journal = PostgresJournal(server.url("other"))
    record = journal.answer(ReadEntity("session/1"))
    journal.commit([session(2)])
    page = journal.answer(ReadOutbox(0, 10))
    journal.close()
    assert isinstance(record, EntityRecord)
    assert [each.body for each in record.events] == [b"event"]
    assert isinstance(page, OutboxPage)
    assert page.rows[0].id < SKIPPED_IDS < page.rows[1].id


def test_what_the_tool_complains_of_is_told(
    server: PostgresServer, data: DataDirectory, tmp_path: Path
) -> None:
    del data
    with pytest.raises(DumpFailed, match="pg_dump failed"):
        dump(Server(server.url()), tmp_path / "nowhere" / "x")


def test_without_the_tool_the_word_is_clear(
    server: PostgresServer,
    data: DataDirectory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="expected pg_dump of PostgreSQL"):
        back_up(data, tmp_path / "backup", Server(server.url()), untold)
    assert not (tmp_path / "backup.partial").exists()
