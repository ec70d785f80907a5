"""PURE: the measures, as one table: of whom, what counts, and the goal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto, unique
from typing import Final

import msgspec

from admin.evaluation.outcome import (
    RANKED,
    SUGGESTED,
    Act,
    Outcome,
    Thresholds,
    act_of,
)

WRONG_GOAL: Final = 0.03
"""Share of what is in scope that may be answered wrongly."""
OUTSIDE_GOAL: Final = 0.05
"""Share of what is out of scope that may be answered."""


@unique
class Scope(Enum):
    """Of which utterances a measure is a share."""

    INSIDE = auto()
    OUTSIDE = auto()
    CHITCHAT = auto()
    NO_CHITCHAT = auto()


@unique
class Better(Enum):
    """Which way a measure is to go."""

    MORE = auto()
    LESS = auto()
    NEITHER = auto()


Counts = Callable[[Outcome, Act], bool]
"""An utterance counts, by what was found and what is done."""


class Measure(msgspec.Struct, frozen=True):
    """A share of utterances.

    Attributes:
        name: of its figure.
        goal: a share; None: it is only told.
    """

    name: str
    scope: Scope
    counts: Counts
    better: Better
    goal: float | None = None

    def marks(self, outcomes: Iterable[Outcome], point: Thresholds) -> list[bool]:
        """For each utterance of the scope, in order, whether it counts."""
        return [
            self.counts(outcome, act_of(outcome, point))
            for outcome in outcomes
            if _IN_SCOPE[self.scope](outcome)
        ]


_IN_SCOPE: Final[dict[Scope, Callable[[Outcome], bool]]] = {
    Scope.INSIDE: lambda outcome: outcome.case.expects is not None,
    Scope.OUTSIDE: lambda outcome: outcome.case.expects is None,
    Scope.CHITCHAT: lambda outcome: outcome.case.chitchat is not None,
    Scope.NO_CHITCHAT: lambda outcome: outcome.case.chitchat is None,
}


def _is_right_chitchat(outcome: Outcome, act: Act) -> bool:
    found, expected = outcome.chitchat, outcome.case.chitchat
    return act is Act.CHITCHAT and found is not None and found.entry == expected


TOP_1: Final = Measure(
    "right entry first",
    Scope.INSIDE,
    lambda outcome, _: outcome.is_right(),
    Better.MORE,
    goal=0.90,
)
TOP_3: Final = Measure(
    "right entry among three",
    Scope.INSIDE,
    lambda outcome, _: outcome.is_right(RANKED),
    Better.MORE,
)
ANSWERED_RIGHT: Final = Measure(
    "answered rightly",
    Scope.INSIDE,
    lambda outcome, act: act is Act.ANSWER and outcome.is_right(),
    Better.MORE,
)
ANSWERED_WRONG: Final = Measure(
    "answered wrongly",
    Scope.INSIDE,
    lambda outcome, act: act is Act.ANSWER and not outcome.is_right(),
    Better.LESS,
    goal=WRONG_GOAL,
)
CLARIFIED: Final = Measure(
    "asked back",
    Scope.INSIDE,
    lambda _, act: act is Act.CLARIFY,
    Better.NEITHER,
)
CLARIFIED_RIGHT: Final = Measure(
    "asked back rightly",
    Scope.INSIDE,
    lambda outcome, act: act is Act.CLARIFY and outcome.is_right(SUGGESTED),
    Better.NEITHER,
)
OUTSIDE_ANSWERED: Final = Measure(
    "out of scope answered",
    Scope.OUTSIDE,
    lambda _, act: act is Act.ANSWER,
    Better.LESS,
    goal=OUTSIDE_GOAL,
)
OUTSIDE_CLARIFIED: Final = Measure(
    "out of scope asked back",
    Scope.OUTSIDE,
    lambda _, act: act is Act.CLARIFY,
    Better.LESS,
)
CHITCHAT_RIGHT: Final = Measure(
    "chit-chat answered rightly", Scope.CHITCHAT, _is_right_chitchat, Better.MORE
)
CHITCHAT_WRONG: Final = Measure(
    "chit-chat answered wrongly",
    Scope.CHITCHAT,
    lambda outcome, act: act is Act.CHITCHAT and not _is_right_chitchat(outcome, act),
    Better.LESS,
)
TAKEN_FOR_CHITCHAT: Final = Measure(
    "taken for chit-chat",
    Scope.NO_CHITCHAT,
    lambda _, act: act is Act.CHITCHAT,
    Better.LESS,
)

BASE_MEASURES: Final = (
    TOP_1,
    TOP_3,
    ANSWERED_RIGHT,
    ANSWERED_WRONG,
    CLARIFIED,
    CLARIFIED_RIGHT,
    OUTSIDE_ANSWERED,
    OUTSIDE_CLARIFIED,
)
"""Of what a base alone decides: all matchers are compared by them."""
CHITCHAT_MEASURES: Final = (CHITCHAT_RIGHT, CHITCHAT_WRONG, TAKEN_FOR_CHITCHAT)
"""Of the presets, which are the robot's alone."""
