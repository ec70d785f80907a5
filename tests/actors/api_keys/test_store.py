"""Keys and logins on both databases (M11, W8)."""

from __future__ import annotations

import pytest

from tests.actors.record_places import InProcess, OnPostgresql
from tests.contracts.keys_contract import KeysContract

pytestmark = pytest.mark.covers("M11", "W8")


class TestInProcess(InProcess, KeysContract):
    pass


class TestOnPostgresql(OnPostgresql, KeysContract):
    pass
