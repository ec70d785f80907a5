"""PURE: what is asked, in the pieces of an index."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from actors.robot.index import Index, Ordinals, Weights, each_once
from actors.robot.normalise import normalise
from actors.robot.pieces import (
    Keys,
    Kind,
    kinds,
    look_up,
    pair_key,
    sounds_of,
    take_apart,
    with_words,
    word_key,
    words_of,
)
from actors.robot.sound import spelled
from actors.robot.spelling import Spelling
from actors.robot.stem import stem
from actors.robot.usual import USUAL_WORDS
from actors.robot.weighing import weights_of

MAX_PIECES: Final = 250
"""Of a query, the heaviest, so that the place of one in it fits a byte."""
TYPED_SOUND: Final = 6.0
"""Times the weight of a sound, where it stands for the characters as well."""
MISTYPED_SOUND: Final = 4.0
"""Times it, where no entry has the characters, but one has others that sound so."""
_NOTHING: Final = np.zeros(0, np.uint64)


@dataclass(frozen=True, slots=True)
class Query:
    """A query against one index.

    Attributes:
        text: normalised, without the typos that were seen.
        keys: all its pieces, rising.
        pieces: the numbers of the heaviest that the index has, rising.
        weights: of these.
        mass: the weights of all, those that are unknown as if one entry had them.
        unknown: the weights of these.
    """

    text: str
    keys: Keys
    pieces: Ordinals
    weights: Weights
    mass: float
    unknown: float


def read(text: str, index: Index, spelling: Spelling) -> Query:
    """Takes a query apart."""
    plain = _corrected(normalise(text), index, spelling)
    rest, heard = _typed_by_sound(plain, index)
    keys = each_once(np.concatenate((take_apart([rest]).keys, heard)))
    places, is_known = look_up(keys, index.vocabulary)
    meant = sounds_of(keys[~is_known & (kinds(keys) == Kind.PAIR)])
    times = np.where(is_known & look_up(keys, meant)[1], MISTYPED_SOUND, 1.0)
    times[look_up(keys, heard)[1]] = TYPED_SOUND
    pieces = places[is_known]
    weights = index.weights[pieces] * times[is_known]
    once = np.ones(int((~is_known).sum()), np.int64)
    strange = weights_of(keys[~is_known], once, index.entries) * times[~is_known]
    unknown = float(strange.sum())
    mass = float(weights.sum()) + unknown
    if len(pieces) > MAX_PIECES:
        heaviest = np.sort((-weights).argsort(kind="stable")[:MAX_PIECES])
        pieces, weights = pieces[heaviest], weights[heaviest]
    return Query(plain, keys, pieces.astype(np.int32), weights, mass, unknown)


def _strange(plain: str, index: Index) -> list[str]:
    """The words that no entry has, in any form, and that are not usual either."""
    words = words_of(plain)
    if not words:
        return []
    keys = np.array([word_key(stem(word)) for word in words], np.uint64)
    _, is_known = look_up(keys, index.vocabulary)
    return [
        word
        for word, known in zip(words, is_known, strict=True)
        if not known and word not in USUAL_WORDS
    ]


def _corrected(plain: str, index: Index, spelling: Spelling) -> str:
    """The text with known words in the place of those that are typos of them."""
    meant = {word: spelling.meant(word) for word in _strange(plain, index)}
    return with_words(plain, {word: other for word, other in meant.items() if other})


def _typed_by_sound(plain: str, index: Index) -> tuple[str, Keys]:
    """The text without the words that are Chinese by sound, and their sounds, rising.

    That is what no entry has as a word, consists of syllables, and sounds like
    something that an entry has.
    """
    spelt = {word: spelled(word) for word in _strange(plain, index)}
    if not spelt:
        return plain, _NOTHING
    syllables = [each for word in spelt for each in spelt[word]]
    pairs = [pair_key(a, b, Kind.SOUND) for a, b in pairwise(syllables)]
    heard = each_once(np.array(pairs, np.uint64))
    if not look_up(heard, index.vocabulary)[1].any():
        return plain, _NOTHING
    return with_words(plain, {word: " " for word in spelt if spelt[word]}), heard
