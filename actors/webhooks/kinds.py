"""PURE: what webhooks tell of, and who wants to be told (M11)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

import msgspec


class EventKind(Enum):
    """What happens in sessions."""

    OPENED = "session.opened"
    QUEUED = "session.queued"
    ASSIGNED = "session.assigned"
    TRANSFERRED = "session.transferred"
    CLOSED = "session.closed"
    MESSAGE = "session.message"
    RATED = "session.rated"
    ANNOTATED = "session.annotated"
    MESSAGE_LEFT = "session.message_left"
    COPIED = "session.copied"
    """An agent sends what was said there, and there alone (CC, S10)."""

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


USUAL_KINDS: Final = frozenset(EventKind) - {EventKind.MESSAGE, EventKind.COPIED}
"""What a webhook is told that names nothing: what people write must be asked for."""


class CopyPlaces(msgspec.Struct, frozen=True):
    """Where copies can go (S10).

    Attributes:
        has_mail: there is a mail server.
        urls: of webhooks that take them.
    """

    has_mail: bool = False
    urls: frozenset[str] = frozenset()


NO_PLACES: Final = CopyPlaces()


class Audience:
    """What somebody wants to be told of; read with every commit, replaced as a whole.

    Attributes:
        kinds: empty = nobody wants anything, and nothing is written.
        copy_places: that there are now.
        wake: called after a commit that wrote something to be told.
    """

    __slots__ = ("copy_places", "kinds", "wake")

    def __init__(self, kinds: frozenset[EventKind] = frozenset()) -> None:
        self.kinds = kinds
        self.copy_places = NO_PLACES
        self.wake: Callable[[], None] = _nobody


def _nobody() -> None:
    """There is nobody who tells."""
