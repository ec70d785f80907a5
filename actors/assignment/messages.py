"""What a skill group accepts, answers, records and publishes."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from actors.ids import AgentId, GroupId, SessionId
from actors.refusal import Refused
from runtime.ref import Request


class GroupDefined(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """Event and answer: the group exists with this public name."""

    public_name: str


@dataclass(frozen=True, slots=True)
class DefineGroup(Request[GroupDefined]):
    """Creates or renames the group (Q1)."""

    public_name: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits, first first."""

    public_name: str
    sessions: tuple[SessionId, ...]
    candidates: tuple[AgentId, ...]


@dataclass(frozen=True, slots=True)
class GetQueue(Request[Queue | Refused]):
    """Asks for the queue; refused when the group was never defined."""


@dataclass(frozen=True, slots=True)
class SessionWaits:
    """A session is in line with this ticket; telling it twice changes nothing."""

    session: SessionId
    ticket: int


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """The answer of a session that was asked: no offer is on its way any more."""

    session: SessionId
    ticket: int


@dataclass(frozen=True, slots=True)
class SessionLeft:
    """A session waits no more."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class AgentAvailable:
    """An agent could take one more session now, idle since `idle_since_ms`.

    `version` grows with everything an agent says, over restarts too.
    """

    agent: AgentId
    version: int
    idle_since_ms: int


@dataclass(frozen=True, slots=True)
class AgentUnavailable:
    """An agent can take nothing now."""

    agent: AgentId
    version: int


@dataclass(frozen=True, slots=True)
class Granted:
    """An agent holds a slot for this group until `until_ms`."""

    agent: AgentId
    reservation: str
    slot: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class NotGranted:
    """The agent has no slot after all, and will say when that changes."""

    agent: AgentId
    reservation: str


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """The session has committed: it is served."""

    session: SessionId
    reservation: str


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """The session did not take the offer; `is_waiting`: it keeps its place in line."""

    session: SessionId
    reservation: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class ReservationOverdue:
    """No word of a reservation in time."""

    reservation: str


@dataclass(frozen=True, slots=True)
class QueueRead:
    """A page of the sessions that wait for this group, from the journal's index."""

    waiting: tuple[SessionWaits, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """The group has listened long enough for its agents."""


@dataclass(frozen=True, slots=True)
class WakeGroup:
    """Nothing but a reason to be awake after a start."""


GroupCommand = (
    DefineGroup
    | GetQueue
    | SessionWaits
    | StillWaiting
    | SessionLeft
    | AgentAvailable
    | AgentUnavailable
    | Granted
    | NotGranted
    | OfferAccepted
    | OfferDeclined
    | ReservationOverdue
    | QueueRead
    | Settled
    | WakeGroup
)


class GroupState(msgspec.Struct, frozen=True, array_like=True):
    """What is durable of a group; its queue and candidates are derived."""

    public_name: str = ""


def group_topic(group: GroupId) -> str:
    """Where a group that starts publishes `CallForAgents`."""
    return f"group/{group}"
