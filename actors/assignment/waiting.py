"""PURE: a session as its line keeps it, and the slot that is reserved for one."""

from __future__ import annotations

from enum import Enum
from typing import Final

from actors.assignment.ordered_queue import OrderedQueue, Stamped
from actors.assignment.standing import Standing
from actors.ids import AgentId, SessionId

UNCOUNTED: Final = 0
"""Position of a session that no sweep has reached yet."""


class Stage(Enum):
    """How far a session in line has come."""

    OPEN = "open"
    """Nobody is being asked for it."""
    ASKED = "asked"
    """An agent is being asked for a slot on its behalf."""
    BOUND = "bound"
    """It has been offered to the holder of a slot: out of line for the moment."""
    GONE = "gone"


IN_LINE: Final = frozenset({Stage.OPEN, Stage.ASKED})


class Lane:
    """Sessions of one requirement and one base level, by ticket."""

    __slots__ = ("asked", "open")

    def __init__(self) -> None:
        self.open: OrderedQueue[Waiting] = OrderedQueue()
        self.asked: OrderedQueue[Waiting] = OrderedQueue()


class Waiting(Stamped):
    """A session that this group is to find an agent for; mutable, the line's own.

    Attributes:
        session, ticket, standing: as the session told them.
        since_ms: `standing.since_ms`.
        base: its urgency on arrival (`urgency.base_level`).
        rank: its place among other levels (`urgency.rank`).
        named: only these may serve it now (named, or the last agent); empty = all.
        level: of the skill that it still insists on; 0 = none.
        is_picky: somebody is excluded from serving it.
        lanes: where it stands.
        reservation: asked for, or bound to, on its behalf.
        is_told: it has been turned away (Q6); that happens once.
        has_waited: there was nobody for it when it came.
        position, wait_seconds: what it was last shown (Q5).
        alarm: when its claim changes by time alone.
    """

    __slots__ = (
        "alarm",
        "base",
        "has_waited",
        "is_picky",
        "is_told",
        "lanes",
        "level",
        "named",
        "position",
        "rank",
        "reservation",
        "session",
        "since_ms",
        "stage",
        "standing",
        "ticket",
        "wait_seconds",
    )

    def __init__(self, session: SessionId, ticket: int, standing: Standing) -> None:
        self.name = self.session = session
        self.stamp = 0
        self.ticket = ticket
        self.standing = standing
        self.since_ms = standing.since_ms
        self.base = 0
        self.rank = 0
        self.named: tuple[str, ...] = ()
        self.level = 0
        self.is_picky = False
        self.stage = Stage.OPEN
        self.lanes: tuple[Lane, ...] = ()
        self.reservation: Reservation | None = None
        self.is_told = False
        self.has_waited = False
        self.position = UNCOUNTED
        self.wait_seconds: int | None = None
        self.alarm: Alarm | None = None


class Reservation:
    """A slot asked for, and who gets it.

    Attributes:
        id: never used twice.
        agent: who was asked.
        sponsor: on whose behalf, or None when that one needs it no more.
        bound: who was offered to the agent, or None before the grant.
        order: of the binding, growing within the group: the order in which people were
            served, which the order of the commits need not be.
    """

    __slots__ = ("agent", "bound", "id", "order", "sponsor")

    def __init__(self, reservation: str, agent: AgentId) -> None:
        self.id = reservation
        self.agent = agent
        self.sponsor: Waiting | None = None
        self.bound: Waiting | None = None
        self.order = 0


class Alarm(Stamped):
    """A moment at which a session's claim must be looked at again."""

    __slots__ = ("at_ms", "waiting")

    def __init__(self, waiting: Waiting, at_ms: int) -> None:
        super().__init__(waiting.name)
        self.waiting = waiting
        self.at_ms = at_ms
