"""How often what somebody types is passed on (V4). Pure.

Times are seconds of any monotonic clock, passed in.
"""

from __future__ import annotations

from typing import Final

from gateway.wire.terms import MAX_POSITIONS

MAX_THROTTLED_SESSIONS: Final = MAX_POSITIONS
"""Sessions one connection may type in; more than any agent serves at once."""


class TypingThrottle:
    """At most one START per session in `interval` seconds.

    A STOP passes when the last frame that passed was a START, so that an indicator
    never stays on because its end came too early; everything else is dropped.
    """

    __slots__ = ("_interval", "_last")

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._last: dict[str, tuple[float, bool]] = {}

    def passes(self, session: str, now: float, *, is_typing: bool) -> bool:
        """True when this frame may go on; False: drop it silently."""
        last = self._last.get(session)
        if not is_typing:
            if last is None or not last[1]:
                return False
            self._last[session] = (last[0], False)
            return True
        if last is not None and now - last[0] < self._interval:
            return False
        if last is None and not self._has_room(now):
            return False
        self._last[session] = (now, True)
        return True

    def _has_room(self, now: float) -> bool:
        if len(self._last) < MAX_THROTTLED_SESSIONS:
            return True
        horizon = now - self._interval
        self._last = {s: seen for s, seen in self._last.items() if seen[0] > horizon}
        return len(self._last) < MAX_THROTTLED_SESSIONS
