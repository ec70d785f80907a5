"""PURE: recognises which of a shop's intents somebody means in what he writes.

All evidence is one number for each intent, a logarithm of odds: how much the text is
like what is said of it (`likeness`), more for each of its key words and patterns, and
so much against it that it is out of the question where these are denied (`denial`).
The intents and “none of them” share the confidence by their odds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
import numpy as np

from actors.intents.intent import Intent
from actors.intents.likeness import Likeness, Odds
from actors.intents.words import Named, WordFinder
from actors.robot.normalise import normalise
from actors.robot.pieces import with_words, words_of
from actors.robot.spelling import Spelling
from actors.robot.usual import USUAL_WORDS

RECOGNISED: Final = 0.5
"""The confidence from which on an intent counts as meant.

This and the odds below were chosen by cross-validation: of a fifth of the presets'
utterances, left out in turn, 2.0 % are recognised wrongly, 51 % rightly.
"""
_WORD: Final = 8.0
"""The odds that the first key word of an intent adds; a second one says no more."""
_DENIED: Final = -50.0
_NONE: Final = 8.0
"""The odds of none of the intents."""
_STRANGE: Final = 0.3
"""That these grow by, for the weight of pieces that no intent has."""
_SPREAD: Final = 4.5
"""What odds are divided by: pieces of a text are not independent of each other."""


class Recognised(msgspec.Struct, frozen=True):
    """An intent that a text may mean.

    Attributes:
        entry: the intent's id.
        confidence: 0 to 1.
        by: the key word or pattern that names it; "": it is like its utterances.
    """

    entry: str
    confidence: float
    by: str = ""


class Recogniser:
    """Some intents, ready to be recognised. It never changes."""

    def __init__(self, intents: Sequence[Intent]) -> None:
        """Reads all utterances: 50 µs each."""
        self._ids = [intent.id for intent in intents]
        self._words = WordFinder(intents)
        self._likeness = Likeness([intent.utterances for intent in intents])
        said = (text for each in intents for text in (*each.utterances, *each.words))
        self._known = USUAL_WORDS.union(*(words_of(normalise(text)) for text in said))
        self._spelling = Spelling(self._known)

    def recognise(self, text: str) -> Recognised | None:
        """The intent that is meant, or None."""
        best = self.rank(text, 1)
        return best[0] if best and best[0].confidence >= RECOGNISED else None

    def rank(self, text: str, limit: int) -> tuple[Recognised, ...]:
        """The intents that may be meant, best first, at most so many."""
        plain = self._corrected(normalise(text))
        if not plain or not self._ids:
            return ()
        odds, strange = self._likeness.odds(plain)
        named = _weigh(odds, self._words.find(plain))
        none = (_NONE + _STRANGE * strange) / _SPREAD
        shares = np.exp(odds.astype(np.float64) / _SPREAD - none)
        shares /= 1 + shares.sum()
        order = (-shares).argsort(kind="stable")[:limit].tolist()
        return tuple(
            Recognised(self._ids[each], float(shares[each]), named.get(each, ""))
            for each in order
        )

    def _corrected(self, plain: str) -> str:
        """The text with words that are known in the place of typos of them."""
        strange = {word for word in words_of(plain) if word not in self._known}
        meant = {word: self._spelling.meant(word) or word for word in strange}
        return with_words(plain, meant)


def _weigh(odds: Odds, found: Iterable[Named]) -> dict[int, str]:
    """Adds what was named to the odds; by what each intent was."""
    named: dict[int, str] = {}
    denied: set[int] = set()
    for intent, by, is_denied in found:
        if is_denied:
            denied.add(intent)
        elif intent not in named:
            named[intent] = by
            odds[intent] += _WORD
    for intent in denied - named.keys():
        odds[intent] = _DENIED
    return named
