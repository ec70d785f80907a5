"""PURE: in which language and looks somebody reads the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from actors.language import is_chinese
from gateway.console.phrases import CHINESE, ENGLISH, Bilingual, Words

LANGUAGE_COOKIE: Final = "triodesk-language"
THEME_COOKIE: Final = "triodesk-theme"
_THEMES: Final = frozenset({"light", "dark"})


def page_words(chosen: str, preferred: str) -> Words:
    """The words of who chose that language, or whose browser prefers that one."""
    return Words(CHINESE if is_chinese(chosen or preferred) else ENGLISH)


def page_theme(chosen: str) -> str:
    """The looks that were chosen; "" = as the device has it."""
    return chosen if chosen in _THEMES else ""


def said(words: Words, *phrases: type[Bilingual]) -> Mapping[str, str]:
    """The texts of some phrases in one language, by their names.

    A name that two of them have is the later one's.
    """
    return {each.name: words(each) for table in phrases for each in table}
