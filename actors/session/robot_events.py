"""What a session records of its talk with the robot (R5, R6, R7).

Journal format: see `events`.
"""

from __future__ import annotations

from enum import Enum

import msgspec


class Verdict(Enum):
    """What the robot made of a question."""

    DIRECT = "direct"
    SMALL_TALK = "small_talk"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    FAILED = "failed"


class Condition(Enum):
    """What leads from the robot to a human (R6)."""

    WORD = "transfer_word"
    BUTTON = "asked"
    UNANSWERED = "unanswered"
    TURNS = "dialogue_turns"
    UNHELPFUL = "unhelpful"
    FALLBACK = "fallback"
    """There is no answer, and the rule says that a human has one."""
    OFF = "robot_off"


class RobotAsked(msgspec.Struct, frozen=True, array_like=True, tag=35):
    """The visitor's message `turn` is a question to the robot.

    `text` is what it is asked; `entry` the one that was chosen on a card, or "".
    """

    turn: int
    text: str
    entry: str = ""


class RobotAnswered(msgspec.Struct, frozen=True, array_like=True, tag=36):
    """What came of it; the messages are events of their own.

    `number` is the message that answers, 0: none does. `entry`, `confidence` and
    `sources` are the reply's; of a question back the first suggestion's. `reason`: why
    the robot could not be asked.
    """

    turn: int
    verdict: Verdict
    entry: str = ""
    number: int = 0
    confidence: float = 0.0
    sources: tuple[str, ...] = ()
    reason: str = ""


class AnswerRated(msgspec.Struct, frozen=True, array_like=True, tag=37):
    """The visitor finds the answer in message `number` helpful, or not (R7)."""

    number: int
    entry: str
    is_helpful: bool
    by: str


class IntentRecognised(msgspec.Struct, frozen=True, array_like=True, tag=39):
    """The visitor's message `number` means another intent than was known (R12).

    `name` is as it was called; `priority` the least of who means it (Q4).
    """

    number: int
    intent: str
    name: str
    confidence: float
    priority: int = 0


class HandedOver(msgspec.Struct, frozen=True, array_like=True, tag=38):
    """The robot hands over to a human; where to is the next event."""

    condition: Condition
