"""HTTP for webhooks (M11): the routes below `/api/v1/webhooks`.

GET    /webhooks                    all of them, and how many deliveries stand where
POST   /webhooks                    has something told; the secret is told once
DELETE /webhooks/ID                 and forgets what was to be told there
POST   /webhooks/ID/rotation        another secret, which is told once
POST   /webhooks/ID/replay          has deliveries made once more
GET    /webhooks/deliveries         the log, newest first
GET    /webhooks/deliveries/EVENT   the attempts to tell of one event
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final, TypeVar

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission, Principal
from actors.webhooks.acts import (
    USUAL_OVERLAP_HOURS,
    AddWebhook,
    ListWebhooks,
    OverlapHours,
    RemoveWebhook,
    ReplayDeliveries,
    RotateSecret,
    WebhookAct,
    WebhookDraft,
    WebhookList,
    WebhookRefused,
    WebhookRule,
    WebhookSecret,
)
from actors.webhooks.office import WebhookOffice
from actors.webhooks.records import (
    Attempts,
    Deliveries,
    FindAttempts,
    FindDeliveries,
    Limit,
    Replayed,
)
from actors.webhooks.webhook import MAX_EVENT, DeliveryState, EventId
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, no_content, operation, principal
from runtime.errors import UsageError
from runtime.http_app import HttpRefused, answer_json, read_json, read_query

A = TypeVar("A")

USUAL_ROWS: Final = 50
STATUSES: Final = {
    WebhookRule.BAD_URL: HTTPStatus.UNPROCESSABLE_ENTITY,
    WebhookRule.BAD_KIND: HTTPStatus.UNPROCESSABLE_ENTITY,
    WebhookRule.BAD_SECRET: HTTPStatus.UNPROCESSABLE_ENTITY,
    WebhookRule.NO_SUCH_WEBHOOK: HTTPStatus.NOT_FOUND,
    WebhookRule.TOO_MANY: HTTPStatus.CONFLICT,
    WebhookRule.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
_CODES: Final = tuple(rule.value for rule in WebhookRule)
_Name = Annotated[str, Meta(max_length=32)]


class WebhookBody(WebhookDraft, frozen=True, forbid_unknown_fields=True):
    """Of `POST webhooks`; see `WebhookDraft`."""


class RotationBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST rotation`: for so long the old secret signs, too."""

    overlap_hours: OverlapHours = USUAL_OVERLAP_HOURS


class ReplayBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST replay`: from the first event to the last, both included.

    Attributes:
        state: only those that stand there; without it all that do not wait.
    """

    first: EventId
    last: EventId
    state: DeliveryState | None = None


class DeliveriesQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which deliveries, and of them those of older events than `before`.

    `limit`: so many, and what else is told of the last event.
    """

    webhook: _Name = ""
    state: DeliveryState | None = None
    before: Annotated[int, Meta(ge=0, le=MAX_EVENT)] = 0
    limit: Limit = USUAL_ROWS


class AttemptsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one webhook; without it of all."""

    webhook: _Name = ""


def webhooks_api(door: ApiDoor, webhooks: WebhookOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        webhooks: of the service.
    """
    desk = _Webhooks(webhooks)
    routes = Blueprint("webhooks", __name__, url_prefix=f"{PREFIX}/webhooks")
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule("", view_func=desk.add, methods=["POST"])
    routes.add_url_rule("/deliveries", view_func=desk.log)
    routes.add_url_rule("/deliveries/<int:event>", view_func=desk.attempts)
    routes.add_url_rule("/<webhook>", view_func=desk.remove, methods=["DELETE"])
    rotation, replay = "/<webhook>/rotation", "/<webhook>/replay"
    routes.add_url_rule(rotation, view_func=desk.rotate, methods=["POST"])
    routes.add_url_rule(replay, view_func=desk.replay, methods=["POST"])
    return door.opened(routes)


class _Webhooks:
    def __init__(self, webhooks: WebhookOffice) -> None:
        self._webhooks = webhooks

    @looking(
        "All webhooks, the oldest first, without their secrets.",
        Permission.EDIT_WEBHOOKS,
        answer=WebhookList,
        codes=_CODES,
    )
    async def listed(self) -> Response:
        return answer_json(await self._read(ListWebhooks(), WebhookList))

    @changing(
        "Have something told; the secret is told here only.",
        Permission.EDIT_WEBHOOKS,
        body=WebhookBody,
        answer=WebhookSecret,
        codes=_CODES,
    )
    async def add(self) -> Response:
        body = await read_json(WebhookBody)
        add = AddWebhook(body.url, body.kinds, body.secret)
        return answer_json(await self._done(add, WebhookSecret))

    @changing(
        "Have nothing told there any more, and forget what was to be.",
        Permission.EDIT_WEBHOOKS,
        codes=_CODES,
    )
    async def remove(self, webhook: str) -> Response:
        await self._done(RemoveWebhook(webhook), WebhookList)
        return no_content()

    @changing(
        "Give a webhook another secret; it is told here only.",
        Permission.EDIT_WEBHOOKS,
        body=RotationBody,
        answer=WebhookSecret,
        codes=_CODES,
    )
    async def rotate(self, webhook: str) -> Response:
        body = await read_json(RotationBody)
        rotate = RotateSecret(webhook, body.overlap_hours)
        return answer_json(await self._done(rotate, WebhookSecret))

    @changing(
        "Have deliveries made once more.",
        Permission.EDIT_WEBHOOKS,
        body=ReplayBody,
        answer=Replayed,
        codes=_CODES,
    )
    async def replay(self, webhook: str) -> Response:
        body = await read_json(ReplayBody)
        again = ReplayDeliveries(webhook, body.first, body.last, body.state)
        return answer_json(await self._done(again, Replayed))

    @looking(
        "Deliveries, the newest first, with their last attempts.",
        Permission.EDIT_WEBHOOKS,
        query=DeliveriesQuery,
        answer=Deliveries,
        codes=_CODES,
    )
    async def log(self) -> Response:
        query = read_query(DeliveriesQuery)
        find = FindDeliveries(query.webhook, query.state, query.before, query.limit)
        return answer_json(await self._read(find, Deliveries))

    @looking(
        "The attempts to tell of one event, the oldest first.",
        Permission.EDIT_WEBHOOKS,
        query=AttemptsQuery,
        answer=Attempts,
        codes=_CODES,
    )
    async def attempts(self, event: int) -> Response:
        query = read_query(AttemptsQuery)
        find = FindAttempts(min(event, MAX_EVENT), query.webhook)
        return answer_json(await self._read(find, Attempts))

    async def _read(self, act: WebhookAct, kind: type[A]) -> A:
        return await webhooks_told(self._webhooks, act, kind, principal())

    async def _done(self, act: WebhookAct, kind: type[A]) -> A:
        by = principal()
        return await webhooks_told(self._webhooks, act, kind, by, operation())


async def webhooks_told(
    webhooks: WebhookOffice,
    act: WebhookAct,
    kind: type[A],
    by: Principal,
    operation: str = "",
) -> A:
    """What the office answers to an act; see `WebhookOffice.do`.

    Raises:
        HttpRefused: with the rule's code.
    """
    answer = await webhooks.do(act, by, operation)
    if isinstance(answer, WebhookRefused):
        raise HttpRefused(STATUSES[answer.rule], answer.rule.value, answer.text)
    if not isinstance(answer, kind):
        raise UsageError(f"expected a {kind.__name__}, got {type(answer).__name__}")
    return answer
