"""The journal in memory keeps the contract."""

from __future__ import annotations

import pytest

from runtime.journal_memory import MemoryJournal
from tests.contracts.journal_contract import BackendContract


@pytest.fixture
def backend() -> MemoryJournal:
    return MemoryJournal()


class TestMemoryJournal(BackendContract):
    pass
