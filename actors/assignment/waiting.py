"""PURE: a session as its line keeps it, and the slot that is reserved for one."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

import msgspec

from actors.assignment.ordered_queue import OrderedQueue, Stamped
from actors.assignment.standing import Standing
from actors.assignment.urgency import Bid
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


class Among(Enum):
    """Who is looked for in a line."""

    OPEN = "open"
    """Nobody is being asked for them."""
    ASKED = "asked"
    """Somebody is."""
    ALL = "all"


class Lane:
    """Sessions of one requirement and one base level, by ticket.

    Attributes:
        open: nobody is being asked for these.
        asked: somebody is.
        alone: this lane, as a session stands in it that stands in no other.
    """

    __slots__ = ("alone", "asked", "open")

    def __init__(self) -> None:
        self.open: OrderedQueue[Waiting] = OrderedQueue()
        self.asked: OrderedQueue[Waiting] = OrderedQueue()
        self.alone = (self,)

    def first(self, among: Among) -> Waiting | None:
        """By ticket; of two with one ticket who is asked for."""
        if among is Among.ASKED:
            return self.asked.first()
        found = self.open.first()
        return found if among is Among.OPEN else _first(self.asked.first(), found)

    def first_where(
        self, accepts: Callable[[Waiting], bool], among: Among
    ) -> Waiting | None:
        """The first that is accepted; costs as many steps as are passed over."""
        found = asked = None
        if among is not Among.OPEN:
            asked = self.asked.first_where(accepts)
        if among is not Among.ASKED:
            found = self.open.first_where(accepts)
        return _first(asked, found)


def _first(one: Waiting | None, other: Waiting | None) -> Waiting | None:
    if one is None or (other is not None and other.ticket < one.ticket):
        return other
    return one


class Waiting(Stamped, msgspec.Struct, eq=False):
    """A session that this group is to find an agent for; mutable, the line's own.

    A struct because most come and go at once, and structs are built in C.

    Attributes:
        name: the session, as queues call it.
        session, ticket, standing: as the session told them.
        base: its urgency on arrival (`urgency.base_level`).
        rank: its place among other levels (`urgency.rank`).
        stamp: see `Stamped`.
        stage: see `Stage`.
        reservation: asked for, or bound to, on its behalf.
        lanes: where it stands when it stands in line; () = not looked up yet.
        is_parked: it is open and stands in line; those who are fresh do not.
        is_plain: its standing names nobody and no skill: whoever is first will do.
        named: only these may serve it now (named, or the last agent); empty = all.
        level: of the skill that it still insists on; 0 = none.
        is_picky: somebody is excluded from serving it.
        is_told: it has been turned away (Q6); that happens once.
        has_waited: there was nobody for it when it came.
        position, wait_seconds: what it was last shown (Q5).
        alarm: when its claim changes by time alone.
    """

    name: str
    session: SessionId
    ticket: int
    standing: Standing
    base: int
    rank: int
    lanes: tuple[Lane, ...]
    stamp: int = 0
    stage: Stage = Stage.OPEN
    reservation: Reservation | None = None
    is_parked: bool = False
    is_plain: bool = True
    named: tuple[str, ...] = ()
    level: int = 0
    is_picky: bool = False
    is_told: bool = False
    has_waited: bool = False
    position: int = UNCOUNTED
    wait_seconds: int | None = None
    alarm: Alarm | None = None


class Reservation(msgspec.Struct, eq=False):
    """A slot asked for, and who gets it.

    Attributes:
        id: never used twice.
        agent: who was asked.
        bid: the claim among all groups of whom he was asked for (Q1).
        sponsor: on whose behalf, or None when that one needs it no more.
        bound: who was offered to the agent, or None before the grant.
        order: of the binding, growing within the group: the order in which people were
            served, which the order of the commits need not be.
    """

    id: str
    agent: AgentId
    bid: Bid
    sponsor: Waiting | None
    bound: Waiting | None = None
    order: int = 0


class Alarm(Stamped):
    """A moment at which a session's claim must be looked at again."""

    __slots__ = ("at_ms", "name", "stamp", "waiting")

    def __init__(self, waiting: Waiting, at_ms: int) -> None:
        self.name = waiting.name
        self.stamp = 0
        self.waiting = waiting
        self.at_ms = at_ms
