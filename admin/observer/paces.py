"""PURE: how fast things go: what was counted between two looks, per second.

Looks come from several who watch. Of each thing two looks are kept, at least
`MIN_SECONDS` apart, so that whoever looks right after another sees no nonsense.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import msgspec

MIN_SECONDS: Final = 1.0
"""Between two looks that are kept."""
MAX_KEPT: Final = 5_000
"""Things whose looks are kept; the one that was looked at longest ago goes."""


class Pace(msgspec.Struct, frozen=True):
    """How fast.

    Attributes:
        per_second: messages handled.
        busy_share: of the time, spent in handlers; 0 to 1.
        seconds: between the two looks.
    """

    per_second: float
    busy_share: float
    seconds: float


@dataclass(frozen=True, slots=True)
class _Look:
    at: float
    handled: int
    busy_seconds: float


class Paces:
    """Of all things that somebody looks at; they are named by path."""

    def __init__(self) -> None:
        self._looks: OrderedDict[str, tuple[_Look, _Look]] = OrderedDict()

    def look(
        self, path: str, handled: int, busy_seconds: float, now: float
    ) -> Pace | None:
        """What has happened since an earlier look; None: this is the first one.

        Args:
            path: of what.
            handled: messages, since its start.
            busy_seconds: the same.
            now: seconds, by a clock that only goes on.
        """
        look = _Look(now, handled, busy_seconds)
        base, last = self._looks.pop(path, (look, look))
        if handled < base.handled:
            base = last = look  # it began anew
        if now - last.at >= MIN_SECONDS:
            base, last = last, look
        self._looks[path] = (base, last)
        if len(self._looks) > MAX_KEPT:
            self._looks.popitem(last=False)
        seconds = now - base.at
        if seconds <= 0:
            return None
        per_second = (handled - base.handled) / seconds
        return Pace(per_second, (busy_seconds - base.busy_seconds) / seconds, seconds)
