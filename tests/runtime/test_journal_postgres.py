"""The journal in PostgreSQL keeps the contract, reopens, and fails in the right way."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.exc import ProgrammingError

from runtime.errors import StoreBroken, UsageError
from runtime.file_lock import StoreInUse
from runtime.journal import (
    Beat,
    Claim,
    Committed,
    EntityRecord,
    ReadEntity,
    Stale,
    StoreFull,
)
from runtime.journal_postgres import PostgresJournal
from runtime.postgres import Part, connect_postgres, open_postgres
from tests.contracts.journal_contract import BackendContract
from tests.contracts.journal_steps import claiming, commit, holders, plain, read
from tests.postgresql import PostgresServer, postgres_server

pytestmark = pytest.mark.unmeasured


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> str:
    server.empty()
    return server.url()


@pytest.fixture
def backend(url: str) -> Iterator[PostgresJournal]:
    journal = PostgresJournal(url)
    yield journal
    journal.close()


@pytest.mark.covers("P1")
class TestPostgresJournal(BackendContract):
    pass


@pytest.mark.covers("P1", "S7")
def test_everything_is_there_after_a_crash_of_the_server(
    server: PostgresServer, url: str
) -> None:
    first = PostgresJournal(url)
    commit(first, plain("s/1", 0, b"a"), claiming("s/2", 0, Claim("r")))
    server.crash()
    with pytest.raises(StoreBroken):
        first.commit([plain("s/1", 1)])
    first.close()
    server.start()
    second = PostgresJournal(url)
    assert read(second, "s/1").events[0].body == b"a"
    assert holders(second, "r") == {0: "s/2"}
    assert commit(second, plain("s/1", 1), plain("s/1", 1)) == [
        Committed(2, 3),
        Stale(2),
    ]
    second.close()


@pytest.mark.covers("P1")
def test_a_second_store_on_the_same_database_is_refused(
    backend: PostgresJournal, url: str
) -> None:
    with pytest.raises(StoreInUse, match="another service"):
        PostgresJournal(url, lock_seconds=0.05)
    connect_postgres(url, Part.RECORDS, lock_seconds=0).close()
    assert commit(backend, plain("s/1")) == [Committed(1, 1)]


def test_a_store_that_is_newer_is_refused_and_its_lock_given_back(url: str) -> None:
    PostgresJournal(url).close()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE journal.alembic_version SET version_num = '9999'")
    with pytest.raises(UsageError, match="got 9999"):
        PostgresJournal(url)
    connect_postgres(url, Part.JOURNAL, lock_seconds=0).close()


def test_what_is_half_made_is_not_there(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA journal")
        connection.execute("CREATE TABLE journal.outages (id BIGINT)")
        with pytest.raises(ProgrammingError, match="already exists"):
            PostgresJournal(url)
        connection.execute("DROP TABLE journal.outages")
    PostgresJournal(url).close()


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("fsync = off", "fsync = on"),
        ("default_transaction_read_only = on", "takes writes"),
    ],
)
def test_a_server_that_keeps_nothing_is_refused(
    server: PostgresServer, setting: str, expected: str
) -> None:
    server.stop()
    server.start(setting)
    with pytest.raises(UsageError, match=expected):
        PostgresJournal(server.url())
    server.stop()
    server.start()


def test_a_commit_waits_for_the_disk_whatever_the_server_is_used_to(
    server: PostgresServer,
) -> None:
    server.stop()
    server.start("synchronous_commit = off")
    connection = connect_postgres(server.url(), Part.JOURNAL)
    row = connection.execute("SHOW synchronous_commit").fetchone()
    assert row == ("on",)
    connection.close()
    server.stop()
    server.start()


def test_what_cannot_be_reached_is_told_without_the_password() -> None:
    url = "postgresql://tester:hush@/postgres?host=/nowhere"
    with pytest.raises(UsageError, match="/nowhere") as caught:
        open_postgres(url, connect_seconds=0)
    assert "hush" not in str(caught.value)


def test_what_is_no_url_is_told_without_the_password() -> None:
    with pytest.raises(UsageError, match="expected a URL") as caught:
        open_postgres("postgresql://a:hush@[::1")
    assert "hush" not in str(caught.value)


def test_another_program_that_writes_is_fenced_by_the_number(
    backend: PostgresJournal, url: str
) -> None:
    commit(backend, plain("s/1"), plain("s/2"))
    with psycopg.connect(url) as foreign:
        foreign.execute("UPDATE journal.heads SET seq = 5 WHERE name = 's/1'")
    assert commit(backend, plain("s/1", 1), plain("s/2", 1)) == [
        Stale(5),
        Committed(2, 3),
    ]


def test_a_server_that_takes_no_writes_for_a_while_is_a_temporary_refusal(
    backend: PostgresJournal,
) -> None:
    commit(backend, plain("s/1"))
    backend._connection.execute("SET default_transaction_read_only = on")
    outcomes = commit(backend, plain("s/1", 1), plain("s/2"))
    assert [type(each) for each in outcomes] == [StoreFull] * 2
    assert isinstance(backend.answer(Beat(1)), StoreFull)
    assert read(backend, "s/1").seq == 1
    backend._connection.execute("SET default_transaction_read_only = off")
    assert commit(backend, plain("s/1", 1)) == [Committed(2, 2)]
    backend.checkpoint()


def test_a_damaged_table_ends_the_store(backend: PostgresJournal) -> None:
    backend._connection.execute("DROP TABLE events")
    with pytest.raises(StoreBroken):
        commit(backend, plain("s/1"))


def test_a_reader_may_stop_at_a_bound_and_read_on(backend: PostgresJournal) -> None:
    for number in range(300):
        commit(backend, plain("s/1", number, b"x" * 1_000))
    record = backend.answer(ReadEntity("s/1", 0, max_bytes=2_500))
    assert isinstance(record, EntityRecord)
    assert [event.seq for event in record.events] == [1, 2]
    assert len(read(backend, "s/1").events) == 300
