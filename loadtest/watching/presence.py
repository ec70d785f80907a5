"""Who is connected, and since when. Pure."""

from __future__ import annotations

from typing import Final

_NEVER: Final = float("inf")


class Presence:
    """All clients, by principal."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._before: dict[str, float] = {}
        """Seconds of the connections that have ended."""

    def came(self, principal: str, now: float) -> None:
        """The server welcomed it."""
        self._since[principal] = now

    def went(self, principal: str, now: float) -> None:
        """Its connection is gone."""
        since = self._since.pop(principal, now)
        self._before[principal] = self._before.get(principal, 0.0) + now - since

    def seconds(self, principal: str, now: float) -> float:
        """How long it was connected in all."""
        return self._before.get(principal, 0.0) + now - self._since.get(principal, now)

    def has(self, principal: str, since: float = _NEVER) -> bool:
        """True when it is connected, and was all the time since then."""
        return self._since.get(principal, _NEVER) <= since and principal in self._since
