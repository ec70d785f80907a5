"""Carries what is due to one receiver; a slow one delays no other (M11).

Deliveries wait in the records, so that what was taken in survives every restart: here
are only those under way. Several are at once, so receivers that need the order of
commits go by `webhook-id`, which grows with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar, Final, Protocol, TypeVar

import trio

from actors.accounts.records import Recorded
from actors.records_port import WebhookRecords
from actors.webhooks.records import Due, FindDue, NoteAttempt, WebhookRequest
from actors.webhooks.webhook import Attempt, Delivery, DeliveryState, excerpt_of, judge
from runtime.circuit_breaker import Circuit, CircuitBreaker
from runtime.errors import Unavailable
from runtime.observe import Duty, Event, Events
from runtime.outgoing import HttpAnswer, HttpOutcome

A = TypeVar("A")

MAX_AT_ONCE: Final = 8
"""Requests to one receiver at once."""
BREAKER_FAILURES: Final = 10
BREAKER_REST_SECONDS: Final = 30.0
"""A receiver that failed ten times in a row is tried with one delivery every 30 s."""
RETRY_SECONDS: Final = 1.0
"""Before the records, which gave no answer, are asked again."""
LOOK_SECONDS: Final = 60.0
"""How often a carrier looks even when nobody woke it."""


class ReceiverFailing(Event, frozen=True):
    """A receiver fails so often that it is tried now and then only."""

    duty: ClassVar[Duty] = Duty.WARNING

    webhook: str
    text: str


class DeliveryGivenUp(Event, frozen=True):
    """A delivery is tried no more; the log has each attempt, and it can be replayed."""

    duty: ClassVar[Duty] = Duty.WARNING

    webhook: str
    event: int
    kind: str
    text: str


class Carries(Protocol):
    """What takes one delivery to its receiver."""

    async def carry(self, delivery: Delivery) -> HttpOutcome:
        """Tries once; never raises."""
        ...

    def is_failing(self, outcome: HttpOutcome) -> bool:
        """True when that says of the receiver that it fails, whatever it is brought."""
        ...


async def ask(records: WebhookRecords, request: WebhookRequest, kind: type[A]) -> A:
    """Asks until there is an answer of that kind: what is taken in is not lost."""
    while True:
        with suppress(Unavailable):
            answer = await records.ask(request)
            if isinstance(answer, kind):
                return answer
        await trio.sleep(RETRY_SECONDS)


@dataclass(frozen=True, slots=True)
class Yard:
    """What all carriers of a process share.

    `records` know what is due; `events` is told of failures; `random` spreads attempts;
    `wall_ms` is wall time; `counts` are attempts, by what followed from them.
    """

    records: WebhookRecords
    events: Events
    random: Random
    wall_ms: Callable[[], int]
    counts: Counter[str] = field(default_factory=Counter)


class Carrier:
    """One receiver's; `run` until it is cancelled.

    Args:
        webhook: id of whom.
        carries: takes a delivery there.
        yard: what it needs.
    """

    def __init__(self, webhook: str, carries: Carries, yard: Yard) -> None:
        self._webhook = webhook
        self._carries = carries
        self._yard = yard
        self._under_way: set[int] = set()
        self._wake = trio.Event()
        self._breaker = CircuitBreaker(BREAKER_FAILURES, BREAKER_REST_SECONDS)

    def wake(self) -> None:
        """Something may be due."""
        self._wake.set()

    async def run(self) -> None:
        """Carries what is due, as it becomes due."""
        async with trio.open_nursery() as nursery:
            while True:
                self._wake = trio.Event()
                seconds = await self._start(nursery)
                with trio.move_on_after(seconds):
                    await self._wake.wait()

    async def _start(self, nursery: trio.Nursery) -> float:
        """Begins what is due; seconds until there may be more."""
        room = MAX_AT_ONCE - len(self._under_way)
        if not room:
            return LOOK_SECONDS  # whoever is done wakes us
        now = trio.current_time()
        if not self._breaker.lets_pass(now):
            return max(RETRY_SECONDS, self._breaker.rests_until - now)
        if self._breaker.circuit is not Circuit.CLOSED:
            room = 1
        now_ms, without = self._yard.wall_ms(), tuple(self._under_way)
        due = await ask(
            self._yard.records, FindDue(self._webhook, now_ms, without, room), Due
        )
        for delivery in due.deliveries:
            self._under_way.add(delivery.event)
            nursery.start_soon(self._deliver, delivery)
        if due.deliveries:
            return LOOK_SECONDS
        wait = (due.next_ms - now_ms) / 1000 if due.next_ms else LOOK_SECONDS
        return min(max(0.0, wait), LOOK_SECONDS)

    async def _deliver(self, delivery: Delivery) -> None:
        began, at_ms = trio.current_time(), self._yard.wall_ms()
        outcome = await self._carries.carry(delivery)
        duration_ms = round((trio.current_time() - began) * 1000)
        status = outcome.status if isinstance(outcome, HttpAnswer) else 0
        self._hear(outcome)
        attempt = Attempt(
            delivery.event,
            delivery.webhook,
            at_ms,
            duration_ms,
            status,
            excerpt_of(outcome),
        )
        drawn = self._yard.random.random()
        verdict = judge(outcome, delivery.attempts + 1, self._yard.wall_ms(), drawn)
        note = NoteAttempt(attempt, verdict)
        await ask(self._yard.records, note, Recorded)
        self._yard.counts[verdict.state.value] += 1
        if verdict.state is DeliveryState.GIVEN_UP:
            event, kind = delivery.event, delivery.kind
            given_up = DeliveryGivenUp(self._webhook, event, kind, attempt.excerpt)
            self._yard.events.emit(given_up)
        self._under_way.discard(delivery.event)
        self._wake.set()

    def _hear(self, outcome: HttpOutcome) -> None:
        if not self._carries.is_failing(outcome):
            self._breaker.succeeded()
        elif self._breaker.failed(trio.current_time()):
            text = excerpt_of(outcome)
            self._yard.events.emit(ReceiverFailing(self._webhook, text))
