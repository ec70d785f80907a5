"""PURE: what a visitor asks the server for."""

from __future__ import annotations

import msgspec

from gateway.wire.terms import OutcomeName


class OpenSession(msgspec.Struct, frozen=True):
    """Open or resume the visitor's session."""


class EndHumanService(msgspec.Struct, frozen=True):
    """Take the visitor back to the robot."""

    session: str


class AskForHuman(msgspec.Struct, frozen=True):
    """Lead the visitor from the robot to a human."""

    session: str


class RateRobot(msgspec.Struct, frozen=True):
    """Say whether the robot's answer in message `number` has helped."""

    session: str
    number: int
    is_helpful: bool


class AnswerCard(msgspec.Struct, frozen=True):
    """Answer a menu, a form or an invitation to rate."""

    session: str
    number: int
    option: str = ""
    values: tuple[tuple[str, str], ...] = ()
    outcome: OutcomeName = ""
    comment: str = ""


class LeaveWord(msgspec.Struct, frozen=True):
    """Leave a message where nobody can serve."""

    session: str
    text: str
    contact: str


VisitorRequest = (
    OpenSession | EndHumanService | AskForHuman | RateRobot | AnswerCard | LeaveWord
)
"""By visitors alone."""
