"""What every store of webhooks' records promises; subclasses give `records`."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.accounts.records import Recorded
from actors.records_port import WebhookRecords
from actors.webhooks.records import (
    Attempts,
    Count,
    CountDeliveries,
    Counts,
    Deliveries,
    DeliveryRow,
    DropWebhook,
    Due,
    FindAttempts,
    FindDeliveries,
    FindDue,
    Forget,
    ForgetSessions,
    Forgotten,
    LoadWebhooks,
    NoteAttempt,
    PutWebhook,
    Replay,
    Replayed,
    SessionsForgotten,
    TakeIn,
    WebhookRequest,
    Webhooks,
)
from actors.webhooks.webhook import Attempt, Delivery, DeliveryState, Verdict, Webhook

ONE = Webhook("w1", "https://a.example/", ("session.closed", "session.opened"), "s", 10)
TWO = Webhook("w2", "https://b.example/", (), "t", 9, "old", 99)
DONE, LOST = DeliveryState.DELIVERED, DeliveryState.GIVEN_UP


def delivery(event: int, webhook: str = "w1", at_ms: int = 5) -> Delivery:
    body = b'{"a":"\xe4\xb8\xad"}'
    return Delivery(event, webhook, "session.opened", body, at_ms)


def attempted(
    event: int, state: DeliveryState, next_ms: int = 0, at_ms: int = 7
) -> NoteAttempt:
    attempt = Attempt(event, "w1", at_ms, 12, 503, "later 中")
    return NoteAttempt(attempt, Verdict(state, next_ms))


async def done(records: WebhookRecords, *requests: WebhookRequest) -> None:
    for each in requests:
        assert await records.ask(each) == Recorded()


async def due(records: WebhookRecords, now_ms: int, *without: int) -> Due:
    answer = await records.ask(FindDue("w1", now_ms, without, 10))
    assert isinstance(answer, Due)
    return answer


class WebhooksContract:
    @pytest.mark.covers("M11")
    async def test_webhooks_are_put_replaced_and_dropped(
        self, records: WebhookRecords
    ) -> None:
        assert await records.ask(LoadWebhooks()) == Webhooks(())
        newer = replace(ONE, secret="n", old_secret="s", old_until_ms=77)
        await done(records, PutWebhook(ONE), PutWebhook(TWO), PutWebhook(newer))
        assert await records.ask(LoadWebhooks()) == Webhooks((TWO, newer))
        await done(records, TakeIn((delivery(1), delivery(1, "w2"))))
        await done(records, attempted(1, DONE), DropWebhook("w1"), DropWebhook("w0"))
        assert await records.ask(LoadWebhooks()) == Webhooks((TWO,))
        left = Counts((Count("w2", DeliveryState.PENDING, 1),))
        assert await records.ask(CountDeliveries()) == left
        assert await records.ask(FindAttempts(1)) == Attempts(())

    @pytest.mark.covers("M11")
    async def test_what_was_taken_in_is_due_once_until_it_is_over(
        self, records: WebhookRecords
    ) -> None:
        await done(records, PutWebhook(ONE), TakeIn((delivery(1), delivery(2))))
        await done(records, TakeIn((delivery(2, at_ms=9), delivery(3))))
        wanted = (delivery(1), delivery(2), delivery(3))
        assert await due(records, 10) == Due(wanted)
        assert await due(records, 10, 1, 3) == Due((delivery(2),))
        await done(records, attempted(1, DONE), attempted(2, LOST))
        await done(records, attempted(3, DeliveryState.PENDING, 50))
        assert await due(records, 49) == Due((), 50)
        waiting = replace(delivery(3), attempts=1, next_ms=50)
        assert await due(records, 50) == Due((waiting,))

    @pytest.mark.covers("M11")
    async def test_nothing_is_taken_in_for_webhooks_that_are_gone(
        self, records: WebhookRecords
    ) -> None:
        await done(records, TakeIn((delivery(1), delivery(2, "mail"))))
        left = Counts((Count("mail", DeliveryState.PENDING, 1),))
        assert await records.ask(CountDeliveries()) == left

    @pytest.mark.covers("M11")
    async def test_a_span_is_replayed_from_the_first_attempt_on(
        self, records: WebhookRecords
    ) -> None:
        await done(records, PutWebhook(ONE))
        await done(records, TakeIn(tuple(delivery(each) for each in range(1, 6))))
        states = (DONE, LOST, DONE, LOST)
        for event, state in enumerate(states, 1):
            await done(records, attempted(event, state))
        assert await records.ask(Replay("w1", 2, 5, 30, LOST)) == Replayed(2)
        again = replace(delivery(2), next_ms=30)
        found = await due(records, 30)
        assert found.deliveries[1] == again
        assert [each.event for each in found.deliveries] == [5, 2, 4]
        assert await records.ask(Replay("w1", 1, 9, 30)) == Replayed(2)
        assert await records.ask(Replay("w2", 1, 9, 30)) == Replayed(0)

    @pytest.mark.covers("M11")
    async def test_the_log_has_every_attempt_newest_delivery_first(
        self, records: WebhookRecords
    ) -> None:
        await done(records, PutWebhook(ONE), PutWebhook(TWO))
        await done(records, TakeIn((delivery(1), delivery(2), delivery(2, "w2"))))
        await done(records, attempted(1, DeliveryState.PENDING, 50, at_ms=7))
        await done(records, attempted(1, DONE, at_ms=60))
        state = DeliveryState.PENDING
        newest = (
            DeliveryRow(2, "w1", "session.opened", 5, state, 0, 0),
            DeliveryRow(2, "w2", "session.opened", 5, state, 0, 0),
            DeliveryRow(1, "w1", "session.opened", 5, DONE, 2, 0, 503, "later 中"),
        )
        assert await records.ask(FindDeliveries()) == Deliveries(newest)
        assert await records.ask(FindDeliveries("w2")) == Deliveries(newest[1:2])
        assert await records.ask(FindDeliveries(state=DONE)) == Deliveries(newest[2:])
        assert await records.ask(FindDeliveries(before=2)) == Deliveries(newest[2:])
        # Who goes on before the last event misses none of its webhooks.
        assert await records.ask(FindDeliveries(limit=1)) == Deliveries(newest[:2])
        assert await records.ask(FindDeliveries(limit=2)) == Deliveries(newest[:2])
        assert await records.ask(FindDeliveries("w2", limit=1)) == Deliveries(
            newest[1:2]
        )
        found = await records.ask(FindAttempts(1, "w1"))
        assert isinstance(found, Attempts)
        assert [each.at_ms for each in found.rows] == [7, 60]
        assert found.rows[0] == Attempt(1, "w1", 7, 12, 503, "later 中")

    @pytest.mark.covers("M11", "P8")
    async def test_of_what_is_forgotten_no_attempt_is_noted_any_more(
        self, records: WebhookRecords
    ) -> None:
        await done(records, PutWebhook(ONE), TakeIn((delivery(1),)))
        assert isinstance(await records.ask(ForgetSessions(("中",))), SessionsForgotten)
        await done(records, attempted(1, DONE, at_ms=6))
        assert await records.ask(FindAttempts(1)) == Attempts(())

    @pytest.mark.covers("M11")
    async def test_what_is_over_is_forgotten_after_its_time(
        self, records: WebhookRecords
    ) -> None:
        await done(records, PutWebhook(ONE))
        await done(records, TakeIn(tuple(delivery(n, at_ms=n) for n in range(1, 5))))
        for event in (1, 2, 4):
            await done(records, attempted(event, DONE))
        assert await records.ask(Forget(4, 1)) == Forgotten(1)
        assert await records.ask(Forget(4, 100)) == Forgotten(1)
        left = await records.ask(FindDeliveries())
        assert isinstance(left, Deliveries)
        assert [each.event for each in left.rows] == [4, 3]
        assert await records.ask(FindAttempts(1)) == Attempts(())

    @pytest.mark.covers("P8")
    async def test_what_was_told_of_a_session_is_forgotten_page_by_page(
        self, records: WebhookRecords
    ) -> None:
        await done(records, PutWebhook(ONE), PutWebhook(TWO))
        of_it = b'{"data":{"session":"gone"}}'
        told = [
            replace(delivery(event, webhook), body=of_it if event % 2 else b"{}")
            for event in range(1, 6)
            for webhook in ("w1", "w2")
        ]
        await done(records, TakeIn(tuple(told)), attempted(3, DONE))
        after, pages = 0, 0
        while True:
            answer = await records.ask(ForgetSessions(("gone", "none"), after, 3))
            assert isinstance(answer, SessionsForgotten)
            pages += 1
            if not (after := answer.next):
                break
        assert pages > 2
        left = await records.ask(FindDeliveries())
        assert isinstance(left, Deliveries)
        assert sorted({row.event for row in left.rows}) == [2, 4]
        attempts = await records.ask(FindAttempts(3, "w1"))
        assert attempts == Attempts(())
