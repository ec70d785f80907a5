"""PURE: which option a visitor means by what he writes (V3, R10).

Source: the Tencent message 15 ("强等匹配"): the text must be the option's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from actors.cards.wording import Wording


def plain(text: str) -> str:
    """A text without what does not matter: blanks around it, width, upper case."""
    return normalize("NFKC", text).strip().casefold()


def keys_of(place: int, text: Wording, words: Iterable[str] = ()) -> frozenset[str]:
    """All that chooses the option at this place (from 1)."""
    said = {plain(each) for each in (text.zh, text.en, *words, str(place))}
    return frozenset(said - {""})
