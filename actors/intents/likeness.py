"""PURE: how much a text is like what is said of each intent: naive Bayes.

Each piece of a text speaks for or against an intent by how much more often those who
mean it say the piece than those who mean others; what all say, or nobody has said,
speaks for nothing. It reads its utterances once and then takes a sum for a text, where
comparing with each utterance takes ten times as long and is right no more often.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from actors.robot.index import differs, each_once
from actors.robot.normalise import normalise
from actors.robot.pieces import KEY_BITS, look_up, take_apart
from actors.robot.weighing import weights_of

_UNSEEN: Final = 0.3
"""Utterances that are added to each side, half of them with the piece: nothing is
impossible that was not said yet."""
_TEXT_BITS: Final = np.uint64(64 - KEY_BITS)
_TEXT_MASK: Final = np.uint64((1 << 64 - KEY_BITS) - 1)

Odds = NDArray[np.float32]
"""By number of the intent: the logarithm of odds."""


class Likeness:
    """What the pieces of all utterances say, for each of several intents."""

    def __init__(self, utterances: Sequence[Sequence[str]]) -> None:
        """Counts them; takes 50 µs for an utterance."""
        texts = [normalise(text) for each in utterances for text in each]
        of_text = np.repeat(np.arange(len(utterances)), [len(u) for u in utterances])
        pieces = take_apart(texts)
        pairs = each_once(pieces.keys << _TEXT_BITS | pieces.texts.astype(np.uint64))
        keys, numbers = pairs >> _TEXT_BITS, (pairs & _TEXT_MASK).astype(np.int64)
        is_new = differs(keys)
        self._vocabulary = keys[is_new]
        said = np.zeros((len(self._vocabulary), len(utterances)))
        np.add.at(said, (np.cumsum(is_new) - 1, of_text[numbers]), 1)
        of_each = np.array([len(each) for each in utterances])
        others = said.sum(axis=1, keepdims=True) - said
        ours = (said + _UNSEEN / 2) / (of_each + _UNSEEN)
        theirs = (others + _UNSEEN / 2) / (of_each.sum() - of_each + _UNSEEN)
        weights = _weights(self._vocabulary)[:, np.newaxis]
        self._odds = (np.log(ours / theirs) * weights).astype(np.float32)

    def odds(self, plain: str) -> tuple[Odds, float]:
        """For each intent, and the weight of the pieces that nobody has said.

        Args:
            plain: normalised.
        """
        keys = each_once(take_apart([plain]).keys)
        places, is_known = look_up(keys, self._vocabulary)
        odds: Odds = self._odds[places[is_known]].sum(axis=0)
        return odds, float(_weights(keys[~is_known]).sum())


def _weights(keys: NDArray[np.uint64]) -> Odds:
    """How much a piece says by its kind; usual words say little."""
    return weights_of(keys, np.ones(len(keys), np.int64), 1)
