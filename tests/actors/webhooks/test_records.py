"""The records of webhooks: one contract, in process and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from actors.webhooks import store
from actors.webhooks.records import (
    Attempts,
    Count,
    CountDeliveries,
    Counts,
    FindAttempts,
    PutWebhook,
    TakeIn,
)
from actors.webhooks.webhook import DeliveryState
from runtime.sql_place import Server
from tests.actors.accounts.local_records import LocalRecords
from tests.contracts.webhooks_contract import ONE, WebhooksContract, delivery, done
from tests.postgresql import PostgresServer, postgres_server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


class TestInProcess(WebhooksContract):
    @pytest.fixture
    def records(self, path: Path) -> Iterator[LocalRecords]:
        with closing(LocalRecords(path)) as records:
            yield records


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.mark.covers("P1")
class TestOnPostgresql(WebhooksContract):
    @pytest.fixture
    def records(self, server: PostgresServer) -> Iterator[LocalRecords]:
        server.empty()
        with closing(LocalRecords(Server(server.url()))) as records:
            yield records


@pytest.mark.covers("M11")
async def test_what_is_beyond_the_bound_is_given_up_and_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MAX_PENDING", 2)
    with closing(LocalRecords(path)) as records:
        await done(records, PutWebhook(ONE))
        await done(records, TakeIn(tuple(delivery(each) for each in (1, 2, 3))))
        await done(records, TakeIn((delivery(3), delivery(4))))
        assert await records.ask(CountDeliveries()) == Counts(
            (
                Count("w1", DeliveryState.GIVEN_UP, 2),
                Count("w1", DeliveryState.PENDING, 2),
            )
        )
        told = await records.ask(FindAttempts(4))
        assert isinstance(told, Attempts)
        assert [each.excerpt[:8] for each in told.rows] == ["backlog:"]
