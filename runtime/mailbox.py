"""A mailbox's bound: what happens to a message too many.

The lanes themselves are two lists on the cell (`runtime.cell`); this file holds the
vocabulary and the slow path. Every message that is not handled is counted and reported
as a `DeadLetter`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

from runtime.errors import UsageError
from runtime.observe import Duty, Event

DEFAULT_CAPACITY = 10_000
"""Messages in a mailbox: some seconds of work, and a few MB at worst."""


class Delivery(Enum):
    """What became of a `tell`."""

    ACCEPTED = "accepted"
    REPLACED = "replaced"
    """Accepted in place of an older message: conflated, or the oldest was dropped."""
    REJECTED = "rejected"
    """Not accepted: the mailbox is full, or the actor has ended."""


class Overflow(Enum):
    """What a full mailbox does."""

    REJECT = "reject"
    """Refuses the new message; an ask gets `MailboxFull` at once."""
    DROP_OLDEST = "drop_oldest"
    """Makes room: for streams in which the newest matters."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The limits of one mailbox.

    Attributes:
        messages: most messages waiting.
        total_bytes: most bytes waiting, as `size_of` counts them; 0 = not counted.
        overflow: what happens to one too many.
        size_of: bytes of a message; must give the same figure for the same message.
        conflate: a key, or None: a waiting message with an equal key is replaced by
            the newer one and keeps its place.
    """

    messages: int = DEFAULT_CAPACITY
    total_bytes: int = 0
    overflow: Overflow = Overflow.REJECT
    size_of: Callable[[object], int] | None = None
    conflate: Callable[[object], str | None] | None = None
    is_plain: bool = field(init=False)
    """True when the number of messages decides alone (the fast path of `tell`)."""

    def __post_init__(self) -> None:
        if self.messages < 1:
            raise UsageError(f"expected a bound of messages >= 1, got {self.messages}")
        if (self.total_bytes > 0) != (self.size_of is not None):
            raise UsageError("expected total_bytes and size_of together or not at all")
        is_plain = (
            self.overflow is Overflow.REJECT
            and self.size_of is None
            and self.conflate is None
        )
        object.__setattr__(self, "is_plain", is_plain)  # frozen


class DeadLetter(Event, frozen=True):
    """A message that nobody will handle; its content is not repeated here."""

    duty: ClassVar[Duty] = Duty.DEBUG

    to: str
    message_type: str
    reason: str
