"""Publications in slices: one contract, in process and on PostgreSQL."""

from __future__ import annotations

from tests.actors.record_places import InProcess, OnPostgresql
from tests.contracts.publishing_contract import PublishingContract


class TestInProcess(InProcess, PublishingContract):
    pass


class TestOnPostgresql(OnPostgresql, PublishingContract):
    pass
