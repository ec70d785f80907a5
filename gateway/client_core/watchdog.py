"""Whether the server is still there, seen from the client. Pure; times are seconds."""

from __future__ import annotations

from typing import Final

GRACE_SECONDS: Final = 10.0
"""Beyond the heartbeat's interval, and for WELCOME after connecting."""
_NEVER: Final = float("inf")


class Watchdog:
    """The server must say something once per heartbeat interval and grace."""

    __slots__ = ("_allowed", "_late_at")

    def __init__(self) -> None:
        self._allowed = GRACE_SECONDS
        self._late_at = _NEVER

    def connected(self, now: float) -> None:
        """HELLO goes out: WELCOME is due."""
        self._allowed = GRACE_SECONDS
        self._late_at = now + GRACE_SECONDS

    def welcomed(self, heartbeat_seconds: float, now: float) -> None:
        """The server said how often it will be heard."""
        self._allowed = heartbeat_seconds + GRACE_SECONDS
        self._late_at = now + self._allowed

    def heard(self, now: float) -> None:
        """Something was received."""
        self._late_at = now + self._allowed

    def disconnected(self) -> None:
        """Nothing is expected."""
        self._late_at = _NEVER

    @property
    def next_deadline(self) -> float:
        """When `is_late` may become true."""
        return self._late_at

    def is_late(self, now: float) -> bool:
        """True once: the server has been silent for too long."""
        if now < self._late_at:
            return False
        self._late_at = _NEVER
        return True
