"""Sessions, agents and groups as the journal's events tell of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

QUEUED, OFFERED, SERVING, CLOSED = "queued", "offered", "serving", "closed"
STAGES: Final = ("robot", "collecting", "routing", "message_left")
"""Where a session waits for nobody's slot."""
STATUSES: Final = ("offline", "free", "arrange", "not_ready", "rest")
NEW, RETURNED = 0, 1
"""Classes of a line: whoever was offered or served before comes before the new."""
TOP_PRIORITY: Final = 9
LAST_AGENT: Final = "last_agent"
"""The strategy that has a session wait for one agent."""


class Binding(NamedTuple):
    """A group's decision: in which of its lives, and its number there."""

    life: str
    order: int


class Posted(NamedTuple):
    """A message as it was committed."""

    sender: str
    cid: str
    text: str


class Ringing(NamedTuple):
    """An offer that rings; `expires_ms` 0 = until it is answered."""

    agent: str
    slot: int
    offer: str
    expires_ms: int


@dataclass(slots=True)
class Place:
    """How a session stands, or stood before it rang, in a group's line.

    Attributes:
        ticket: position of the event that gave it; the commit's first event is at
            `least_ticket` or later.
        joined: position of the event that put it in line, at whatever ticket.
        pause_ms: `again_ms` by a clock that is never set back.
    """

    group: str
    ticket: int
    least_ticket: int
    joined: int
    queue_class: int = NEW
    priority: int = 0
    skill: str = ""
    level: int = 0
    prefer: str = ""
    only: tuple[str, ...] = ()
    never: str = ""
    silent: str = ""
    again_ms: int = 0
    pause_ms: int = 0


@dataclass(slots=True)
class SessionLife:
    """A session as its events tell.

    `place` stays while it rings, because a lapsed offer brings it back to its ticket.
    """

    name: str
    visitor: str
    channel: str
    group: str
    phase: str
    place: Place | None = None
    agent: str = ""
    slot: int = 0
    ringing: Ringing | None = None
    is_transferred: bool = False
    """Another agent is looked for while this one serves."""
    agents: list[str] = field(default_factory=list)
    """Everybody who served, in order."""
    rung_at: set[str] = field(default_factory=set)
    overtaken_by: list[Binding] = field(default_factory=list)
    messages: list[Posted] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Number by (sender, client id)."""

    @property
    def is_in_line(self) -> bool:
        """True while a group may bind it."""
        waits = self.phase == QUEUED or (self.phase == SERVING and self.is_transferred)
        return waits and self.ringing is None

    @property
    def slots(self) -> dict[tuple[str, int], str]:
        """(agent, slot) that it holds, and by which right."""
        held: dict[tuple[str, int], str] = {}
        if self.phase == SERVING:
            held[self.agent, self.slot] = SERVING
        if self.ringing is not None:
            held[self.ringing.agent, self.ringing.slot] = OFFERED
        return held


@dataclass(slots=True)
class AgentLife:
    """An agent as the events tell.

    Attributes:
        held: session by slot, ringing ones included.
        freed: position of the event that freed a slot, or made it.
        free_since: position of the event that last made the status `free`.
    """

    groups: tuple[str, ...] = ()
    capacity: int = 0
    skills: dict[str, int] = field(default_factory=dict)
    has_been_free: bool = False
    is_free: bool = False
    is_present: bool = False
    free_since: int = 0
    held: dict[int, str] = field(default_factory=dict)
    freed: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class GroupLife:
    """A group's rule, as far as order depends on it, and its line by session."""

    strategy: str = ""
    priority: int = 0
    line: dict[str, SessionLife] = field(default_factory=dict)

    def rank(self, place: Place) -> tuple[int, int]:
        """The smaller rank comes first: class, priority, ticket.

        Ageing is left out: the proof runs without it.
        """
        level = min(TOP_PRIORITY, place.priority + self.priority)
        return -(place.queue_class * (TOP_PRIORITY + 1) + level), place.ticket


def may_serve(name: str, agent: AgentLife, place: Place, group: GroupLife) -> bool:
    """True when the agent may certainly have the session, whatever time it is.

    A requirement that time relaxes, and a last agent who is waited for, leave doubt.
    """
    if place.group not in agent.groups or name == place.never:
        return False
    if place.only and name not in place.only:
        return False
    if place.skill and agent.skills.get(place.skill, 0) < place.level:
        return False
    return not (group.strategy == LAST_AGENT and place.prefer not in ("", name))
