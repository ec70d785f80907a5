"""What a skill group accepts, answers, records and publishes."""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

from actors.assignment.routing import Exclusion, Reception, Routing, Strategy
from actors.assignment.standing import Standing
from actors.ids import AgentId, GroupId, SessionId
from actors.refusal import Refused
from actors.rules.messages import FollowRules
from runtime.request import Request

MAX_ROSTER = 500
"""Members in one `Roster`: more than anybody looks through."""

MAX_QUEUE_SHOWN = 200
"""Waiting sessions, and candidates, in one `Queue`: more than anybody looks through."""


class Treatment(Enum):
    """Why a line turns a session away (Q6)."""

    LINE_FULL = "line_full"
    WAITED_TOO_LONG = "waited_too_long"
    NO_AGENT = "no_agent"
    OFF_HOURS = "off_hours"
    GROUP_DROPPED = "group_dropped"
    """Its heir takes all who wait (M2)."""


class GroupRule(msgspec.Struct, frozen=True, array_like=True):
    """How a group assigns; None: as its service rule has it (`ServiceSettings`).

    Attributes:
        strategy: who is asked first (Q3).
        reception: whether an offer must be accepted (Q7).
        priority: added to that of its sessions, 0 … 9 (Q1).
        max_waiting, max_wait_seconds, turns_away_without_agents, overflow: see there.
    """

    strategy: Strategy | None = None
    reception: Reception | None = None
    priority: int | None = None
    max_waiting: int | None = None
    max_wait_seconds: float | None = None
    turns_away_without_agents: bool | None = None
    overflow: str | None = None


USUAL_RULE: Final = GroupRule()


class GroupDefined(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """Event and answer: the group exists with this public name and rule."""

    public_name: str
    rule: GroupRule = GroupRule()


class DefineGroup(msgspec.Struct, Request[GroupDefined | Refused], frozen=True):
    """Creates or changes the group (Q1)."""

    public_name: str
    rule: GroupRule = USUAL_RULE


# --- what is asked


class QueueEntry(msgspec.Struct, frozen=True):
    """One who waits: in order, from position 1."""

    session: SessionId
    position: int
    waited_ms: int
    standing: Standing


class Queue(msgspec.Struct, frozen=True):
    """Who waits, first first, and the candidates, whoever is asked first, first.

    Of each at most `MAX_QUEUE_SHOWN`; `waiting` is how many wait. Who is being offered
    at this moment does not wait.
    """

    public_name: str
    rule: GroupRule
    waiting: int
    entries: tuple[QueueEntry, ...]
    candidates: tuple[AgentId, ...]

    @property
    def sessions(self) -> tuple[SessionId, ...]:
        """The ids, in order."""
        return tuple(entry.session for entry in self.entries)


class GetQueue(msgspec.Struct, Request[Queue | Refused], frozen=True):
    """Asks for the queue; refused when the group was never defined."""


class GetRule(msgspec.Struct, Request[GroupDefined | Refused], frozen=True):
    """Asks for name and rule alone: costs the same however many wait."""


class Member(msgspec.Struct, frozen=True):
    """An agent of the group as the group knows him; `why_not` None = could serve."""

    agent: AgentId
    nickname: str
    why_not: Exclusion | None
    load: int
    capacity: int


class Roster(msgspec.Struct, frozen=True):
    """At most `MAX_ROSTER` of the group's `count` agents, by id.

    When there are more, these are of the most use: first those who could serve now,
    last those who are off-line.
    """

    members: tuple[Member, ...]
    count: int


class GetRoster(msgspec.Struct, Request[Roster | Refused], frozen=True):
    """Asks who serves here, with status and load (Q10)."""


class QueuePosition(msgspec.Struct, frozen=True):
    """Published on the session's topic and answered: where it stands (Q5).

    `position` counts from 1; `waiting` is the length of the line; `wait_seconds` is
    the estimate, or None while there is nothing to estimate from.
    """

    session: SessionId
    position: int
    waiting: int
    wait_seconds: int | None


class GetPosition(msgspec.Struct, Request[QueuePosition | Refused], frozen=True):
    """Asks where a session stands; refused (`WRONG_STATE`) when not in line."""

    session: SessionId


class Explain(msgspec.Struct, Request[Routing | Refused], frozen=True):
    """Asks why a session that waits is not being served now (Q15)."""

    session: SessionId


# --- sessions


class SessionWaits(msgspec.Struct, frozen=True):
    """A session is in line; telling it twice changes nothing.

    A session in line that tells another standing or ticket moves.
    """

    session: SessionId
    ticket: int
    standing: Standing


class StillWaiting(msgspec.Struct, frozen=True):
    """The answer of a session that was asked: no offer is on its way any more."""

    session: SessionId
    ticket: int
    standing: Standing


class SessionLeft(msgspec.Struct, frozen=True):
    """A session waits no more."""

    session: SessionId


# --- agents


class AgentNews(msgspec.Struct, frozen=True):
    """What an agent could do now, and how to choose him.

    Attributes:
        version: grows with everything an agent says, over restarts too; older news
            is ignored.
        why_not: None = could take one more session.
        idle_since_ms: since when he has had no new work.
        turn_ms: his last assignment (round robin); 0 = never.
        wants_bid: the agent waits for a `Reserve` or a `NoBid` in answer.
    """

    agent: AgentId
    version: int
    nickname: str
    why_not: Exclusion | None
    load: int
    capacity: int
    idle_since_ms: int
    turn_ms: int
    skills: tuple[tuple[str, int], ...]
    wants_bid: bool


class AgentLeft(msgspec.Struct, frozen=True):
    """The agent is no member any more."""

    agent: AgentId
    version: int


class Granted(msgspec.Struct, frozen=True):
    """An agent holds a slot for this group until `until_ms`."""

    agent: AgentId
    reservation: str
    slot: int
    until_ms: int


class NotGranted(msgspec.Struct, frozen=True):
    """The agent has no slot after all, and will say when that changes."""

    agent: AgentId
    reservation: str


# --- outcomes of an offer


class OfferAccepted(msgspec.Struct, frozen=True):
    """The session has committed: it is served, or it rings; it is out of line."""

    session: SessionId
    reservation: str


class OfferDeclined(msgspec.Struct, frozen=True):
    """The session did not take the offer; `is_waiting`: it keeps its place in line."""

    session: SessionId
    reservation: str
    is_waiting: bool


# --- the group's own timers


class ReservationsDue(msgspec.Struct, frozen=True):
    """A word of some reservation may be overdue."""


class LineDue(msgspec.Struct, frozen=True):
    """Something changes by time alone: a wish is relaxed, a wait is over."""


class PositionsDue(msgspec.Struct, frozen=True):
    """Those who wait are told where they stand, some per turn."""


class QueueRead(msgspec.Struct, frozen=True):
    """A page of the sessions that wait for this group, from the journal's index."""

    waiting: tuple[SessionWaits, ...]
    is_last: bool


class Settled(msgspec.Struct, frozen=True):
    """The group has listened long enough for its agents."""


class WakeGroup(msgspec.Struct, frozen=True):
    """Nothing but a reason to be awake after a start."""


GroupCommand = (
    DefineGroup
    | GetQueue
    | GetRule
    | GetRoster
    | GetPosition
    | Explain
    | SessionWaits
    | StillWaiting
    | SessionLeft
    | AgentNews
    | AgentLeft
    | Granted
    | NotGranted
    | OfferAccepted
    | OfferDeclined
    | ReservationsDue
    | LineDue
    | PositionsDue
    | QueueRead
    | Settled
    | WakeGroup
    | FollowRules
)


class GroupState(msgspec.Struct, frozen=True, array_like=True):
    """What is durable of a group; its queue and candidates are derived."""

    public_name: str = ""
    rule: GroupRule = GroupRule()


def group_topic(group: GroupId) -> str:
    """Where a group that starts publishes `CallForAgents`."""
    return f"group/{group}"
