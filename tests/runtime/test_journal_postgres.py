"""The journal's statements run on PostgreSQL as they stand, with its placeholders."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from runtime import journal_statements as sql
from runtime.journal import Answer, Append, Outcome, Query
from runtime.journal_sql import AppendWriter, Row
from runtime.journal_sql_reads import AnswerReader
from tests.contracts.journal_contract import BackendContract

T = TypeVar("T")
DIALECT = (
    ("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED ALWAYS AS IDENTITY"),
    ("INTEGER", "BIGINT"),
    ("BLOB", "BYTEA"),
    (" WITHOUT ROWID", ""),
    ("name TEXT", 'name TEXT COLLATE "C"'),
)


def server_program(name: str) -> str:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(places[0]) if places else shutil.which(name)
    if found is None:
        pytest.skip(f"no PostgreSQL server here: {name} not found")
    return found


def unprivileged() -> dict[str, str]:
    """How `subprocess` becomes somebody whom the server accepts (it refuses root)."""
    return {"user": "nobody"} if os.getuid() == 0 else {}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    initdb, postgres = server_program("initdb"), server_program("postgres")
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        directory = Path(name)
        data = directory / "data"
        if os.getuid() == 0:
            shutil.chown(directory, "nobody")
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        subprocess.run(
            [initdb, "-D", data, "-U", "tester", "-A", "trust", "-N", "-E", "UTF8"],
            check=True,
            capture_output=True,
            cwd=name,
            env=environment,
            user=unprivileged().get("user"),
        )
        process = subprocess.Popen(
            [postgres, "-D", data, "-k", name, "-c", "listen_addresses=", "-F"],
            cwd=name,
            env=environment,
            stderr=subprocess.PIPE,
            user=unprivileged().get("user"),
        )
        assert process.stderr is not None
        for line in process.stderr:
            if b"ready to accept connections" in line:
                break
        yield f"host={name} user=tester dbname=postgres"
        process.terminate()
        process.communicate()


class PostgresDatabase:
    def __init__(self, connection: psycopg.Connection) -> None:
        self._cursor = connection.cursor()

    def run(self, statement: str) -> None:
        self._cursor.execute(statement.encode())

    def write(self, statement: str, rows: Sequence[Row]) -> int:
        self._cursor.executemany(statement.replace("?", "%s").encode(), rows)
        return self._cursor.rowcount

    def read(
        self, make: Callable[..., T], statement: str, parameters: Row = ()
    ) -> Iterator[T]:
        self._cursor.execute(statement.replace("?", "%s").encode(), parameters)
        yield from [make(*row) for row in self._cursor.fetchall()]


class PostgresJournal:
    """As much of a backend as the contract needs; not fit for service."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._database = PostgresDatabase(connection)
        self._writer = AppendWriter(self._database)
        self._reader = AnswerReader(self._database)

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        self._database.run("BEGIN")
        outcomes = self._writer.decide(batch)
        self._database.run("COMMIT")
        self._writer.settle()
        return outcomes

    def answer(self, query: Query) -> Answer:
        self._database.run("BEGIN")
        answer = self._reader.answer(query)
        self._database.run("COMMIT")
        return answer

    def close(self) -> None:
        pass


@pytest.fixture
def backend(server: str) -> Iterator[PostgresJournal]:
    with psycopg.connect(server, autocommit=True) as connection:
        journal = PostgresJournal(connection)
        journal._database.run("DROP SCHEMA public CASCADE")
        journal._database.run("CREATE SCHEMA public")
        for table in sql.TABLES:
            statement = table
            for theirs, ours in DIALECT:
                statement = statement.replace(theirs, ours)
            journal._database.run(statement)
        yield journal


class TestPostgresStatements(BackendContract):
    pass
