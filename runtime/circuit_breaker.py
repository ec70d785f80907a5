"""PURE: a breaker between us and somebody who fails again and again.

Closed, requests pass; after so many failures in a row it opens, and nothing is asked
for a while; then one request is let through to see (half-open): its end closes the
breaker, or opens it again. Nothing is thrown, nothing is timed here.

Source: Nygard, *Release It!*.
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class Circuit(Enum):
    """Where the breaker stands."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Word(Enum):
    """What the breaker is told."""

    SUCCEEDED = "a request succeeded"
    FAILED = "a request failed"
    FAILED_OFTEN = "a request failed, as did so many before it"
    RESTED = "somebody asks, after the rest"


TRANSITIONS: Final[dict[tuple[Circuit, Word], Circuit]] = {
    (Circuit.CLOSED, Word.SUCCEEDED): Circuit.CLOSED,
    (Circuit.CLOSED, Word.FAILED): Circuit.CLOSED,
    (Circuit.CLOSED, Word.FAILED_OFTEN): Circuit.OPEN,
    (Circuit.CLOSED, Word.RESTED): Circuit.CLOSED,
    # Requests that were on their way when it opened still end.
    (Circuit.OPEN, Word.SUCCEEDED): Circuit.OPEN,
    (Circuit.OPEN, Word.FAILED): Circuit.OPEN,
    (Circuit.OPEN, Word.FAILED_OFTEN): Circuit.OPEN,
    (Circuit.OPEN, Word.RESTED): Circuit.HALF_OPEN,
    (Circuit.HALF_OPEN, Word.SUCCEEDED): Circuit.CLOSED,
    (Circuit.HALF_OPEN, Word.FAILED): Circuit.OPEN,
    (Circuit.HALF_OPEN, Word.FAILED_OFTEN): Circuit.OPEN,
    (Circuit.HALF_OPEN, Word.RESTED): Circuit.HALF_OPEN,
}


class CircuitBreaker:
    """One receiver's.

    Args:
        failures: in a row, that open it.
        rest_seconds: how long it stays open; also how long the one request that is let
            through then may take before another is.

    Attributes:
        circuit: where it stands.
    """

    def __init__(self, failures: int, rest_seconds: float) -> None:
        self.circuit = Circuit.CLOSED
        self._failures = failures
        self._rest_seconds = rest_seconds
        self._in_a_row = 0
        self._rests_until = 0.0

    def lets_pass(self, now: float) -> bool:
        """Whether a request may be sent; who is let through tells its end."""
        if self.circuit is Circuit.CLOSED:
            return True
        if now < self._rests_until:
            return False
        self._rests_until = now + self._rest_seconds
        self._hear(Word.RESTED)
        return True

    @property
    def rests_until(self) -> float:
        """Unless it is closed nothing passes before then."""
        return self._rests_until

    def succeeded(self) -> None:
        """A request was answered."""
        self._in_a_row = 0
        self._hear(Word.SUCCEEDED)

    def failed(self, now: float) -> bool:
        """A request was not answered, or its receiver failed; True: so it opened."""
        self._in_a_row += 1
        was_open = self.circuit is Circuit.OPEN
        is_often = self._in_a_row >= self._failures
        self._hear(Word.FAILED_OFTEN if is_often else Word.FAILED)
        opens = self.circuit is Circuit.OPEN and not was_open
        if opens:
            self._rests_until = now + self._rest_seconds
        return opens

    def _hear(self, word: Word) -> None:
        self.circuit = TRANSITIONS[self.circuit, word]
