"""PURE: what is kept for a time alone, and what is due to go (P8).

Counted from the end of a session; what goes on is never due. Texts go with their
files, since nothing names those any more, and sessions with all that they have.
"""

from __future__ import annotations

from typing import Final

import msgspec

from actors.records.keeping import Kept
from actors.rules.settings import ServiceSettings

DAY_MS: Final = 24 * 3_600 * 1_000


class Due(msgspec.Struct, frozen=True, array_like=True):
    """What is to go of sessions that ended before a moment.

    Attributes:
        kept: what.
        days: for so long it is kept.
        until_ms: that moment, wall time.
    """

    kept: Kept
    days: int
    until_ms: int


def due(settings: ServiceSettings, now_ms: int) -> tuple[Due, ...]:
    """What is due, the most first: what is gone need not be looked at again."""
    days = {
        Kept.SESSIONS: settings.keep_sessions_days,
        Kept.TEXTS: settings.keep_texts_days,
        Kept.FILES: settings.keep_files_days,
    }
    return tuple(
        Due(kept, count, max(0, now_ms - count * DAY_MS))
        for kept, count in days.items()
        if count
    )
