"""PURE: the key words and patterns of intents, found in what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from actors.intents.denial import is_denied
from actors.intents.intent import DIGIT, GAP, Intent
from actors.robot.alternatives import alternatives
from actors.robot.normalise import normalise

_DIGITS: Final = str.maketrans(dict.fromkeys("0123456789", DIGIT))
_NEVER: Final = r"(?!)"


class Named(NamedTuple):
    """An intent is named, by its number.

    Attributes:
        by: the word or the pattern, as it is compared.
        denied: that is what the text does not want.
    """

    intent: int
    by: str
    denied: bool


class WordFinder:
    """All words and patterns of some intents."""

    def __init__(self, intents: Sequence[Intent]) -> None:
        """Makes one pattern of all words: a text is read once, however many."""
        self._of_word: dict[str, tuple[int, ...]] = {}
        self._patterns: list[tuple[int, str, tuple[str, ...]]] = []
        for number, intent in enumerate(intents):
            for word in map(normalise, intent.words):
                self._of_word[word] = (*self._of_word.get(word, ()), number)
            for pattern in intent.patterns:
                self._patterns.append((number, pattern, _parts(pattern)))
        letters = [word for word in self._of_word if word.isascii()]
        others = [word for word in self._of_word if not word.isascii()]
        both = rf"\b(?:{alternatives(letters) or _NEVER})\b|{alternatives(others)}"
        self._words = re.compile(both if others else both[:-1])

    def find(self, plain: str) -> Iterator[Named]:
        """What a normalised text names, longer words before what begins them."""
        for found in self._words.finditer(plain):
            denied = is_denied(plain, found.start())
            for intent in self._of_word[found[0]]:
                yield Named(intent, found[0], denied)
        masked = plain.translate(_DIGITS)
        for intent, pattern, parts in self._patterns:
            start = _place(masked, parts)
            if start >= 0:
                yield Named(intent, pattern, is_denied(plain, start))


def _parts(pattern: str) -> tuple[str, ...]:
    """The parts of a pattern, normalised, each digit a `#`."""
    parts = pattern.replace(DIGIT, "0").split(GAP)
    plain = (normalise(part).translate(_DIGITS) for part in parts)
    return tuple(part for part in plain if part)


def _place(text: str, parts: Iterable[str]) -> int:
    """Where all parts begin, each behind the one before; -1: they are not there."""
    begin, at = -1, 0
    for part in parts:
        place = text.find(part, at)
        if place < 0:
            return -1
        begin = place if begin < 0 else begin
        at = place + len(part)
    return begin
