"""Quick replies on both databases (A5)."""

from __future__ import annotations

import pytest

from tests.actors.record_places import InProcess, OnPostgresql
from tests.contracts.replies_contract import RepliesContract

pytestmark = pytest.mark.covers("A5")


class TestInProcess(InProcess, RepliesContract):
    pass


class TestOnPostgresql(OnPostgresql, RepliesContract):
    pass
