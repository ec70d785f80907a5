"""What an agent's actor accepts, answers, records and publishes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import msgspec

from actors.ids import AgentId, GroupId, SessionId
from actors.refusal import Refused
from runtime.journal import Holding
from runtime.ref import Request


class AgentStatus(Enum):
    """What the agent says of himself (Q12); only `free` receives offers."""

    OFFLINE = "offline"
    FREE = "free"
    NOT_READY = "not_ready"


# --- answers


class Registered(msgspec.Struct, frozen=True, array_like=True, tag="registered"):
    """The agent exists with these properties."""


class StatusSet(msgspec.Struct, frozen=True, array_like=True, tag="status_set"):
    """The agent's status is on disk."""

    status: AgentStatus


AgentAnswer = Registered | StatusSet | Refused


@dataclass(frozen=True, slots=True)
class Board:
    """An agent's own view; also published on `agent_topic`. `version` only grows."""

    version: int
    status: AgentStatus
    capacity: int
    sessions: tuple[SessionId, ...]


# --- commands


@dataclass(frozen=True, slots=True)
class RegisterAgent(Request[Registered | Refused]):
    """Creates or changes the agent; a smaller capacity evicts nobody (Q2)."""

    nickname: str
    groups: tuple[GroupId, ...]
    capacity: int


@dataclass(frozen=True, slots=True)
class SetStatus(Request[StatusSet | Refused]):
    """The agent changes status."""

    status: AgentStatus
    operation: str


@dataclass(frozen=True, slots=True)
class Attach(Request[Board | Refused]):
    """A connection of the agent is there."""

    connection: str


@dataclass(frozen=True, slots=True)
class Detach:
    """A connection of the agent is gone."""

    connection: str


@dataclass(frozen=True, slots=True)
class PresenceLost:
    """Nobody is connected since `since_ms`, for longer than the grace."""

    since_ms: int


@dataclass(frozen=True, slots=True)
class CheckPresence:
    """After a start: nobody is connected until somebody attaches."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """A group wants a slot for the head of its queue."""

    group: GroupId
    reservation: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    """The group has nobody left to serve: the hold falls."""

    reservation: str


@dataclass(frozen=True, slots=True)
class SessionAssignedToYou:
    """A session committed its claim on a slot."""

    session: SessionId
    slot: int
    reservation: str


@dataclass(frozen=True, slots=True)
class HoldReleased:
    """A session did not take the slot; `slot_is_taken`: another claim has it."""

    reservation: str
    slot_is_taken: bool


@dataclass(frozen=True, slots=True)
class SlotFreed:
    """A session that was served has ended and holds no slot."""

    session: SessionId
    slot: int


@dataclass(frozen=True, slots=True)
class HoldOverdue:
    """No word of a hold in time: whether it became a claim is unknown."""

    reservation: str


@dataclass(frozen=True, slots=True)
class CheckSlots:
    """Read the committed claims again: some slot's truth is in doubt."""


@dataclass(frozen=True, slots=True)
class SlotsRead:
    """The committed claims on the agent's slots."""

    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class CallForAgents:
    """A group has started and wants to know who is there."""

    group: GroupId


@dataclass(frozen=True, slots=True)
class WakeAgent:
    """Nothing but a reason to be awake after a start."""


AgentCommand = (
    RegisterAgent
    | SetStatus
    | Attach
    | Detach
    | PresenceLost
    | CheckPresence
    | Reserve
    | GiveBack
    | SessionAssignedToYou
    | HoldReleased
    | SlotFreed
    | HoldOverdue
    | CheckSlots
    | SlotsRead
    | CallForAgents
    | WakeAgent
)


# --- events (journal format: tags and positions are for ever, new fields go last)


class AgentRegistered(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """The agent was created or changed."""

    nickname: str
    groups: tuple[str, ...]
    capacity: int


class StatusChanged(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """The agent changed status, or was taken off-line."""

    status: AgentStatus


class PresenceChanged(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """The first connection came, or the last one went."""

    is_present: bool


class AgentServed(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """A session was assigned, or ended: the idle time starts anew."""


AgentEvent = AgentRegistered | StatusChanged | PresenceChanged | AgentServed


class AgentState(msgspec.Struct, frozen=True, array_like=True):
    """An agent folded from the events; also the snapshot.

    `absent_since_ms` is 0 while somebody is connected, or when nobody is expected.
    """

    nickname: str = ""
    groups: tuple[str, ...] = ()
    capacity: int = 0
    status: AgentStatus = AgentStatus.OFFLINE
    absent_since_ms: int = 0
    served_ms: int = 0


def agent_topic(agent: AgentId) -> str:
    """Where the agent's `Board` is published."""
    return f"agent/{agent}"


@dataclass(frozen=True, slots=True)
class PresenceWanted:
    """Published by an agent who started: connections of his attach again."""
