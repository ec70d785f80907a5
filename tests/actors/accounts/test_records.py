"""The records of accounts: one contract, in process and in the real child."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import msgspec
import pytest
import trio
from sqlalchemy import event

from actors.accounts.members import PutMember
from actors.accounts.records import (
    AuditFilter,
    AuditPage,
    Fault,
    FindOperation,
    Found,
    Load,
    Loaded,
    NotRecorded,
    ReadAudit,
    Recorded,
)
from actors.records_port import RecordsPort, port_records
from runtime.errors import Unavailable
from runtime.port import PortDied
from runtime.sql_place import Server, SqlPlace
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.record_places import InProcess, OnPostgresql
from tests.contracts.records_contract import BARE, FULL, RecordsContract, record
from tests.postgresql import PostgresServer

LID_SECONDS = 120.0
"""Beside much else a child may need many seconds to start."""


class TestInProcess(InProcess, RecordsContract):
    pass


Port = RecordsPort


@asynccontextmanager
async def serving(place: SqlPlace) -> AsyncIterator[Port]:
    """The child, started again whenever it dies."""
    records = port_records(place, answer_seconds=LID_SECONDS)

    async def live() -> None:
        while True:
            with suppress(PortDied):
                await records.run(lambda: None)

    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(live)
            yield records
            nursery.cancel_scope.cancel()


class TestOverThePort(RecordsContract):
    @pytest.fixture
    async def records(self, path: Path) -> AsyncIterator[Port]:
        async with serving(path) as records:
            yield records


class TestOnPostgresql(OnPostgresql, RecordsContract):
    pass


@pytest.mark.covers("P1")
async def test_text_that_the_server_cannot_hold_is_refused_and_harms_nothing(
    postgres: PostgresServer,
) -> None:
    postgres.empty()
    ill = msgspec.structs.replace(BARE, name="Bob\0")
    async with serving(Server(postgres.url())) as records:
        refused = await records.ask(record("1", PutMember(ill)))
        assert isinstance(refused, NotRecorded)
        assert refused.fault is Fault.CONFLICT
        assert await records.ask(FindOperation("1")) == Found(None)
        assert await records.ask(record("1", PutMember(BARE))) == Recorded()


@pytest.mark.covers("P1", "M9")
async def test_what_was_recorded_survives_the_server(postgres: PostgresServer) -> None:
    postgres.empty()
    async with serving(Server(postgres.url())) as records:
        assert await records.ask(record("1", PutMember(FULL))) == Recorded()
        postgres.crash()
        postgres.start()
        with suppress(Unavailable):  # over the old connection
            await records.ask(Load())
        again = await records.ask(record("1", PutMember(BARE)))
        assert again == Recorded(is_repeat=True)
        assert await records.ask(Load()) == Loaded((FULL,), ())


async def test_what_was_recorded_survives_the_childs_death(path: Path) -> None:
    async with serving(path) as records:
        assert await records.ask(record("1", PutMember(FULL))) == Recorded()
        assert records.process_id is not None
        os.kill(records.process_id, signal.SIGKILL)
        assert await records.ask(Load()) == Loaded((FULL,), ())
        again = await records.ask(record("1", PutMember(BARE)))
        assert again == Recorded(is_repeat=True)


async def test_what_nobody_should_have_asked_is_refused_and_harms_nothing(
    path: Path,
) -> None:
    async with serving(path) as records:
        assert await records.ask(record("1", PutMember(FULL))) == Recorded()
        before = records.process_id
        for wrong in (ReadAudit(2**63, is_backwards=True), ReadAudit(0, limit=0)):
            refused = await records.ask(wrong)
            assert isinstance(refused, NotRecorded)
            assert refused.fault is Fault.CONFLICT
        assert records.process_id == before


async def test_a_database_that_cannot_be_written_is_said_and_harms_nothing(
    path: Path,
) -> None:
    with closing(LocalRecords(path)) as records:
        assert await records.ask(record("1", PutMember(FULL))) == Recorded()
        # Another holds the file for longer than we wait.
        records._database.engine.dispose()
        blocker = sqlite3.connect(path, isolation_level=None)
        with closing(blocker):
            blocker.execute("BEGIN IMMEDIATE")
            _impatient(records)
            refused = await records.ask(record("2", PutMember(BARE)))
        assert isinstance(refused, NotRecorded)
        assert refused.fault is Fault.FAILED
        assert await records.ask(Load()) == Loaded((FULL,), ())


def _impatient(records: LocalRecords) -> None:
    """Its only connection waits for no lock."""

    @event.listens_for(records._database.engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA busy_timeout = 0")


def test_the_child_brings_no_loop_along() -> None:
    code = "import sys, actors.records_child; sys.exit('trio' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=LID_SECONDS)


def test_who_asks_brings_nothing_of_the_children_along() -> None:
    code = "import sys, admin.staff_office; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    brought = subprocess.check_output(command, text=True, timeout=LID_SECONDS).split()
    assert "admin.staff_office" in brought
    assert {"sqlalchemy", "alembic", "argon2"}.isdisjoint(brought)


async def test_of_a_long_log_a_part_is_looked_at_and_where_to_go_on_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actors.accounts.acts_table.MAX_AUDIT_SCANNED", 2)
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        wanted = AuditFilter(subject="m1")
        none = await records.ask(ReadAudit(0, 9, is_backwards=True, wanted=wanted))
        assert none == AuditPage(())
        for number in range(5):
            await records.ask(record(f"{number}", PutMember(BARE)))
        after, seen = 0, []
        while True:
            asked = ReadAudit(after, 9, is_backwards=True, wanted=wanted)
            page = await records.ask(asked)
            assert isinstance(page, AuditPage)
            seen.append([row.number for row in page.rows])
            if not page.next:
                break
            after = page.next
        assert seen == [[5, 4], [3, 2], [1]]
