"""What an agent's actor accepts, answers, records and publishes."""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

from actors.assignment.urgency import Bid
from actors.ids import AgentId, GroupId, SessionId
from actors.refusal import Refused
from actors.rules.messages import FollowRules
from runtime.journal import Holding
from runtime.ref import Request


class AgentStatus(Enum):
    """What the agent says of himself (Q12); only `free` receives offers.

    `busy` is derived (free, and at capacity): it is shown, never stored.
    """

    OFFLINE = "offline"
    FREE = "free"
    BUSY = "busy"
    ARRANGE = "arrange"
    NOT_READY = "not_ready"
    REST = "rest"


# --- answers


class Registered(msgspec.Struct, frozen=True, array_like=True, tag="registered"):
    """The agent exists with these properties."""


class StatusSet(msgspec.Struct, frozen=True, array_like=True, tag="status_set"):
    """The agent's status is on disk."""

    status: AgentStatus


AgentAnswer = Registered | StatusSet | Refused

MAX_REASON_CHARS: Final = 200
"""Of the reason for a status."""


class Board(msgspec.Struct, frozen=True):
    """An agent's own view; also published on `agent_topic`. `version` only grows.

    `status` is as it is shown: `busy` when free and full. `sessions` are all that hold
    one of the agent's slots, ringing offers included. `wrap_up_until_ms` is wall time,
    and 0 but in `arrange`. `nickname` is the agent's; `by` the supervisor who set the
    status, with the name that he had then, or "": the agent himself, or a rule.
    `visits` are the sessions in which he takes part without a slot.
    """

    version: int
    status: AgentStatus
    reason: str
    capacity: int
    sessions: tuple[SessionId, ...]
    wrap_up_until_ms: int
    nickname: str = ""
    by: str = ""
    by_name: str = ""
    groups: tuple[GroupId, ...] = ()
    visits: tuple[SessionId, ...] = ()


class AgentCard(msgspec.Struct, frozen=True):
    """What colleagues see before they hand a session over (Q10).

    `is_there`: he has a connection, and is neither off-line nor at rest.
    """

    agent: AgentId
    nickname: str
    status: AgentStatus
    groups: tuple[GroupId, ...]
    load: int
    capacity: int
    is_there: bool = True


class Held(msgspec.Struct, frozen=True):
    """A slot is held for a session that is handed over by hand, until `until_ms`.

    `nickname` is the agent's.
    """

    agent: AgentId
    slot: int
    reservation: str
    until_ms: int
    nickname: str = ""


# --- commands


class RegisterAgent(msgspec.Struct, Request[Registered | Refused], frozen=True):
    """Creates or changes the agent; a smaller capacity evicts nobody (Q2).

    `capacity` is the usual one, 1 … `MAX_CAPACITY`: what a supervisor made of it stays
    until another is usual. `skills` are (skill, level 1–5); None: they stay as they
    are. Refused with `BAD_VALUE`.
    """

    nickname: str
    groups: tuple[GroupId, ...]
    capacity: int
    skills: tuple[tuple[str, int], ...] | None = None


class SetCapacity(msgspec.Struct, Request[Registered | Refused], frozen=True):
    """Raises or cuts the capacity live; `by` is who did it (Q2, Q11).

    Refused with `BAD_VALUE`, `NO_SUCH_AGENT`, or `FORBIDDEN`: see `within`.
    """

    capacity: int
    by: str
    operation: str
    within: tuple[GroupId, ...] | None = None
    """The agent has to be in one of these: a supervisor's (M1); None: he need not."""


class SetStatus(msgspec.Struct, Request[StatusSet | Refused], frozen=True):
    """The agent, or a supervisor (`by`, with his name), changes the status (Q11, Q12).

    `busy` and `arrange` cannot be asked for, they follow from the work: `BAD_VALUE`.
    `within` is as in `SetCapacity`.
    """

    status: AgentStatus
    operation: str
    reason: str = ""
    by: str = ""
    by_name: str = ""
    within: tuple[GroupId, ...] | None = None


class Attach(msgspec.Struct, Request[Board | Refused], frozen=True):
    """A connection of the agent is there."""

    connection: str


class Detach(msgspec.Struct, frozen=True):
    """A connection of the agent is gone."""

    connection: str


class GetCard(msgspec.Struct, Request[AgentCard | Refused], frozen=True):
    """Asks who that is, and how busy."""


class PresenceLost(msgspec.Struct, frozen=True):
    """Nobody is connected since `since_ms`, for longer than the grace."""

    since_ms: int


class CheckPresence(msgspec.Struct, frozen=True):
    """Compares who is recorded as present with who is connected now."""


class WrapUpOver(msgspec.Struct, frozen=True):
    """`arrange` that began at `since_ms` has lasted long enough (Q13)."""

    since_ms: int


class Reserve(msgspec.Struct, frozen=True):
    """A group wants a slot for a session; `bid` is its claim among other groups.

    One that comes while an auction is open waits for its end; else it is decided at
    once. The answer is `Granted` or `NotGranted`.
    """

    group: GroupId
    reservation: str
    bid: Bid


class NoBid(msgspec.Struct, frozen=True):
    """A group answers word `version` of this agent: it asks for no slot now."""

    group: GroupId
    version: int


class BidsDue(msgspec.Struct, frozen=True):
    """The groups have had their time: the best bid so far gets the slot."""

    auction: int


class ReserveByHand(msgspec.Struct, Request[Held | Refused], frozen=True):
    """Asks for a slot for one session, past every queue (Q11, an agent's own pick).

    Asked again under the same reservation, the answer is the same. Refused with
    `AGENT_FULL`, `AGENT_NOT_FREE` or `NO_SUCH_AGENT`.
    """

    session: SessionId
    reservation: str


class GiveBack(msgspec.Struct, frozen=True):
    """Whoever reserved has nobody left to serve: the hold falls."""

    reservation: str


class SessionAssignedToYou(msgspec.Struct, frozen=True):
    """A session committed its claim on a slot: offered (`is_ringing`) or served."""

    session: SessionId
    slot: int
    reservation: str
    is_ringing: bool = False


class HoldReleased(msgspec.Struct, frozen=True):
    """A session did not take the slot; `slot_is_taken`: another claim has it."""

    reservation: str
    slot_is_taken: bool


class Freed(Enum):
    """Why a session let go of a slot.

    After `CLOSED` and `MOVED` the agent had served; the others end an offer.
    """

    CLOSED = "closed"
    MOVED = "moved"
    """Transferred, requeued, or back to the robot."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """The agent was silent until the offer's deadline (Q7)."""


class SlotFreed(msgspec.Struct, frozen=True):
    """A session holds no slot of this agent any more."""

    session: SessionId
    slot: int
    cause: Freed = Freed.CLOSED


class HoldOverdue(msgspec.Struct, frozen=True):
    """No word of a hold in time: whether it became a claim is unknown."""

    reservation: str


class CheckSlots(msgspec.Struct, frozen=True):
    """Read the committed claims again: some slot's truth is in doubt."""


class SlotsRead(msgspec.Struct, frozen=True):
    """The committed claims on the agent's slots."""

    holdings: tuple[Holding, ...]


class GuestOf(msgspec.Struct, frozen=True):
    """He takes part in a session without a slot, or no longer (S11)."""

    session: SessionId
    is_in: bool


class CallForAgents(msgspec.Struct, frozen=True):
    """A group has started and wants to know who is there."""

    group: GroupId


class WakeAgent(msgspec.Struct, frozen=True):
    """Nothing but a reason to be awake after a start."""


AgentCommand = (
    RegisterAgent
    | SetCapacity
    | SetStatus
    | Attach
    | Detach
    | GetCard
    | PresenceLost
    | CheckPresence
    | WrapUpOver
    | Reserve
    | NoBid
    | BidsDue
    | ReserveByHand
    | GiveBack
    | SessionAssignedToYou
    | HoldReleased
    | SlotFreed
    | HoldOverdue
    | CheckSlots
    | SlotsRead
    | CallForAgents
    | GuestOf
    | WakeAgent
    | FollowRules
)


# --- events (journal format: tags and positions are for ever, new fields go last)


class AgentRegistered(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """The agent was created or changed; `by`: a supervisor, or "" (administration).

    `usual_capacity` is the administration's, see `RegisterAgent`; 0: it was not kept.
    """

    nickname: str
    groups: tuple[str, ...]
    capacity: int
    skills: tuple[tuple[str, int], ...] = ()
    by: str = ""
    usual_capacity: int = 0


class StatusChanged(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """The status changed; `by`: a supervisor, or "" (the agent, or a rule).

    `by_name` is his at that time.
    """

    status: AgentStatus
    reason: str = ""
    by: str = ""
    by_name: str = ""


class PresenceChanged(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """The first connection came, or the last one went."""

    is_present: bool


class VisitChanged(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """He takes part in a session without a slot, or no longer."""

    session: str
    is_in: bool


AgentEvent = AgentRegistered | StatusChanged | PresenceChanged | VisitChanged


class AgentState(msgspec.Struct, frozen=True, array_like=True):
    """An agent folded from the events; also the snapshot.

    `absent_since_ms` is 0 while somebody is connected, or when nobody is expected.
    `since_ms` is when the status was taken, `by` and `by_name` who set it. Capacity 0:
    there is no such agent. `usual_capacity`: see `AgentRegistered`; `visits`: `Board`.
    """

    nickname: str = ""
    groups: tuple[str, ...] = ()
    capacity: int = 0
    status: AgentStatus = AgentStatus.OFFLINE
    absent_since_ms: int = 0
    skills: tuple[tuple[str, int], ...] = ()
    reason: str = ""
    since_ms: int = 0
    by: str = ""
    by_name: str = ""
    usual_capacity: int = 0
    visits: tuple[str, ...] = ()


def agent_topic(agent: AgentId) -> str:
    """Where the agent's `Board` is published."""
    return f"agent/{agent}"


class PresenceWanted(msgspec.Struct, frozen=True):
    """Published by an agent who started: connections of his attach again."""
