"""Takes what is to be told out of the journal, and has it carried (M11).

Rows of the outbox, which stand in the commits they tell of, become deliveries in the
records, one for each webhook that wants them; only then are they settled. Twice is
harmless, so nothing is lost whatever dies between. From then on each receiver has a
carrier of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import ClassVar, Final, Never, TypeVar

import trio

from actors.accounts.records import Recorded
from actors.copies.order import COPY_TOPIC, read_copy
from actors.copies.writer import CarriesCopies
from actors.session.aside_events import CopyKind
from actors.webhooks.carrier import RETRY_SECONDS, Carrier, Carries, Yard, ask
from actors.webhooks.kinds import Audience, CopyPlaces, EventKind
from actors.webhooks.records import (
    MAX_ROWS,
    CountDeliveries,
    Counts,
    Forget,
    Forgotten,
    LoadWebhooks,
    TakeIn,
    Webhooks,
)
from actors.webhooks.signed_post import SignedPost
from actors.webhooks.webhook import MAIL, Delivery, DeliveryState, Webhook
from runtime.actor import Service
from runtime.called_back import ask_journal
from runtime.errors import Unavailable
from runtime.journal import (
    Answer,
    Done,
    Journal,
    OutboxPage,
    Query,
    ReadOutbox,
    SettleOutbox,
    StoredOutboxRow,
)
from runtime.observe import Duty, Event
from runtime.outgoing import Poster

A = TypeVar("A", bound=Answer)

POLL_SECONDS: Final = 30.0
"""How often the outbox is looked at even when no commit woke the courier."""
PAGE_ROWS: Final = 50
"""Of the outbox at once; with `MAX_WEBHOOKS` a transaction of a few ms."""
KEPT_MS: Final = 7 * 24 * 3_600_000
"""What is over is kept so long, to be looked at and replayed."""
SWEEP_SECONDS: Final = 30.0
"""Between counts of what waits, and forgetting of what is old."""
REST_SECONDS: Final = 0.2
"""Instead, while more is old: 1,000 deliveries a second, more than are taken in."""
_KINDS: Final = {kind.value: kind for kind in EventKind}


class OutboxRowUnknown(Event, frozen=True):
    """This version does not know what a row asks for; it stays for one that does."""

    duty: ClassVar[Duty] = Duty.ERROR

    row: int
    topic: str


class CopyTakerGone(Event, frozen=True):
    """The webhook that a copy was for takes none any more: the copy goes nowhere."""

    duty: ClassVar[Duty] = Duty.WARNING

    row: int
    session: str
    url: str


class Courier:
    """The deliveries of one process; `run` is one life of them.

    Args:
        journal: whose outbox is read.
        poster: sends requests.
        audience: told what somebody wants, and wakes the courier.
        yard: for the carriers.
        mail: takes mail; None = there is none.

    Attributes:
        webhooks: by id, once they are known.
        is_open: they are.
        pending: deliveries that wait, by webhook, as counted last.
    """

    def __init__(
        self,
        journal: Journal,
        poster: Poster,
        audience: Audience,
        yard: Yard,
        mail: Carries | None = None,
    ) -> None:
        self._journal = journal
        self._poster = poster
        self._audience = audience
        self._yard = yard
        self._mail = mail
        self.webhooks: dict[str, Webhook] = {}
        self.is_open = False
        self.pending: Mapping[str, int] = {}
        self._carriers: dict[str, tuple[Carrier, trio.CancelScope]] = {}
        self._nursery: trio.Nursery | None = None
        self._new = trio.Event()
        # What nobody knows yet to be wanted is written: it may be.
        audience.kinds = frozenset(EventKind)
        audience.copy_places = CopyPlaces(mail is not None)
        audience.wake = self.wake

    def wake(self) -> None:
        """There is something in the outbox."""
        self._new.set()

    def replace(self, webhooks: Mapping[str, Webhook]) -> None:
        """From now on these are the webhooks; what was taken in is not touched."""
        self.webhooks = dict(webhooks)
        self._audience.kinds = frozenset(
            _KINDS[name]
            for each in self.webhooks.values()
            for name in each.kinds
            if name in _KINDS
        )
        urls = frozenset(each.url for each in self._copy_takers())
        self._audience.copy_places = CopyPlaces(self._mail is not None, urls)
        self._employ()

    def wake_carrier(self, webhook: str) -> None:
        """Something of that webhook may be due."""
        if webhook in self._carriers:
            self._carriers[webhook][0].wake()

    async def run(self) -> None:
        """Takes in and has carried, until cancelled."""
        self._carriers.clear()
        async with trio.open_nursery() as nursery:
            self._nursery = nursery
            try:
                loaded = await ask(self._yard.records, LoadWebhooks(), Webhooks)
                self.replace({each.id: each for each in loaded.webhooks})
                self.is_open = True
                nursery.start_soon(self._sweep)
                await self._take_in()
            finally:
                self._nursery = None

    # --- carriers

    def _employ(self) -> None:
        """One carrier for each receiver that there is, none for others."""
        nursery = self._nursery
        if nursery is None:
            return
        wanted = set(self.webhooks) | ({MAIL} if self._mail else set())
        for webhook in self._carriers.keys() - wanted:
            self._carriers.pop(webhook)[1].cancel()
        for webhook in sorted(wanted - self._carriers.keys()):
            scope = trio.CancelScope()
            carrier = self._carrier(webhook)
            self._carriers[webhook] = carrier, scope
            nursery.start_soon(_carry_on, carrier, scope)

    def _carrier(self, webhook: str) -> Carrier:
        carries: Carries = SignedPost(
            lambda: self.webhooks[webhook], self._poster, self._yard.wall_ms
        )
        if webhook == MAIL and self._mail is not None:
            carries = self._mail
        written = CarriesCopies(carries, self._journal)
        return Carrier(webhook, written, self._yard)

    # --- the outbox

    async def _take_in(self) -> Never:
        """Rows' ids grow with their commits: what was looked at stays behind."""
        seen = 0
        while True:
            self._new = trio.Event()
            page = await self._query(ReadOutbox(seen, PAGE_ROWS), OutboxPage)
            if page.rows:
                await self._pass_on(page.rows)
                seen = page.rows[-1].id
            else:
                with trio.move_on_after(POLL_SECONDS):
                    await self._new.wait()

    async def _pass_on(self, rows: tuple[StoredOutboxRow, ...]) -> None:
        now_ms, settled = self._yard.wall_ms(), list[int]()
        deliveries: list[Delivery] = []
        for each in rows:
            topic, body = each.row.topic, each.row.body
            receivers = self._receivers(each)
            if receivers is None:
                self._yard.events.emit(OutboxRowUnknown(each.id, topic))
                continue
            settled.append(each.id)
            deliveries += (
                Delivery(each.id, receiver, topic, body, now_ms)
                for receiver in receivers
            )
        if deliveries:
            await ask(self._yard.records, TakeIn(tuple(deliveries)), Recorded)
        if settled:
            await self._query(SettleOutbox(tuple(settled)), Done)
        for webhook in {each.webhook for each in deliveries}:
            self.wake_carrier(webhook)

    def _receivers(self, stored: StoredOutboxRow) -> list[str] | None:
        """For whom a row is; None: nobody knows."""
        topic = stored.row.topic
        if topic == COPY_TOPIC:
            return self._copy_receiver(stored)
        if topic in _KINDS:
            return [each.id for each in self.webhooks.values() if topic in each.kinds]
        return None

    def _copy_receiver(self, stored: StoredOutboxRow) -> list[str] | None:
        copy = read_copy(stored.row.body)
        if copy is None:
            return None
        if copy.kind is CopyKind.MAIL:
            return [MAIL]
        for each in self._copy_takers():
            if each.url == copy.address:
                return [each.id]
        gone = CopyTakerGone(stored.id, copy.session, copy.address)
        self._yard.events.emit(gone)
        return []

    def _copy_takers(self) -> Iterable[Webhook]:
        wanted = EventKind.COPIED.value
        return (each for each in self.webhooks.values() if wanted in each.kinds)

    async def _query(self, query: Query, kind: type[A]) -> A:
        """Asks the journal until it answers."""
        while True:
            with suppress(Unavailable):
                return await ask_journal(self._journal, query, kind)
            await trio.sleep(RETRY_SECONDS)

    # --- what is over

    async def _sweep(self) -> Never:
        while True:
            counts = await ask(self._yard.records, CountDeliveries(), Counts)
            self.pending = {
                each.webhook: each.count
                for each in counts.counts
                if each.state is DeliveryState.PENDING
            }
            await self._forget(self._yard.wall_ms() - KEPT_MS)
            await trio.sleep(SWEEP_SECONDS)

    async def _forget(self, before_ms: int) -> None:
        while True:
            old = Forget(before_ms, MAX_ROWS)
            gone = await ask(self._yard.records, old, Forgotten)
            if gone.count < MAX_ROWS:
                return
            await trio.sleep(REST_SECONDS)


async def _carry_on(carrier: Carrier, scope: trio.CancelScope) -> None:
    with scope:
        await carrier.run()


class CourierService(Service[Never]):
    """The courier, supervised.

    Args:
        courier: that is run.
    """

    def __init__(self, courier: Courier) -> None:
        self._courier = courier

    async def run(self, started: Callable[[], None]) -> None:
        """Until cancelled; up at once: nobody waits for it."""
        started()
        await self._courier.run()
