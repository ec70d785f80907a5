"""PURE: the server's wall clock as a client knows it: from one reading, at WELCOME.

It is behind by the time that reading travelled, so that a countdown ends at the server
a little before it ends here: what is due here was due there.
"""

from __future__ import annotations

from typing import Final

_MS: Final = 1_000


class ServerClock:
    """Turns a local clock, in seconds, into the server's, in ms since the epoch."""

    def __init__(self) -> None:
        self._server_ms = 0
        self._read_at = 0.0

    def greeted(self, server_ms: int, now: float) -> None:
        """The server said what time it is."""
        self._server_ms, self._read_at = server_ms, now

    def ms(self, now: float) -> int:
        """The server's time."""
        return self._server_ms + round((now - self._read_at) * _MS)
