"""PURE: what may be set of guests and side rooms (S10, S11)."""

from __future__ import annotations

from typing import Final

import msgspec


class AsideRule(msgspec.Struct, frozen=True):
    """Set for all sessions.

    Attributes:
        call_seconds: how long a call rings at a colleague.
        mention_hours: how long who was mentioned may read on after the end.
        shows_watchers: who serves sees who watches, unless that is asked not to be.
    """

    call_seconds: float = 30.0
    mention_hours: float = 72.0
    shows_watchers: bool = True

    def mention_ms(self) -> int:
        """`mention_hours` in ms."""
        return round(self.mention_hours * 3_600_000)


USUAL_ASIDE: Final = AsideRule()
