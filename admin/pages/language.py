"""PURE: in which language, looks and time zone somebody reads the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from actors.language import is_chinese
from gateway.console.phrases import CHINESE, ENGLISH, Bilingual, Words

LANGUAGE_COOKIE: Final = "triodesk-language"
THEME_COOKIE: Final = "triodesk-theme"
ZONE_COOKIE: Final = "triodesk-zone"
NEVER: Final = "–"
_THEMES: Final = frozenset({"light", "dark"})


def page_words(chosen: str, preferred: str) -> Words:
    """The words of who chose that language, or whose browser prefers that one."""
    return Words(CHINESE if is_chinese(chosen or preferred) else ENGLISH)


def page_theme(chosen: str) -> str:
    """The looks that were chosen; "" = as the device has it."""
    return chosen if chosen in _THEMES else ""


def page_zone(told: str) -> ZoneInfo:
    """The time zone that a browser told; UTC where it told none that there is."""
    try:
        return ZoneInfo(told or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def moment(ms: int, zone: ZoneInfo) -> str:
    """A moment of wall time for people, to the minute; "–" for 0, which is none."""
    if not ms:
        return NEVER
    found = datetime.fromtimestamp(ms // 1_000, UTC).astimezone(zone)
    return f"{found:%Y-%m-%d %H:%M}"


def said(words: Words, *phrases: type[Bilingual]) -> Mapping[str, str]:
    """The texts of some phrases in one language, by their names.

    A name that two of them have is the later one's.
    """
    return {each.name: words(each) for table in phrases for each in table}
