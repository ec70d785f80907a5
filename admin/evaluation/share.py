"""PURE: a share of utterances, with how far it may be off by their choice.

Drawing n utterances anew from n, with replacement, and counting those that count is the
multinomial distribution of what was counted: it is drawn from at once, which makes the
intervals the bootstrap's.

Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13
(percentile intervals).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

RESAMPLES: Final = 10_000
"""Of which the ends of a 95 % interval keep within a tenth of a point, of 500."""
LEVEL: Final = 0.95
_SEED: Final = 20261122
"""The same figures give the same intervals."""
_NOTHING: Final = float("nan")


class Share(msgspec.Struct, frozen=True):
    """Of utterances, or the difference of two shares of the same ones.

    Attributes:
        value: 0 to 1, a difference from -1; not a number of no utterances.
        low, high: of the 95 % interval.
        count: of utterances.
    """

    value: float
    low: float
    high: float
    count: int


def portion(marks: Sequence[bool]) -> float:
    """The share of those that count, alone; not a number of none."""
    return sum(marks) / len(marks) if marks else _NOTHING


def share_of(marks: Sequence[bool]) -> Share:
    """The share of those that count."""
    return difference(marks, [False] * len(marks))


def difference(ours: Sequence[bool], theirs: Sequence[bool]) -> Share:
    """By how much our share is above theirs, of the same utterances in one order."""
    signs = [int(our) - int(their) for our, their in zip(ours, theirs, strict=True)]
    count = len(signs)
    if not count:
        return Share(_NOTHING, _NOTHING, _NOTHING, 0)
    tally = np.array([signs.count(-1), signs.count(0), signs.count(1)])
    drawn = np.random.default_rng(_SEED).multinomial(count, tally / count, RESAMPLES)
    rest = (1 - LEVEL) / 2
    low, high = np.quantile((drawn[:, 2] - drawn[:, 0]) / count, (rest, 1 - rest))
    return Share(sum(signs) / count, float(low), float(high), count)
