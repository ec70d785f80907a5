"""PURE: webhooks and their deliveries: what they are, and when one is tried again."""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from runtime.outgoing import HttpFailure, HttpOutcome
from runtime.webhook_signature import read_secret

MAIL: Final = "mail"
"""Stands for a webhook where something is to be told by e-mail."""
MAX_WEBHOOKS: Final = 50
MAX_PENDING: Final = 100_000
"""Deliveries of one webhook that wait; what comes then is given up, and can be
replayed."""
MAX_EXCERPT_CHARS: Final = 500
"""Of an answer, or of why there is none."""
PAUSES_SECONDS: Final = (5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 36_000.0)
"""After each attempt that failed; after the last but these a delivery is given up:
eight attempts in about 27 h (Standard Webhooks, "retry schedule")."""
MAX_ATTEMPTS: Final = len(PAUSES_SECONDS) + 1
MAX_RETRY_AFTER_SECONDS: Final = 24 * 3_600.0
"""What a receiver may ask for by `Retry-After`."""
SPREAD: Final = 0.2
"""A pause is longer or shorter by so much, so that not all come back at once."""
MAX_OVERLAP_HOURS: Final = 7 * 24
"""For a secret that is replaced to be still good."""
GONE: Final = 410
"""A receiver that wants nothing of the kind ever again, or a letter that no server will
ever take."""
_SECONDS: Final = re.compile(r"\d{1,9}\Z")


class Webhook(msgspec.Struct, frozen=True):
    """Whom something is told.

    Attributes:
        id: of ours, short.
        url: where.
        kinds: of what; names of `EventKind`.
        secret: signs it, `whsec_…`.
        old_secret: signs it, too, until `old_until_ms`; "" = none.
        created_ms: wall time.
    """

    id: str
    url: str
    kinds: tuple[str, ...]
    secret: str
    created_ms: int
    old_secret: str = ""
    old_until_ms: int = 0

    def secrets(self, now_ms: int) -> tuple[bytes, ...]:
        """What signs a request now: the newest first."""
        is_kept = bool(self.old_secret) and now_ms < self.old_until_ms
        texts = (self.secret, self.old_secret) if is_kept else (self.secret,)
        return tuple(map(read_secret, texts))


class DeliveryState(Enum):
    """Where a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class Delivery(msgspec.Struct, frozen=True):
    """Something that is to be told to one webhook, or was.

    Attributes:
        event: id of what happened: `webhook-id`, which grows in the order of commits.
        webhook: whom.
        kind: name of an `EventKind`.
        body: JSON.
        at_ms: when it was taken in, wall time.
        state: see `DeliveryState`.
        attempts: made so far, since the last replay.
        next_ms: when the next one is due, wall time.
    """

    event: int
    webhook: str
    kind: str
    body: bytes
    at_ms: int
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    next_ms: int = 0


class Attempt(msgspec.Struct, frozen=True):
    """One request of a delivery, as the log keeps it.

    Attributes:
        event, webhook: whose.
        at_ms: when it began, wall time.
        duration_ms: how long it took.
        status: of HTTP; 0 = there was no answer.
        excerpt: of the answer, or why there is none.
    """

    event: int
    webhook: str
    at_ms: int
    duration_ms: int
    status: int
    excerpt: str


class Verdict(msgspec.Struct, frozen=True):
    """What follows from an attempt; `next_ms` when it is pending."""

    state: DeliveryState
    next_ms: int = 0


MAX_EVENT: Final = 2**63 - 1
"""As databases have it."""
EventId = Annotated[int, Meta(ge=1, le=MAX_EVENT)]


def excerpt_of(outcome: HttpOutcome) -> str:
    """What the log keeps of an outcome."""
    if isinstance(outcome, HttpFailure):
        return f"{outcome.cause.value}: {outcome.text}"[:MAX_EXCERPT_CHARS]
    text = outcome.body[: 4 * MAX_EXCERPT_CHARS].decode("utf-8", "replace")
    # Of a database's text: PostgreSQL takes no NUL.
    return text[:MAX_EXCERPT_CHARS].replace("\0", "�")


def judge(outcome: HttpOutcome, attempts: int, now_ms: int, random: float) -> Verdict:
    """What follows from an attempt.

    Args:
        outcome: of it.
        attempts: made by now, this one included.
        now_ms: wall time at its end.
        random: 0 … 1.
    """
    if not isinstance(outcome, HttpFailure):
        if outcome.is_good:
            return Verdict(DeliveryState.DELIVERED)
        if outcome.status == GONE:
            return Verdict(DeliveryState.GIVEN_UP)
    if attempts >= MAX_ATTEMPTS:
        return Verdict(DeliveryState.GIVEN_UP)
    pause = PAUSES_SECONDS[attempts - 1] * (1 + SPREAD * (2 * random - 1))
    if not isinstance(outcome, HttpFailure):
        pause = max(pause, _asked_seconds(outcome.retry_after))
    return Verdict(DeliveryState.PENDING, now_ms + round(pause * 1000))


def _asked_seconds(retry_after: str) -> float:
    """What `Retry-After` asks for in seconds; a date asks for nothing more."""
    if not _SECONDS.match(retry_after.strip()):
        return 0.0
    return min(float(retry_after), MAX_RETRY_AFTER_SECONDS)
