"""PURE: whether a visitor asks for a human in so many words (R6)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import normalize

_LONG: Final = 3
"""Chinese words of so many letters mean it inside a short sentence, too: 我要转人工.
Shorter ones would not: 人工智能."""
MAX_WISH_CHARS: Final = 20
"""Of such a sentence, in letters: a longer one asks for something else besides."""


def wants_human(text: str, words: str) -> bool:
    """True when the text is one of the words, or a short sentence with a Chinese one.

    Case, width and punctuation do not matter.

    Args:
        text: as it was written.
        words: of the rule, apart by spaces.
    """
    said = _letters(text)
    if not said:
        return False
    every = _every(words)
    if said in every:
        return True
    is_short = len(said) <= MAX_WISH_CHARS
    return is_short and any(
        len(word) >= _LONG and not word.isascii() and word in said for word in every
    )


@lru_cache(maxsize=64)
def _every(words: str) -> frozenset[str]:
    return frozenset(_letters(word) for word in words.split()) - {""}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))
