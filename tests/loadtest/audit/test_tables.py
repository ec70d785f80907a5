"""The auditor reads the same from both databases."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from admin.bench.own_database import own_database
from admin.observer.journal_window import read_after, read_mark
from loadtest.audit.tables import last_position, read_tables
from runtime.journal import Append, Capacity, Claim, Committed, IndexRow, Mark
from runtime.journal_postgres import PostgresJournal
from runtime.journal_sqlite import SqliteJournal
from tests.postgresql import postgres_server

STEPS = (
    Append("agent/ann", 0, 5, (b"registered",), capacities=(Capacity("agent/ann", 2),)),
    Append(
        "session/安",
        0,
        6,
        (b"\0opened", b"assigned"),
        index=IndexRow(is_open=True, state="serving", place="sales", detail=b"\xff"),
        claims=(Claim("agent/ann", 1),),
        marks=(Mark("opened/1", "session/安"),),
    ),
)


@pytest.mark.covers("P1", "Q14")
def test_both_databases_are_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    with postgres_server() as server, own_database(server.url()) as url:
        for journal in (SqliteJournal(file), PostgresJournal(url)):
            for step in STEPS:
                (outcome,) = journal.commit((step,))
                assert isinstance(outcome, Committed)
            journal.close()
        tables = read_tables(url, 0)
        assert tables == read_tables(file, 0)
        assert [row.body for row in tables.events] == [
            b"registered",
            b"\0opened",
            b"assigned",
        ]
        assert tables.capacities == {"agent/ann": 2}
        assert tables.marks == {"opened/1": "session/安"}
        assert [row.holder for row in tables.claims] == ["session/安"]
        assert read_tables(url, 2) == read_tables(file, 2)
        assert last_position(url) == last_position(file) == 3
        # So does the auditor of the observer's board.
        mark = read_mark(file)
        assert mark.sessions
        assert mark.claims
        assert mark.capacities == {"agent/ann": 2}
        assert read_mark(url) == mark
        after = read_after(file, mark)
        assert len(after.events) == 3
        assert len(after.heads) == 2
        assert read_after(url, mark) == after
        with psycopg.connect(server.url()) as connection:
            found = "SELECT count(*) FROM pg_database WHERE datname LIKE 'triodesk%'"
            assert connection.execute(found).fetchone() == (1,)
    assert url not in server.url()
