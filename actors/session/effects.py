"""PURE: what a session's decisions ask its shell to do after the commit."""

from __future__ import annotations

from dataclasses import dataclass

from actors.ids import AgentId, GroupId
from actors.session.messages import MessagePosted


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Tell the group that the session has joined its queue."""

    group: GroupId


@dataclass(frozen=True, slots=True)
class StayInLine:
    """Tell the group, which asked, that the session still waits."""

    group: GroupId


@dataclass(frozen=True, slots=True)
class LeaveQueue:
    """Tell the group that the session waits no more."""

    group: GroupId


@dataclass(frozen=True, slots=True)
class TellAssigned:
    """Tell agent and group that the offer became a service."""

    group: GroupId
    agent: AgentId
    slot: int
    reservation: str


@dataclass(frozen=True, slots=True)
class TellDeclined:
    """Tell agent and group that the offer came to nothing.

    `is_waiting`: the session stays in line (the slot was refused, or the offer came
    too late).
    """

    group: GroupId
    agent: AgentId
    reservation: str
    is_waiting: bool
    slot_is_taken: bool = False


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """Tell the agent that the session holds its slot no more."""

    agent: AgentId
    slot: int


@dataclass(frozen=True, slots=True)
class ShowMessage:
    """Publish a message to the session's topic."""

    message: MessagePosted
    at_ms: int
    origin: str


@dataclass(frozen=True, slots=True)
class ShowSession:
    """Publish what the session is now."""


SessionEffect = (
    Enqueue
    | StayInLine
    | LeaveQueue
    | TellAssigned
    | TellDeclined
    | FreeSlot
    | ShowMessage
    | ShowSession
)
