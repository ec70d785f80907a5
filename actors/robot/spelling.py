"""PURE: the word that was meant by one that no entry has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST: Final = 4
"""Letters of a word that may be a typo; of shorter ones too many are neighbours."""
_LONG: Final = 9
"""Letters from which on there may be two typos in a word."""


class Spelling:
    """The words that a base has."""

    __slots__ = ("_by_first",)

    def __init__(self, words: Iterable[str]) -> None:
        """Those long enough are kept, by their first letters: few typos change it."""
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST and word.isalpha():
                self._by_first[word[0]].append(word)

    def meant(self, word: str) -> str | None:
        """The nearest known word, if a typo or two lie between; takes 10 µs a thousand.

        A typo is a letter too many, missing, wrong, or two of them in the wrong order.
        """
        if len(word) < SHORTEST or not word.isalpha():
            return None
        typos = 2 if len(word) >= _LONG else 1
        known = self._by_first.get(word[0], [])
        found = extract(
            word, known, scorer=OSA.distance, score_cutoff=typos, limit=None
        )
        # Letters are left out more often than written twice.
        nearest = (other for other, typos, _ in found if typos == found[0][1])
        return max(nearest, key=_preference, default=None)


def _preference(word: str) -> tuple[int, str]:
    """Of words that are as near; the word itself, so that no order of them tells."""
    return len(word), word
