"""PURE: how sure a mean of a few runs is: Student's 95 % confidence interval.

Source: Abramowitz and Stegun, 26.7.5 (expansion of Student's t about the normal).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, fmean, stdev
from typing import Final

import msgspec

CONFIDENCE: Final = 0.95
_EXACT: Final = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060)
"""Quantiles for 1 to 8 degrees of freedom, where the expansion errs by over 0.1 %."""


class Interval(msgspec.Struct, frozen=True):
    """A mean, and how far the true one may be from it; None: one run tells nothing."""

    mean: float
    half_width: float | None

    @property
    def is_clear(self) -> bool:
        """0 lies outside: it is no play of chance."""
        return self.half_width is not None and abs(self.mean) > self.half_width


def interval(values: Sequence[float]) -> Interval:
    """Of independent values, at least one."""
    count = len(values)
    if count == 1:
        return Interval(values[0], None)
    half_width = student(count - 1) * stdev(values) / sqrt(count)
    return Interval(fmean(values), half_width)


def student(freedom: int) -> float:
    """Two-sided quantile of `CONFIDENCE`, with so many degrees of freedom, from 1."""
    if freedom <= len(_EXACT):
        return _EXACT[freedom - 1]
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
