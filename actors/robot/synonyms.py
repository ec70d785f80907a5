"""PURE: the meanings of words that others share, in Chinese and English."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from actors.robot.alternatives import alternatives
from actors.robot.lexicon import ROWS
from actors.robot.stem import stem

Meanings = tuple[int, ...]
"""The numbers of rows of the lexicon."""
_BLANK: Final = "_"


def _by_word() -> dict[str, Meanings]:
    numbers: dict[str, Meanings] = {}
    for number, row in enumerate(ROWS):
        for word in row:
            numbers[word] = (*numbers.get(word, ()), number)
    return numbers


_NUMBERS: Final = _by_word()
_ENGLISH: Final = frozenset(word for word in _NUMBERS if word.isascii())
ENGLISH: Final = frozenset(part for word in _ENGLISH for part in word.split(_BLANK))
"""The English words that have others like them, alone or with their neighbours."""
_IN_CHINESE: Final = re.compile(alternatives(_NUMBERS.keys() - _ENGLISH))


def _by_stems() -> dict[tuple[str, ...], Meanings]:
    """The meanings of words and phrases, by the stems of their words."""
    numbers: dict[tuple[str, ...], Meanings] = {}
    for word in sorted(_ENGLISH):
        stems = tuple(map(stem, word.split(_BLANK)))
        found = (*numbers.get(stems, ()), *_NUMBERS[word])
        numbers[stems] = tuple(dict.fromkeys(found))
    return numbers


_BY_STEMS: Final = _by_stems()


def _lengths() -> dict[str, tuple[int, ...]]:
    """How many words the phrases have that begin with a stem; longest first."""
    phrases = sorted(stems for stems in _BY_STEMS if len(stems) > 1)
    return {
        first: tuple(sorted({len(stems) for stems in those}, reverse=True))
        for first, those in groupby(phrases, key=lambda stems: stems[0])
    }


PHRASES: Final = _lengths()
LONGEST_PHRASE: Final = max(map(len, _BY_STEMS))
"""Words."""


def in_chinese(joined: str) -> list[tuple[int, int]]:
    """Where words begin that have others like them, and the number of their meaning."""
    return [
        (found.start(), number)
        for found in _IN_CHINESE.finditer(joined)
        for number in _NUMBERS[found[0]]
    ]


def in_english(*stems: str) -> Meanings:
    """The meanings of a word, or of a phrase, by the stems of its words."""
    return _BY_STEMS.get(stems, ())


def example(meaning: int) -> str:
    """The first of the words that mean this, for people."""
    return ROWS[meaning][0]
