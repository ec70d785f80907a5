from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loadtest.audit.books import Books, serve_one


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """An agent serving one session of three messages, with one slot free."""
    made = Books(tmp_path)
    serve_one(made)
    yield made
    made.close_files()
