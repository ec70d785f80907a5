"""When to connect again: full jitter, so that clients cut together come back apart.

Source: AWS Architecture Blog, "Exponential Backoff and Jitter" (full jitter).
"""

from __future__ import annotations

from random import Random
from typing import Final

FIRST_SECONDS: Final = 0.2
CAP_SECONDS: Final = 10.0
"""The longest wait a person bears before reloading the page."""
HEALTHY_SECONDS: Final = 30.0
"""A connection that lived so long starts the count anew."""


class Reconnect:
    """The delays of one client."""

    __slots__ = ("_attempts", "_random", "_retry_seconds", "_welcomed_at")

    def __init__(self, random: Random) -> None:
        self._random = random
        self._attempts = 0
        self._welcomed_at: float | None = None
        self._retry_seconds = 0.0

    def welcomed(self, now: float) -> None:
        """The server took us."""
        self._welcomed_at = now

    def asked_to_wait(self, retry_ms: int) -> None:
        """The server said when to come back."""
        self._retry_seconds = retry_ms / 1000

    def delay(self, now: float) -> float:
        """Seconds to wait after a connection ended at `now`, or did not come about."""
        if self._welcomed_at is not None:
            if now - self._welcomed_at >= HEALTHY_SECONDS:
                self._attempts = 0
            self._welcomed_at = None
        # The exponent is bounded: 2 ** attempts of a night off-line is no float.
        most = min(CAP_SECONDS, FIRST_SECONDS * 2 ** min(self._attempts, 16))
        self._attempts += 1
        asked, self._retry_seconds = self._retry_seconds, 0.0
        return asked + self._random.uniform(0.0, most)
