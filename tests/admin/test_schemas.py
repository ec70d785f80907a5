"""What the doctor says of the databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from actors.records_schema import STEPS as RECORDS
from admin.data_directory import DataDirectory
from admin.doctor import Finding, Grade, examine
from runtime.journal_postgres import PostgresJournal
from runtime.journal_schema import STEPS as JOURNAL
from runtime.journal_sqlite import SqliteJournal
from runtime.sql_database import SqlDatabase
from runtime.sql_place import Server
from tests.postgresql import postgres_server

UP_TO_DATE = f"journal at {JOURNAL.newest}; records at {RECORDS.newest}"
NEWER = "UPDATE {}alembic_version SET version_num = '9999'"
NEWER_FOUND = f"records at 9999, known up to {RECORDS.newest}"


def database_of(data: Path, url: str = "") -> Finding:
    settings = {"TRIODESK_DATA": str(data), "TRIODESK_DATABASE_URL": url}
    findings = examine({name: value for name, value in settings.items() if value})
    (found,) = (one for one in findings.findings if one.name == "database")
    return found


@pytest.fixture
def data(tmp_path: Path) -> DataDirectory:
    """As a service leaves it."""
    directory = DataDirectory(tmp_path)
    SqliteJournal(directory.store).close()
    SqlDatabase(directory.records, RECORDS).close()
    return directory


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(statement)


def test_before_the_first_start_there_is_none(tmp_path: Path) -> None:
    found = database_of(tmp_path / "nothing")
    assert found.grade is Grade.GOOD
    assert found.found.count("at the next start") == 2


@pytest.mark.covers("P7")
def test_where_the_schemas_of_files_stand_is_told(data: DataDirectory) -> None:
    found = database_of(data.path)
    assert (found.grade, found.found) == (
        Grade.GOOD,
        f"files in the data directory; {UP_TO_DATE}",
    )


def test_a_schema_that_is_behind_is_brought_up_by_the_next_start(
    data: DataDirectory,
) -> None:
    change(data.records, "UPDATE alembic_version SET version_num = '0001'")
    found = database_of(data.path)
    assert found.grade is Grade.GOOD
    assert f"records at 0001, {RECORDS.newest} at the next start" in found.found


def test_a_newer_schema_is_an_error(data: DataDirectory) -> None:
    change(data.records, NEWER.format(""))
    found = database_of(data.path)
    assert (found.grade, found.advice) == (
        Grade.BAD,
        "a newer triodesk wrote it: use that one",
    )
    assert NEWER_FOUND in found.found


def test_a_file_that_is_no_database_is_an_error(data: DataDirectory) -> None:
    data.store.write_bytes(b"no database" * 100)
    found = database_of(data.path)
    assert found.grade is Grade.BAD
    assert "cannot be read" in found.found


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Of a server's database, as a service leaves it."""
    with postgres_server() as server:
        PostgresJournal(server.url()).close()
        SqlDatabase(Server(server.url()), RECORDS).close()
        yield server.url()


@pytest.mark.covers("P1")
def test_where_the_schemas_of_a_server_stand_is_told(url: str, tmp_path: Path) -> None:
    found = database_of(tmp_path, url)
    assert found.grade is Grade.GOOD
    assert found.found.endswith(UP_TO_DATE)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(NEWER.format("records.").encode())
    found = database_of(tmp_path, url)
    assert (found.grade, NEWER_FOUND in found.found) == (Grade.BAD, True)
