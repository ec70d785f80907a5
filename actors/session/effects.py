"""PURE: what a session's decisions ask its shell to do after the commit."""

from __future__ import annotations

import msgspec

from actors.agent.messages import Freed
from actors.assignment.standing import Standing
from actors.business_server.direction import Question
from actors.ids import AgentId, GroupId, VisitorId
from actors.reminders.reminder import Occasion
from actors.robot.answer import Question as RobotQuestion
from actors.session.aside_messages import CallOver, GuestGone
from actors.session.events import Message
from actors.session.messages import (
    AgentGone,
    CheckVisitor,
    Directed,
    OfferSession,
    TurnAway,
    WithdrawOffer,
)
from actors.session.readers import Reader
from actors.session.robot_messages import RobotReplied
from actors.session.view import NoticeKind


class JoinLine(msgspec.Struct, frozen=True):
    """Tell the group that the session has joined its line."""

    group: GroupId
    standing: Standing


class StayInLine(msgspec.Struct, frozen=True):
    """Tell the group, which asked, that the session still waits."""

    group: GroupId
    standing: Standing


class LeaveLine(msgspec.Struct, frozen=True):
    """Tell the group that the session waits no more."""

    group: GroupId


class TellAgent(msgspec.Struct, frozen=True):
    """Tell the agent that the session holds, or rings at, his slot."""

    agent: AgentId
    slot: int
    reservation: str
    is_ringing: bool = False


class TellAccepted(msgspec.Struct, frozen=True):
    """Tell the group that its offer was taken: the session is out of line."""

    group: GroupId
    reservation: str


class TellDeclined(msgspec.Struct, frozen=True):
    """Tell the group that its offer came to nothing.

    `is_waiting`: the session stays in line (the slot was refused, or the offer came
    too late).
    """

    group: GroupId
    reservation: str
    is_waiting: bool


class ReleaseHold(msgspec.Struct, frozen=True):
    """Tell the agent that the session does not take the slot he holds."""

    agent: AgentId
    reservation: str
    slot_is_taken: bool = False


class FreeSlot(msgspec.Struct, frozen=True):
    """Tell the agent that the session holds his slot no more."""

    agent: AgentId
    slot: int
    cause: Freed


class ShowMessage(msgspec.Struct, frozen=True):
    """Publish a message to the session's topic."""

    message: Message
    at_ms: int
    origin: str


class ShowSession(msgspec.Struct, frozen=True):
    """Publish what the session is now."""


class ShowAside(msgspec.Struct, frozen=True):
    """Publish what the session is now, which for its visitor is nothing new."""


class ShowNotice(msgspec.Struct, frozen=True):
    """Publish a notice to the session's topic."""

    kind: NoticeKind
    agent: str
    at_ms: int
    agent_name: str = ""


class CallVisitor(msgspec.Struct, frozen=True):
    """Have the visitor's connections in the channel follow the session."""

    visitor: VisitorId
    channel: str


class ShowReceipt(msgspec.Struct, frozen=True):
    """Remember how far somebody has come, and publish it to the session's topic."""

    reader: Reader
    room: str
    origin: str


class TellGuest(msgspec.Struct, frozen=True):
    """Tell an agent that he is a guest of the session, or is none any more."""

    agent: AgentId
    is_in: bool


class CheckAt(msgspec.Struct, frozen=True):
    """Look at `due_ms`, wall time, whether the visitor is there."""

    due_ms: int


class TryAgain(msgspec.Struct, frozen=True):
    """Tell oneself the same again: the store had no room for it."""

    command: (
        AgentGone
        | CallOver
        | CheckVisitor
        | Directed
        | GuestGone
        | OfferSession
        | RobotReplied
        | TurnAway
        | WithdrawOffer
    )


class AskTheServer(msgspec.Struct, frozen=True):
    """Have the business server asked where the session is to go."""

    question: Question


class AskTheRobot(msgspec.Struct, frozen=True):
    """Have the robot asked."""

    question: RobotQuestion


class TellCourier(msgspec.Struct, frozen=True):
    """Have what the commit put into the outbox taken out of it."""


SessionEffect = (
    JoinLine
    | StayInLine
    | LeaveLine
    | TellAgent
    | TellAccepted
    | TellDeclined
    | ReleaseHold
    | FreeSlot
    | ShowMessage
    | ShowSession
    | ShowAside
    | ShowNotice
    | ShowReceipt
    | CallVisitor
    | TellGuest
    | CheckAt
    | TryAgain
    | AskTheServer
    | AskTheRobot
    | TellCourier
)


def occasion_of(effect: SessionEffect) -> tuple[AgentId, Occasion] | None:
    """Whom it concerns so much that he is called when he is away, and for what (W2)."""
    match effect:
        case ShowNotice(NoticeKind.AGENT_REMINDER, agent):
            return AgentId(agent), Occasion.UNANSWERED
        case TellAgent(agent, is_ringing=is_ringing):
            return agent, Occasion.OFFER if is_ringing else Occasion.ASSIGNED
        case TellGuest(agent, is_in=True):
            return agent, Occasion.CALLED
        case _:
            return None
