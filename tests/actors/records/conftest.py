"""Records in a file and on a server: each made once for a module of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from runtime.sql_place import Server
from tests.actors.records.shelf import RecordShelf, file_shelf, record_shelf
from tests.postgresql import postgres_server


@pytest.fixture(scope="module")
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordShelf]:
    """On SQLite."""
    with file_shelf(tmp_path_factory.mktemp("records")) as shelf:
        yield shelf


@pytest.fixture(scope="module")
def on_a_server() -> Iterator[RecordShelf]:
    """On PostgreSQL."""
    with postgres_server() as server, record_shelf(Server(server.url())) as shelf:
        yield shelf
