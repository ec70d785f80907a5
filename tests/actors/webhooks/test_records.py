"""The records of webhooks: one contract, in process and on PostgreSQL."""

from __future__ import annotations

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
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.record_places import InProcess, OnPostgresql
from tests.contracts.webhooks_contract import ONE, WebhooksContract, delivery, done


class TestInProcess(InProcess, WebhooksContract):
    pass


class TestOnPostgresql(OnPostgresql, WebhooksContract):
    pass


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
