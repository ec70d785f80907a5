"""PURE: the thresholds at which a matcher does best, found on a set."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from admin.evaluation.measure import OUTSIDE_GOAL, WRONG_GOAL
from admin.evaluation.outcome import ROBOT_THRESHOLDS, Outcome, Thresholds

ASKED_OUTSIDE: Final = 0.2
"""Share of what is out of scope that a matcher may answer or ask about."""


def tuned(outcomes: Sequence[Outcome]) -> Thresholds:
    """The lowest thresholds within the goals: it answers as much as it may.

    The one for answers keeps the goals of wrong answers and of answers to what is out
    of scope; the one for asking back keeps `ASKED_OUTSIDE`.
    """
    direct = lowest(outcomes, _keeps_goals)
    asked = lowest(outcomes, _asks_little)
    return Thresholds(direct, min(direct, asked), ROBOT_THRESHOLDS.chitchat)


class Taken:
    """What is answered from some threshold on, as shares."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        """Nothing is answered yet."""
        outside = sum(outcome.case.expects is None for outcome in outcomes)
        self._outside = max(1, outside)
        self._inside = max(1, len(outcomes) - outside)
        self.right = self.wrong = self.strange = 0

    def take(self, outcome: Outcome) -> None:
        """One more utterance is answered."""
        if outcome.case.expects is None:
            self.strange += 1
        elif outcome.is_right():
            self.right += 1
        else:
            self.wrong += 1

    @property
    def right_share(self) -> float:
        """Answered rightly, of what is in scope."""
        return self.right / self._inside

    @property
    def wrong_share(self) -> float:
        """Answered wrongly, of what is in scope."""
        return self.wrong / self._inside

    @property
    def outside_share(self) -> float:
        """Answered, of what is out of scope."""
        return self.strange / self._outside

    @property
    def risk(self) -> float:
        """Of all answers, those that are wrong or to what is out of scope."""
        bad = self.wrong + self.strange
        return bad / max(1, bad + self.right)


def lowest(outcomes: Sequence[Outcome], keeps: Callable[[Taken], bool]) -> float:
    """The lowest confidence from which on all may be answered, and a rule be kept.

    Just above the highest confidence, where the rule forbids any answer.
    """
    return best_point(outcomes, keeps)[0]


def best_point(
    outcomes: Sequence[Outcome], keeps: Callable[[Taken], bool]
) -> tuple[float, float]:
    """That confidence, and the share of what is in scope that is then right."""
    ranked = sorted(
        (outcome for outcome in outcomes if outcome.ranked),
        key=_confidence,
        reverse=True,
    )
    taken = Taken(outcomes)
    found = (math.nextafter(ranked[0].confidence, math.inf) if ranked else 1.0, 0.0)
    for confidence, equals in groupby(ranked, _confidence):
        for outcome in equals:
            taken.take(outcome)
        if keeps(taken):
            found = (confidence, taken.right_share)
    return found


def _confidence(outcome: Outcome) -> float:
    return outcome.confidence


def _keeps_goals(taken: Taken) -> bool:
    return taken.wrong_share <= WRONG_GOAL and taken.outside_share <= OUTSIDE_GOAL


def _asks_little(taken: Taken) -> bool:
    return taken.outside_share <= ASKED_OUTSIDE
