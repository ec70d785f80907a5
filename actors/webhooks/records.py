"""PURE: what is asked of the records of webhooks, and what they answer."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.records import NotRecorded, Recorded
from actors.webhooks.webhook import Attempt, Delivery, DeliveryState, Verdict, Webhook

MAX_ROWS: Final = 200
"""Deliveries or attempts in one answer."""
Limit = Annotated[int, Meta(ge=1, le=MAX_ROWS)]


class LoadWebhooks(msgspec.Struct, frozen=True, tag="load_webhooks"):
    """Asks for all of them: `Webhooks`."""


class PutWebhook(msgspec.Struct, frozen=True, tag="put_webhook"):
    """There is this webhook, in place of one of the same id: `Recorded`."""

    webhook: Webhook


class DropWebhook(msgspec.Struct, frozen=True, tag="drop_webhook"):
    """There is no such webhook, nor anything to deliver to it: `Recorded`."""

    webhook: str


class TakeIn(msgspec.Struct, frozen=True, tag="take_in"):
    """These are to be delivered: `Recorded`; what is known already stays as it is."""

    deliveries: tuple[Delivery, ...]


class FindDue(msgspec.Struct, frozen=True, tag="find_due"):
    """Asks for deliveries of a webhook that are due: `Due`.

    Attributes:
        webhook: whose.
        now_ms: wall time.
        without: events under way, which are not asked for.
        limit: so many at most.
    """

    webhook: str
    now_ms: int
    without: tuple[int, ...]
    limit: Limit


class NoteAttempt(msgspec.Struct, frozen=True, tag="note_attempt"):
    """An attempt was made, and this follows: `Recorded`."""

    attempt: Attempt
    verdict: Verdict


class Replay(msgspec.Struct, frozen=True, tag="replay"):
    """Has deliveries made once more, from the first attempt on: `Replayed`.

    Attributes:
        webhook: whose.
        first, last: events, both included.
        now_ms: wall time.
        state: only those that stand there; None = all that are not pending.
    """

    webhook: str
    first: int
    last: int
    now_ms: int
    state: DeliveryState | None = None


class FindDeliveries(msgspec.Struct, frozen=True, tag="find_deliveries"):
    """Asks for the newest deliveries, without bodies: `Deliveries`.

    Attributes:
        webhook: whose; "" = everybody's.
        state: only those that stand there; None = all.
        before: older than this event; 0 = from the newest.
        limit: so many, and what else the last event has: none is on two pages.
    """

    webhook: str = ""
    state: DeliveryState | None = None
    before: int = 0
    limit: Limit = MAX_ROWS


class FindAttempts(msgspec.Struct, frozen=True, tag="find_attempts"):
    """Asks for the attempts of one delivery, oldest first: `Attempts`."""

    event: int
    webhook: str = ""


class CountDeliveries(msgspec.Struct, frozen=True, tag="count_deliveries"):
    """Asks how many stand where, by webhook: `Counts`."""


class Forget(msgspec.Struct, frozen=True, tag="forget"):
    """Forgets what is over and was taken in before that time: `Forgotten`."""

    before_ms: int
    limit: Limit


class ForgetSessions(msgspec.Struct, frozen=True, tag="forget_sessions"):
    """Forgets a page of what is, or was, told of sessions: `SessionsForgotten`.

    Attributes:
        sessions: their ids, at least one.
        after: deliveries of later events; 0 = from the first.
        limit: so many are looked at; more than there are webhooks.
    """

    sessions: Annotated[tuple[str, ...], Meta(min_length=1)]
    after: int = 0
    limit: Limit = MAX_ROWS


WebhookRequest = (
    LoadWebhooks
    | PutWebhook
    | DropWebhook
    | TakeIn
    | FindDue
    | NoteAttempt
    | Replay
    | FindDeliveries
    | FindAttempts
    | CountDeliveries
    | Forget
    | ForgetSessions
)


class Webhooks(msgspec.Struct, frozen=True, tag="webhooks"):
    """All of them, oldest first."""

    webhooks: tuple[Webhook, ...]


class Due(msgspec.Struct, frozen=True, tag="due"):
    """Deliveries that are due, and when the next one will be, or 0: none waits."""

    deliveries: tuple[Delivery, ...]
    next_ms: int = 0


class Replayed(msgspec.Struct, frozen=True, tag="replayed"):
    """So many will be made once more."""

    count: int


class Forgotten(msgspec.Struct, frozen=True, tag="forgotten"):
    """So many are gone; as many as the limit: there may be more."""

    count: int


class DeliveryRow(msgspec.Struct, frozen=True):
    """A delivery as the log shows it, with its last attempt; see `Delivery`."""

    event: int
    webhook: str
    kind: str
    at_ms: int
    state: DeliveryState
    attempts: int
    next_ms: int
    status: int = 0
    excerpt: str = ""


class SessionsForgotten(msgspec.Struct, frozen=True, tag="sessions_forgotten"):
    """`next`: where the next page is after; 0 = there is none."""

    next: int


class Deliveries(msgspec.Struct, frozen=True, tag="deliveries"):
    """Rows of the log, newest first."""

    rows: tuple[DeliveryRow, ...]


class Attempts(msgspec.Struct, frozen=True, tag="attempts"):
    """Attempts, oldest first, at most `MAX_ROWS`."""

    rows: tuple[Attempt, ...]


class Count(msgspec.Struct, frozen=True):
    """So many deliveries of a webhook stand there."""

    webhook: str
    state: DeliveryState
    count: int


class Counts(msgspec.Struct, frozen=True, tag="counts"):
    """By webhook and state; what is not there is 0."""

    counts: tuple[Count, ...]


WebhookAnswer = (
    Webhooks
    | Due
    | Replayed
    | Forgotten
    | SessionsForgotten
    | Deliveries
    | Attempts
    | Counts
    | Recorded
    | NotRecorded
)
