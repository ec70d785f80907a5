"""Administers webhooks: each change is in the audit log first, then in the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Final, TypeVar

import trio
from msgspec.structs import replace

from actors.accounts.audit import Act
from actors.accounts.messages import NoteDeskAct
from actors.accounts.noting import Note, write_down
from actors.accounts.permissions import THE_OPERATOR, Principal
from actors.accounts.records import Recorded
from actors.records_port import WebhookRecords
from actors.webhooks.acts import (
    AddWebhook,
    ListWebhooks,
    RemoveWebhook,
    ReplayDeliveries,
    RotateSecret,
    WebhookAct,
    WebhookActAnswer,
    WebhookCard,
    WebhookList,
    WebhookRefused,
    WebhookRule,
    WebhookSecret,
)
from actors.webhooks.courier import Courier
from actors.webhooks.kinds import USUAL_KINDS, EventKind
from actors.webhooks.records import (
    Attempts,
    CountDeliveries,
    Counts,
    Deliveries,
    DropWebhook,
    FindAttempts,
    FindDeliveries,
    PutWebhook,
    Replay,
    Replayed,
    WebhookRequest,
)
from actors.webhooks.webhook import MAIL, MAX_WEBHOOKS, DeliveryState, Webhook
from runtime.errors import Unavailable, UsageError
from runtime.outgoing_rules import OutgoingRules
from runtime.webhook_signature import new_secret, read_secret

A = TypeVar("A")

MAX_DONE: Final = 200
"""Acts that are remembered, should they be asked for again: those of a busy hour."""
_ID_BYTES: Final = 5
_HOUR_MS: Final = 3_600_000


class WebhookOffice:
    """Made once by the composition root.

    Args:
        courier: carries what is administered here.
        records: keep it.
        rules: where requests may go.
        note: has an act written down; see `AccountsDoor.note`.
        random: unguessable.
        wall_ms: wall time.
    """

    def __init__(
        self,
        courier: Courier,
        records: WebhookRecords,
        rules: OutgoingRules,
        note: Note,
        random: Random,
        wall_ms: Callable[[], int],
    ) -> None:
        self._courier = courier
        self._records = records
        self._rules = rules
        self._note = note
        self._random = random
        self._wall_ms = wall_ms
        self._lock = trio.Lock()
        self._done: dict[str, WebhookActAnswer] = {}

    async def do(
        self, act: WebhookAct, by: Principal = THE_OPERATOR, operation: str = ""
    ) -> WebhookActAnswer:
        """Does what somebody asks who may, one act at a time.

        Args:
            act: that is asked for.
            by: for the audit log.
            operation: done again under the same, it is done once, while this process
                lives: a secret that is rotated twice would take the first one's place.
        """
        named = f"{by.who}/{operation}"
        async with self._lock:
            if operation and named in self._done:
                return self._done[named]
            answer = await self._answer(act, by)
            if operation and not isinstance(answer, WebhookRefused):
                self._remember(named, answer)
            return answer

    def _remember(self, named: str, answer: WebhookActAnswer) -> None:
        self._done[named] = answer
        if len(self._done) > MAX_DONE:
            del self._done[next(iter(self._done))]

    async def _answer(self, act: WebhookAct, by: Principal) -> WebhookActAnswer:
        if not self._courier.is_open:
            return _refused(WebhookRule.UNAVAILABLE, "webhooks are not read yet")
        try:
            return await self._do(act, by)
        except Unavailable as error:
            return _refused(WebhookRule.UNAVAILABLE, str(error))

    async def _do(self, act: WebhookAct, by: Principal) -> WebhookActAnswer:
        match act:
            case ListWebhooks():
                return await self._list()
            case AddWebhook():
                return await self._add(act, by)
            case FindDeliveries():
                return await self._ask(act, Deliveries)
            case FindAttempts():
                return await self._ask(act, Attempts)
            case ReplayDeliveries() if act.webhook == MAIL:
                return await self._replay(act, by)
            case _:
                webhook = self._courier.webhooks.get(act.webhook)
                if webhook is None:
                    text = f"there is no webhook {act.webhook!r}"
                    return _refused(WebhookRule.NO_SUCH_WEBHOOK, text)
                return await self._change(webhook, act, by)

    async def _change(
        self,
        webhook: Webhook,
        act: RemoveWebhook | RotateSecret | ReplayDeliveries,
        by: Principal,
    ) -> WebhookActAnswer:
        match act:
            case RemoveWebhook():
                await self._write_down(by, webhook.id, f"removed: {webhook.url}")
                before = dict(self._courier.webhooks)
                kept = {name: each for name, each in before.items() if each != webhook}
                # Nothing is to be under way there when what waits is forgotten.
                self._courier.replace(kept)
                try:
                    await self._ask(DropWebhook(webhook.id), Recorded)
                except Unavailable:
                    self._courier.replace(before)  # it can be removed again
                    raise
                return await self._list()
            case RotateSecret(_, hours):
                await self._write_down(by, webhook.id, f"secret rotated: {hours} h")
                until_ms = self._wall_ms() + hours * _HOUR_MS
                secret = new_secret(self._random)
                return await self._put(
                    replace(
                        webhook,
                        secret=secret,
                        old_secret=webhook.secret if hours else "",
                        old_until_ms=until_ms if hours else 0,
                    )
                )
            case ReplayDeliveries():
                return await self._replay(act, by)

    async def _replay(self, act: ReplayDeliveries, by: Principal) -> Replayed:
        webhook, first, last = act.webhook, act.first, act.last
        await self._write_down(by, webhook, f"replayed: {first} to {last}")
        again = Replay(webhook, first, last, self._wall_ms(), act.state)
        replayed = await self._ask(again, Replayed)
        self._courier.wake_carrier(webhook)
        return replayed

    async def _add(self, add: AddWebhook, by: Principal) -> WebhookActAnswer:
        target = self._rules.target(add.url)
        if isinstance(target, str):
            return _refused(WebhookRule.BAD_URL, target)
        if why := self._rules.why_never(target):
            return _refused(WebhookRule.BAD_URL, why)
        known = {kind.value for kind in EventKind}
        if unknown := sorted(set(add.kinds) - known):
            text = f"expected some of {', '.join(sorted(known))}; got {unknown[0]!r}"
            return _refused(WebhookRule.BAD_KIND, text)
        secret = add.secret or new_secret(self._random)
        try:
            read_secret(secret)
        except UsageError as error:
            return _refused(WebhookRule.BAD_SECRET, str(error))
        if len(self._courier.webhooks) >= MAX_WEBHOOKS:
            text = f"expected at most {MAX_WEBHOOKS} webhooks"
            return _refused(WebhookRule.TOO_MANY, text)
        kinds = set(add.kinds) or {kind.value for kind in USUAL_KINDS}
        webhook_id = "w" + self._random.randbytes(_ID_BYTES).hex()
        await self._write_down(by, webhook_id, f"added: {add.url}")
        return await self._put(
            Webhook(webhook_id, add.url, tuple(sorted(kinds)), secret, self._wall_ms())
        )

    async def _put(self, webhook: Webhook) -> WebhookSecret:
        await self._ask(PutWebhook(webhook), Recorded)
        self._courier.replace({**self._courier.webhooks, webhook.id: webhook})
        return WebhookSecret(_card(webhook, {}), webhook.secret)

    async def _list(self) -> WebhookList:
        counts = await self._ask(CountDeliveries(), Counts)
        counted: dict[str, dict[DeliveryState, int]] = defaultdict(dict)
        for each in counts.counts:
            counted[each.webhook][each.state] = each.count
        return WebhookList(
            tuple(
                _card(each, counted[each.id])
                for each in self._courier.webhooks.values()
            )
        )

    async def _ask(self, request: WebhookRequest, kind: type[A]) -> A:
        answer = await self._records.ask(request)
        if not isinstance(answer, kind):
            raise Unavailable(f"the records refuse: {answer}")
        return answer

    async def _write_down(self, by: Principal, webhook: str, detail: str) -> None:
        """In the audit log before it is done.

        Raises:
            Unavailable: it cannot be written.
        """
        operation = self._random.randbytes(16).hex()
        act = Act.CHANGING_WEBHOOK
        noted = NoteDeskAct(by.who, act, webhook, operation, by.address, detail)
        await write_down(self._note, noted)


def _card(webhook: Webhook, counts: dict[DeliveryState, int]) -> WebhookCard:
    return WebhookCard(
        webhook.id,
        webhook.url,
        webhook.kinds,
        webhook.created_ms,
        webhook.old_until_ms,
        counts.get(DeliveryState.PENDING, 0),
        counts.get(DeliveryState.DELIVERED, 0),
        counts.get(DeliveryState.GIVEN_UP, 0),
    )


def _refused(rule: WebhookRule, text: str) -> WebhookRefused:
    return WebhookRefused(rule, text)
