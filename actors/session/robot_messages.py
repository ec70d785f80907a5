"""What a session accepts and answers of its talk with the robot (R5, R6, R7)."""

from __future__ import annotations

import msgspec

from actors.refusal import Refused
from actors.robot.answer import Reply
from actors.session.replies import Done
from actors.session.terms import Sender
from runtime.ref import Request


class RobotReplied(msgspec.Struct, frozen=True):
    """What came of asking the robot what the visitor's message `turn` asks (R5)."""

    turn: int
    reply: Reply


class AskHuman(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The visitor, who talks to the robot, wants a human (R6)."""

    sender: Sender
    operation: str


class RateAnswer(msgspec.Struct, Request[Done | Refused], frozen=True):
    """The visitor finds the robot's answer in message `number` helpful, or not (R7)."""

    sender: Sender
    number: int
    is_helpful: bool
    operation: str
