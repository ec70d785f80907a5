"""PURE: in which of the service's languages somebody is spoken to."""

from __future__ import annotations

from typing import Final

CHINESE: Final = "zh"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)


def is_chinese(tag: str) -> bool:
    """True of who speaks Chinese (BCP 47), and where nobody said what he speaks."""
    return not tag or tag.lower().startswith(CHINESE)


def language_of(tag: str) -> str:
    """One of `LANGUAGES`, by his own (BCP 47)."""
    return CHINESE if is_chinese(tag) else ENGLISH
