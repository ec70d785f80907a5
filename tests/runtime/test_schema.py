"""A database gets the newest schema, whatever it had, or stays as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from actors.records_schema import STEPS
from runtime.errors import UsageError
from runtime.journal_schema import STEPS as JOURNAL
from runtime.journal_schema import bring_journal_up
from runtime.postgres import Part, connect_postgres
from runtime.schema import NEWEST_FILE, Steps, revision_of
from runtime.schema_steps import made_by, made_in, take_steps
from tests.postgresql import PostgresServer, postgres_server

if TYPE_CHECKING:
    from runtime.schema import Connection

STEP = """
from alembic import op
revision, down_revision = {0!r}, {1!r}
def upgrade():
    op.execute({2!r})
"""
BEFORE_STEPS = {
    sqlite3.Connection: "PRAGMA user_version = {0};",
    psycopg.Connection: "CREATE TABLE journal_schema (version BIGINT);"
    "INSERT INTO journal_schema VALUES ({0});",
}
"""Where a journal's number stood."""


@pytest.fixture
def in_a_file(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture
def on_a_server(server: PostgresServer) -> Iterator[Connection]:
    server.empty()
    with closing(connect_postgres(server.url(), Part.JOURNAL)) as connection:
        yield connection


@pytest.fixture(
    params=["in_a_file", pytest.param("on_a_server", marks=pytest.mark.covers("P1"))]
)
def connection(request: pytest.FixtureRequest) -> Connection:
    """To an empty database."""
    made: Connection = request.getfixturevalue(request.param)
    return made


def do(connection: Connection, *statements: str) -> None:
    for statement in statements:
        if isinstance(connection, sqlite3.Connection):
            connection.executescript(statement)
        else:
            connection.execute(statement.encode())


def tables(connection: Connection) -> list[tuple[object, ...]]:
    """What there is, as far as the database tells it in rows."""
    if isinstance(connection, sqlite3.Connection):
        return connection.execute(
            "SELECT type, name, sql FROM sqlite_master"
        ).fetchall()
    return [*connection.execute(COLUMNS), *connection.execute(INDEXES)]


COLUMNS = """
SELECT table_name::text, column_name::text, data_type::text, is_nullable::text,
    collation_name::text
FROM information_schema.columns
WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"""
INDEXES = """
SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexdef"""


@pytest.fixture
def steps_of(tmp_path: Path) -> Callable[..., Steps]:
    """Steps of a test's own: each one statement."""

    def made(*statements: str) -> Steps:
        directory = tmp_path / "steps"
        versions = directory / "versions"
        versions.mkdir(parents=True, exist_ok=True)
        (directory / "env.py").write_text((STEPS.directory / "env.py").read_text())
        before = None
        for number, statement in enumerate(statements, 1):
            text = STEP.format(f"{number:04}", before, statement)
            before = f"{number:04}"
            (versions / f"v{before}_step.py").write_text(text)
        (directory / NEWEST_FILE).write_text(f"{statements[0]};")
        return Steps(directory)

    return made


@pytest.mark.parametrize("steps", [STEPS, JOURNAL], ids=["records", "journal"])
def test_a_new_file_is_as_if_it_had_taken_every_step(steps: Steps) -> None:
    """Else: `.venv/bin/python -m runtime.schema_steps DIRECTORY`."""
    assert (steps.directory / NEWEST_FILE).read_text() == made_by(steps.directory)
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as at_once,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as by_steps,
    ):
        steps.bring_up(at_once, "it")
        take_steps(by_steps, steps.directory)
        assert made_in(at_once) == made_in(by_steps)
        assert revision_of(at_once) == revision_of(by_steps) is not None


def test_the_journal_is_made_once_and_found_again(connection: Connection) -> None:
    assert revision_of(connection) is None
    bring_journal_up(connection)
    made = tables(connection)
    do(connection, "INSERT INTO marks VALUES ('a', 'b')")
    bring_journal_up(connection)
    assert tables(connection) == made
    assert revision_of(connection) == JOURNAL.newest
    assert connection.execute("SELECT value FROM marks").fetchall() == [("b",)]


def test_a_journal_from_before_the_steps_is_taken_over(connection: Connection) -> None:
    bring_journal_up(connection)
    as_new = tables(connection)
    do(connection, "DROP TABLE alembic_version", "INSERT INTO marks VALUES ('a', 'b')")
    do(connection, BEFORE_STEPS[type(connection)].format(2))
    bring_journal_up(connection)
    assert sorted(tables(connection), key=repr) == sorted(as_new, key=repr)
    assert connection.execute("SELECT value FROM marks").fetchall() == [("b",)]


def test_a_journal_of_a_number_that_never_was_is_refused(
    connection: Connection,
) -> None:
    do(connection, BEFORE_STEPS[type(connection)].format(99))
    with pytest.raises(UsageError, match="expected a journal of version 2, got 99"):
        bring_journal_up(connection)


def test_a_newer_schema_is_refused_and_left_as_it_is(connection: Connection) -> None:
    bring_journal_up(connection)
    do(connection, "UPDATE alembic_version SET version_num = '9999'")
    made = tables(connection)
    with pytest.raises(UsageError, match="got 9999: a newer triodesk wrote it"):
        bring_journal_up(connection)
    assert tables(connection) == made
    assert revision_of(connection) == "9999"


def test_steps_that_are_left_are_taken(
    connection: Connection, steps_of: Callable[..., Steps]
) -> None:
    steps_of("CREATE TABLE a (x INTEGER)").bring_up(connection, "it")
    do(connection, "INSERT INTO a VALUES (1)")
    add = "ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 2"
    steps = steps_of("CREATE TABLE a (x INTEGER)", add)
    steps.bring_up(connection, "it")
    assert connection.execute("SELECT x, y FROM a").fetchall() == [(1, 2)]
    assert revision_of(connection) == "0002"


def test_a_step_that_fails_leaves_nothing_behind_and_is_taken_again(
    connection: Connection, steps_of: Callable[..., Steps]
) -> None:
    good = "CREATE TABLE a (x INTEGER)", "CREATE TABLE b (x INTEGER)"
    steps_of(good[0]).bring_up(connection, "it")
    made = tables(connection)
    with pytest.raises(Exception, match="already exists"):
        steps_of(*good, "CREATE TABLE a (x INTEGER)").bring_up(connection, "it")
    assert (tables(connection), revision_of(connection)) == (made, "0001")
    steps_of(*good, "CREATE TABLE c (x INTEGER NOT NULL)").bring_up(connection, "it")
    assert revision_of(connection) == "0003"
    do(connection, "INSERT INTO c VALUES (1)")
