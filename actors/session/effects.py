"""PURE: what a session's decisions ask its shell to do after the commit."""

from __future__ import annotations

from dataclasses import dataclass

from actors.agent.messages import Freed
from actors.assignment.standing import Standing
from actors.ids import AgentId, GroupId
from actors.session.events import MessagePosted
from actors.session.messages import AgentGone, CheckVisitor, TurnAway, WithdrawOffer
from actors.session.view import NoticeKind


@dataclass(frozen=True, slots=True)
class JoinLine:
    """Tell the group that the session has joined its line."""

    group: GroupId
    standing: Standing


@dataclass(frozen=True, slots=True)
class StayInLine:
    """Tell the group, which asked, that the session still waits."""

    group: GroupId
    standing: Standing


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """Tell the group that the session waits no more."""

    group: GroupId


@dataclass(frozen=True, slots=True)
class TellAgent:
    """Tell the agent that the session holds, or rings at, his slot."""

    agent: AgentId
    slot: int
    reservation: str
    is_ringing: bool = False


@dataclass(frozen=True, slots=True)
class TellAccepted:
    """Tell the group that its offer was taken: the session is out of line."""

    group: GroupId
    reservation: str


@dataclass(frozen=True, slots=True)
class TellDeclined:
    """Tell the group that its offer came to nothing.

    `is_waiting`: the session stays in line (the slot was refused, or the offer came
    too late).
    """

    group: GroupId
    reservation: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Tell the agent that the session does not take the slot he holds."""

    agent: AgentId
    reservation: str
    slot_is_taken: bool = False


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """Tell the agent that the session holds his slot no more."""

    agent: AgentId
    slot: int
    cause: Freed


@dataclass(frozen=True, slots=True)
class ShowMessage:
    """Publish a message to the session's topic."""

    message: MessagePosted
    at_ms: int
    origin: str


@dataclass(frozen=True, slots=True)
class ShowSession:
    """Publish what the session is now."""


@dataclass(frozen=True, slots=True)
class ShowNotice:
    """Publish a notice to the session's topic."""

    kind: NoticeKind
    agent: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class CheckAt:
    """Look at `due_ms`, wall time, whether the visitor is there."""

    due_ms: int


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Tell oneself the same again: the store had no room for it."""

    command: AgentGone | CheckVisitor | TurnAway | WithdrawOffer


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
    | ShowNotice
    | CheckAt
    | TryAgain
)
