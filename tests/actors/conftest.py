"""Where the records of a test are: in a file, or on a server of a module's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import PostgresServer, postgres_server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of the records."""
    return tmp_path / "records.db"


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """Whoever takes it empties it first."""
    with postgres_server() as server:
        yield server
