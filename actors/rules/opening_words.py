"""PURE: when a service is open the next time, in words (M4, V7)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from actors.language import CHINESE, ENGLISH
from actors.rules.hours import WorkingHours, next_opening_ms

_UNKNOWN: Final = {CHINESE: "另行通知", ENGLISH: "at a time to be announced"}
_DAYS: Final = "一二三四五六日"
_MINUTE_MS: Final = 60_000


@lru_cache(maxsize=64)
def _opens_ms(hours: WorkingHours, minute_ms: int) -> int | None:
    """Looked for once a minute: a whole line may be turned away at once."""
    return next_opening_ms(hours, minute_ms)


def opens_at(hours: WorkingHours, now_ms: int, language: str) -> str:
    """Date and time of the next opening, by the clock of the rule's time zone.

    With its date, even where that is today: what is said is read later, too.

    Args:
        hours: of the rule.
        now_ms: wall time.
        language: one of `LANGUAGES`.
    """
    opens_ms = _opens_ms(hours, now_ms - now_ms % _MINUTE_MS)
    if opens_ms is None:
        return _UNKNOWN[language]
    opens = datetime.fromtimestamp(opens_ms / 1000, UTC)
    opens = opens.astimezone(ZoneInfo(hours.time_zone))
    if language == CHINESE:
        day = f"{opens.month} 月 {opens.day} 日（周{_DAYS[opens.weekday()]}）"
        return f"{day} {opens:%H:%M}"
    return f"on {opens:%A}, {opens.day} {opens:%B}, at {opens:%H:%M}"
