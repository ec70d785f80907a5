"""PURE: what would be answered at other thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from admin.evaluation.outcome import ROBOT_THRESHOLDS, Outcome
from admin.evaluation.tuning import Taken, best_point

_TWENTIETHS: Final = tuple(number / 20 for number in range(1, 20))
THRESHOLDS: Final = tuple(sorted({*_TWENTIETHS, ROBOT_THRESHOLDS.direct}))
RISKS: Final = (0.02, 0.05, 0.10)
"""Of all answers, shares that may be bad."""


class Point(msgspec.Struct, frozen=True):
    """What is answered from a confidence on; shares of what is in or out of scope."""

    threshold: float
    right: float
    wrong: float
    outside: float


def curve(outcomes: Sequence[Outcome]) -> tuple[Point, ...]:
    """A point for each of `THRESHOLDS`."""
    return tuple(_point(outcomes, threshold) for threshold in THRESHOLDS)


def _point(outcomes: Sequence[Outcome], threshold: float) -> Point:
    taken = Taken(outcomes)
    for outcome in outcomes:
        if outcome.ranked and outcome.confidence >= threshold:
            taken.take(outcome)
    return Point(threshold, taken.right_share, taken.wrong_share, taken.outside_share)


def right_at_risk(outcomes: Sequence[Outcome], risk: float) -> float:
    """The most that can be answered rightly while so few of all answers are bad.

    It needs no threshold, so that matchers with scales of their own can be compared.
    """
    return best_point(outcomes, lambda taken: taken.risk <= risk)[1]
