"""PURE: how much a piece says: by its kind, and by how few entries have it.

A piece counts once by the logarithm of its rarity, not twice as in a cosine of TF-IDF.
"""

from __future__ import annotations

from functools import cache
from math import log1p
from typing import Final

import numpy as np
from numpy.typing import NDArray

from actors.robot.pieces import Keys, Kind, kinds, look_up, pair_key, word_key
from actors.robot.stem import stem
from actors.robot.usual import USUAL_CHARACTERS, USUAL_WORDS

_BY_KIND: Final = {
    Kind.CHARACTER: 1.0,
    Kind.PAIR: 0.3,
    Kind.SOUND: 0.25,
    Kind.WORD: 1.0,
    Kind.LETTERS: 0.2,
    Kind.MEANING: 1.2,
}
_KINDS: Final = np.array([_BY_KIND[kind] for kind in Kind], np.float32)
_USUAL: Final = 0.3
"""Of the weight of a piece that is a usual word, or consists of such characters."""


@cache
def _usual() -> Keys:
    codes = [ord(each) for each in USUAL_CHARACTERS]
    pairs = [pair_key(a, b, Kind.PAIR) for a in codes for b in codes]
    words = [word_key(stem(each)) for each in USUAL_WORDS]
    return np.unique(np.array([*codes, *pairs, *words], np.uint64))


def once(of: int) -> float:
    """The weight of a character or a word that one of so many entries has."""
    return log1p(of)


def weights_of(keys: Keys, entries: NDArray[np.int64], of: int) -> NDArray[np.float32]:
    """The weight of each piece.

    Args:
        keys: the pieces.
        entries: how many entries have each.
        of: all entries.
    """
    rarity = np.log1p(of / np.maximum(entries, 1))
    _, is_usual = look_up(keys, _usual())
    usual = np.where(is_usual, _USUAL, 1.0)
    return np.asarray(_KINDS[kinds(keys)] * rarity * usual, np.float32)
