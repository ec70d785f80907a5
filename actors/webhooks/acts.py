"""PURE: what administrators ask of webhooks, and are answered."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.webhooks.records import (
    Attempts,
    Deliveries,
    FindAttempts,
    FindDeliveries,
    Replayed,
)
from actors.webhooks.webhook import MAX_OVERLAP_HOURS, DeliveryState, EventId
from runtime.outgoing_rules import MAX_URL_CHARS

WebhookId = Annotated[str, Meta(min_length=1, max_length=32)]
OverlapHours = Annotated[int, Meta(ge=0, le=MAX_OVERLAP_HOURS)]
USUAL_OVERLAP_HOURS: Final = 24


class ListWebhooks(msgspec.Struct, frozen=True, tag="list_webhooks"):
    """Asks for all of them: `WebhookList`."""


class WebhookDraft(msgspec.Struct, frozen=True):
    """A webhook that is to be made.

    Attributes:
        url: where.
        kinds: of what; empty = all but what people write.
        secret: of its signatures; "" = a new one is made.
    """

    url: Annotated[str, Meta(max_length=MAX_URL_CHARS)]
    kinds: Annotated[tuple[str, ...], Meta(max_length=32)] = ()
    secret: Annotated[str, Meta(max_length=128)] = ""


class AddWebhook(WebhookDraft, frozen=True, tag="add_webhook"):
    """Has something told from now on: `WebhookSecret`."""


class RemoveWebhook(msgspec.Struct, frozen=True, tag="remove_webhook"):
    """Has nothing told there any more, and forgets what was: `WebhookList`."""

    webhook: WebhookId


class RotateSecret(msgspec.Struct, frozen=True, tag="rotate_secret"):
    """Gives a webhook a new secret: `WebhookSecret`.

    `overlap_hours`: so long the old one signs, too, so that the receiver may change it
    at any moment between.
    """

    webhook: WebhookId
    overlap_hours: OverlapHours = USUAL_OVERLAP_HOURS


class ReplayDeliveries(msgspec.Struct, frozen=True, tag="replay_deliveries"):
    """Has deliveries made once more: `Replayed`.

    Attributes:
        webhook: whose.
        first: event.
        last: event, included.
        state: only those that stand there; None = all that do not wait.
    """

    webhook: WebhookId
    first: EventId
    last: EventId
    state: DeliveryState | None = None


WebhookAct = (
    ListWebhooks
    | AddWebhook
    | RemoveWebhook
    | RotateSecret
    | ReplayDeliveries
    | FindDeliveries
    | FindAttempts
)


class WebhookCard(msgspec.Struct, frozen=True):
    """A webhook without its secrets.

    Attributes:
        id: of ours.
        url: where.
        kinds: of what.
        created_ms: wall time.
        old_until_ms: until then an old secret signs, too; 0 = none does.
        pending: deliveries that wait.
        delivered: of those that are kept.
        given_up: the same.
    """

    id: str
    url: str
    kinds: tuple[str, ...]
    created_ms: int
    old_until_ms: int = 0
    pending: int = 0
    delivered: int = 0
    given_up: int = 0


class WebhookList(msgspec.Struct, frozen=True, tag="webhook_list"):
    """All of them, oldest first."""

    webhooks: tuple[WebhookCard, ...]


class WebhookSecret(msgspec.Struct, frozen=True, tag="webhook_secret"):
    """A webhook and its secret, which is told here only."""

    webhook: WebhookCard
    secret: str


class WebhookRule(Enum):
    """Which rule refuses."""

    BAD_URL = "bad_url"
    BAD_KIND = "bad_kind"
    BAD_SECRET = "bad_secret"  # noqa: S105 - a code
    NO_SUCH_WEBHOOK = "no_such_webhook"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


class WebhookRefused(msgspec.Struct, frozen=True, tag="webhook_refused"):
    """Nothing was changed."""

    rule: WebhookRule
    text: str


WebhookActAnswer = (
    WebhookList | WebhookSecret | Replayed | Deliveries | Attempts | WebhookRefused
)
