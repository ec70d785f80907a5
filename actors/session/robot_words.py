"""PURE: whether a visitor asks for a human in so many words (R6)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

_LONG: Final = 3
"""Chinese words of so many letters mean it inside a short sentence, too: 我要转人工.
Shorter ones would not: 人工智能."""
MAX_WISH_CHARS: Final = 20
"""Of such a sentence, in letters: a longer one asks for something else besides."""
MAX_WISH_WORDS: Final = 10
"""The same of an English one, in words."""
MAX_WISH_TEXT_CHARS: Final = 120
"""Of either as it was written; in a longer text nothing is looked for."""
_WISH: Final = re.compile(
    r"(.* )?(talk to|talk with|speak to|speak with|chat with|connect me to|"
    r"connect me with|transfer me to|put me through to|get me|give me|want|need)"
)
_BEFORE: Final = re.compile(r"(?: (?:a|an|the|your|some))?(?: (?:real|live|human))?$")
"""Between the wish and the word: “my travel agent” has no place there."""
_AFTER: Final = frozenset({"please", "now", "thanks"})
_TOKEN: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def wants_human(text: str, words: str) -> bool:
    """True when the text is one of the words, or a short sentence that asks for one.

    That is one with a long Chinese word, or an English one that wishes for it at its
    end: “can I speak to a human please”. Case, width and punctuation do not matter.

    Args:
        text: as it was written.
        words: of the rule, apart by spaces.
    """
    said = _letters(text) if len(text) <= MAX_WISH_TEXT_CHARS else ""
    if not said:
        return False
    every = _every(words)
    if said in every:
        return True
    is_short = len(said) <= MAX_WISH_CHARS
    return (is_short and _has_long(said, every)) or _wishes(text, every)


def _has_long(said: str, every: frozenset[str]) -> bool:
    return any(
        len(word) >= _LONG and not word.isascii() and word in said for word in every
    )


def _wishes(text: str, every: frozenset[str]) -> bool:
    """An English sentence: “… talk to a human, please”."""
    tokens = _TOKEN.findall(normalize("NFKC", text).casefold())
    if not 1 < len(tokens) <= MAX_WISH_WORDS:
        return False
    while tokens and tokens[-1] in _AFTER:
        tokens.pop()
    if not tokens or tokens[-1] not in every:
        return False
    before = " " + " ".join(tokens[:-1])
    article = _BEFORE.search(before)
    assert article is not None  # noqa: S101 - it may be empty
    wish = before[: article.start()].strip()
    return not wish or _WISH.fullmatch(wish) is not None


@lru_cache(maxsize=64)
def _every(words: str) -> frozenset[str]:
    return frozenset(_letters(word) for word in words.split()) - {""}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))
