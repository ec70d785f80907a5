"""What a visitor says to the service while the robot answers, and of its answers."""

from __future__ import annotations

import msgspec

from gateway.wire.terms import (
    Count,
    Frame,
    MessageNumber,
    OperationId,
    RequestNumber,
    SessionRef,
)


class AskHuman(Frame, frozen=True, tag=72):
    """The visitor, whom the robot serves, wants a human (R6); answered by RES.

    He is put in line, and whoever serves reads what was said before. `FORBIDDEN`:
    nobody but the robot serves there, see `may_ask_human` of SESSION; `WRONG_STATE`:
    it does not serve him now.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId


class RateAnswer(Frame, frozen=True, tag=73):
    """The visitor says whether an answer of the robot has helped (R7).

    Answered by RES; SESSION shows it. He may change his mind, also after the end. Where
    the service has it so an answer that did not help leads to a human.

    Attributes:
        number: of its message, one with `is_answer`; others, and all but the newest
            hundred, are refused with `NO_SUCH_MESSAGE`.
        is_helpful: it has.
    """

    request: RequestNumber
    session: SessionRef
    number: MessageNumber
    operation: OperationId
    is_helpful: bool


class Feedback(msgspec.Struct, frozen=True, array_like=True):
    """What a visitor said of an answer of the robot.

    Attributes:
        number: of its message.
        is_helpful: it has helped.
    """

    number: Count
    is_helpful: bool
