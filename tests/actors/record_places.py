"""The places on which every contract of the records runs, as bases of its classes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from runtime.sql_place import Server
from tests.actors.accounts.local_records import LocalRecords
from tests.postgresql import PostgresServer


class InProcess:
    """On SQLite."""

    @pytest.fixture
    def records(self, path: Path) -> Iterator[LocalRecords]:
        with closing(LocalRecords(path)) as records:
            yield records


@pytest.mark.covers("P1")
class OnPostgresql:
    """On a server that is empty at first."""

    @pytest.fixture
    def records(self, postgres: PostgresServer) -> Iterator[LocalRecords]:
        postgres.empty()
        with closing(LocalRecords(Server(postgres.url()))) as records:
            yield records
