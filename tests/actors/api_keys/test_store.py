"""Keys and logins on both databases (M11, W8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from runtime.sql_place import Server
from tests.actors.accounts.local_records import LocalRecords
from tests.contracts.keys_contract import KeysContract
from tests.postgresql import PostgresServer, postgres_server

pytestmark = pytest.mark.covers("M11", "W8")


class TestInProcess(KeysContract):
    @pytest.fixture
    def records(self, tmp_path: Path) -> Iterator[LocalRecords]:
        with closing(LocalRecords(tmp_path / "records.db")) as records:
            yield records


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.mark.covers("P1")
class TestOnPostgresql(KeysContract):
    @pytest.fixture
    def records(self, server: PostgresServer) -> Iterator[LocalRecords]:
        server.empty()
        with closing(LocalRecords(Server(server.url()))) as records:
            yield records
