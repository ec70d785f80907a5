"""PURE: which business server is asked, by whom, and how patiently (Q9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from actors.channels.core import ANY_GROUP

EVERY_CHANNEL: Final = ANY_GROUP
MAX_ATTEMPTS: Final = 5
"""More would not fit into the time that a visitor waits."""


@dataclass(frozen=True, slots=True)
class BusinessServer:
    """One business server.

    Attributes:
        url: that is asked; "" = nobody is.
        secret: of its signatures; empty = requests are not signed.
        app_id: `SdkAppid` of the query: which organisation asks.
        channels: whose sessions it decides; `*` = all.
        attempt_seconds: for one request.
        attempts: requests for one session at most, within the session's time.
        named_seconds: how long agents whom it names are waited for; 0 = not, then
            anybody of the group may serve.
    """

    url: str = ""
    secret: bytes = b""
    app_id: str = "triodesk"
    channels: frozenset[str] = frozenset({EVERY_CHANNEL})
    attempt_seconds: float = 3.0
    attempts: int = 3
    named_seconds: float = 30.0

    def decides(self, channel: str) -> bool:
        """True when it is asked for sessions of that channel."""
        is_its = channel in self.channels or EVERY_CHANNEL in self.channels
        return bool(self.url) and is_its


NO_BUSINESS_SERVER: Final = BusinessServer()
