"""PURE: what a ranker found for an utterance, and what the robot would do with it."""

from __future__ import annotations

from enum import Enum, auto, unique
from typing import Final

import msgspec

from actors.robot.confidence import CHITCHAT, CLARIFY, DIRECT
from admin.evaluation.case import Case
from admin.evaluation.ranking import Scored

RANKED: Final = 3
"""Candidates that are looked at: top-3 is the last figure that needs them."""
SUGGESTED: Final = 1
"""Questions that a clarification offers, by default (R5)."""


class Thresholds(msgspec.Struct, frozen=True):
    """From which confidence the robot does what; in this order.

    Attributes:
        direct: it answers with the best entry.
        clarify: it asks whether the best entry is meant.
        chitchat: it answers with the best preset of chit-chat, before it asks.
    """

    direct: float
    clarify: float
    chitchat: float


ROBOT_THRESHOLDS: Final = Thresholds(direct=DIRECT, clarify=CLARIFY, chitchat=CHITCHAT)
"""The robot's defaults (R5)."""


class Outcome(msgspec.Struct, frozen=True):
    """What was found for one utterance.

    Attributes:
        ranked: the best entries, `RANKED` at most.
        chitchat: the best preset; None: there is none, or it was not looked for.
    """

    case: Case
    ranked: tuple[Scored, ...]
    chitchat: Scored | None = None

    @property
    def confidence(self) -> float:
        """In the best entry; 0 without one."""
        return self.ranked[0].confidence if self.ranked else 0.0

    def is_right(self, among: int = 1) -> bool:
        """What is expected is among so many of the best."""
        expected = self.case.expects
        return any(found.entry == expected for found in self.ranked[:among])


@unique
class Act(Enum):
    """What the robot does."""

    ANSWER = auto()
    CHITCHAT = auto()
    CLARIFY = auto()
    NOTHING = auto()


def act_of(outcome: Outcome, thresholds: Thresholds) -> Act:
    """What the robot does at these thresholds (R5)."""
    chitchat = outcome.chitchat
    if outcome.ranked and outcome.confidence >= thresholds.direct:
        return Act.ANSWER
    if chitchat is not None and chitchat.confidence >= thresholds.chitchat:
        return Act.CHITCHAT
    if outcome.ranked and outcome.confidence >= thresholds.clarify:
        return Act.CLARIFY
    return Act.NOTHING
