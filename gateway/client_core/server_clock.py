"""What time it is at the server, as far as a client can know. Pure.

WELCOME tells the server's clock. When it was read, lies between HELLO and WELCOME; the
middle is taken, so that the estimate is wrong by half of that time at most. Between two
connections the client's own monotonic clock goes on.

Source: NTP's offset of one exchange (RFC 5905 section 8), the server's part taken as 0.
"""

from __future__ import annotations

from typing import Final

_MS: Final = 1_000


class ServerClock:
    """Local seconds, of a monotonic clock, to the server's ms since the epoch."""

    __slots__ = ("_asked_at", "_offset_ms", "error_ms")

    def __init__(self) -> None:
        self._asked_at = 0.0
        self._offset_ms = 0.0
        self.error_ms = 0.0
        """What the estimate may be wrong by, not counting how clocks drift."""

    def asked(self, now: float) -> None:
        """HELLO goes out."""
        self._asked_at = now

    def told(self, server_ms: int, now: float) -> None:
        """WELCOME came."""
        half = (now - self._asked_at) / 2
        self._offset_ms = server_ms - (now - half) * _MS
        self.error_ms = half * _MS

    def ms(self, now: float) -> int:
        """The server's time; before the first WELCOME it has no meaning."""
        return round(self._offset_ms + now * _MS)
