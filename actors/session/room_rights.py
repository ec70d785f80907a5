"""PURE: who may read and write which room of a session: one table (S11).

What somebody is to a room is a `Seat`; he may what any of his seats may. What is not
here is refused. Whether a session takes messages at all just now says its own table.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from actors.session.aside import NOBODY_ASIDE, Aside, Guest, Part, find_room
from actors.session.terms import VISITOR_ROOM, Role, Sender


class Room(Enum):
    """The kinds of rooms."""

    VISITORS = "visitor's room"
    SIDE = "side room"
    INTERNAL = "internal conversation"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Right(Enum):
    """What may be allowed in a room; who may write may also type and receipt."""

    READ = "read"
    WRITE = "write"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Seat(Enum):
    """What somebody is to a room."""

    VISITOR = "visitor"
    ROBOT = "robot"
    SERVICE = "the service itself"
    OWNER = "serving agent, or who served last"
    RINGING = "agent at whom it rings"
    SUPERVISOR = "supervisor of its group"
    CALLED = "colleague who is called"
    CONSULTED = "colleague who is asked"
    WATCHING = "supervisor who watches"
    SPEAKING = "supervisor who speaks"
    MENTIONED = "colleague who was mentioned"
    HOST = "agent who serves since the side room was opened"
    GUEST = "guest of the side room"
    MEMBER = "member of the conversation"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


_READS: Final = frozenset({Right.READ})
_BOTH: Final = frozenset({Right.READ, Right.WRITE})
NOTHING_MAY: Final[frozenset[Right]] = frozenset()

RIGHTS: Final[dict[Room, dict[Seat, frozenset[Right]]]] = {
    Room.VISITORS: {
        Seat.VISITOR: _BOTH,
        Seat.ROBOT: _BOTH,
        Seat.SERVICE: _READS,
        Seat.OWNER: _BOTH,
        Seat.RINGING: _READS,
        Seat.SUPERVISOR: _READS,
        Seat.CONSULTED: _READS,
        Seat.WATCHING: _READS,
        Seat.SPEAKING: _BOTH,
        Seat.MENTIONED: _READS,
    },
    Room.SIDE: {
        Seat.SERVICE: _READS,
        Seat.HOST: _BOTH,
        Seat.GUEST: _BOTH,
        Seat.MENTIONED: _READS,
    },
    Room.INTERNAL: {Seat.SERVICE: _READS, Seat.MEMBER: _BOTH},
}
"""Of an open side room; in one that has ended nobody writes."""

_SEAT_OF: Final[dict[Part, Seat]] = {
    Part.CALLED: Seat.CALLED,
    Part.CONSULTED: Seat.CONSULTED,
    Part.WATCHING: Seat.WATCHING,
    Part.SPEAKING: Seat.SPEAKING,
    Part.MENTIONED: Seat.MENTIONED,
}


class Company:
    """Who is in a session, as far as rights depend on it.

    Args:
        visitor: whose session it is.
        agent: who serves, or served last.
        ringing: the agent at whom it rings, or "".
        groups: to which it belongs.
        aside: guests and side rooms; None: there are none.
        is_late: the time of those who were mentioned is over.
    """

    __slots__ = ("agent", "aside", "groups", "is_late", "ringing", "visitor")

    def __init__(
        self,
        visitor: str,
        agent: str,
        ringing: str,
        groups: frozenset[str],
        aside: Aside | None,
        *,
        is_late: bool = False,
    ) -> None:
        self.visitor = visitor
        self.agent = agent
        self.ringing = ringing
        self.groups = groups
        self.aside = NOBODY_ASIDE if aside is None else aside
        self.is_late = is_late

    def seats(self, sender: Sender, room: str) -> frozenset[Seat]:
        """What the sender is to a room; nothing, when he has no part in it."""
        match sender.role:
            case Role.SYSTEM:
                return frozenset({Seat.SERVICE})
            case Role.AGENT if sender.id:
                if room == VISITOR_ROOM:
                    return frozenset(self._seats_of_agent(sender))
                return frozenset(self._seats_aside(sender, room))
            case Role.VISITOR if sender.id == self.visitor and sender.id:
                return frozenset({Seat.VISITOR} if room == VISITOR_ROOM else ())
            case Role.ROBOT:
                return frozenset({Seat.ROBOT} if room == VISITOR_ROOM else ())
            case _:
                return frozenset()

    def rights(self, sender: Sender, room: str) -> frozenset[Right]:
        """What he may there."""
        kind, side = Room.VISITORS, None
        if room != VISITOR_ROOM:
            kind, side = Room.SIDE, find_room(self.aside, room)
            if side is None:
                return NOTHING_MAY
        table = RIGHTS[kind]
        found = [table.get(seat, NOTHING_MAY) for seat in self.seats(sender, room)]
        allowed = NOTHING_MAY.union(*found)
        return allowed & _READS if side is not None and not side.is_open else allowed

    def _seats_of_agent(self, sender: Sender) -> set[Seat]:
        found: set[Seat] = set()
        if sender.id == self.agent:
            found.add(Seat.OWNER)
        if sender.id == self.ringing:
            found.add(Seat.RINGING)
        if self.groups.intersection(sender.supervises):
            found.add(Seat.SUPERVISOR)
        found.update(_SEAT_OF[each.part] for each in self._rows(sender.id))
        return found

    def _seats_aside(self, sender: Sender, room: str) -> set[Seat]:
        """He who serves is the host of what was opened to him."""
        side = find_room(self.aside, room)
        found: set[Seat] = set()
        if side is None:
            return found
        if side.host == sender.id == self.agent:
            found.add(Seat.HOST)
        for each in self._rows(sender.id):
            if each.room != room or each.part is Part.CALLED:
                continue
            found.add(Seat.MENTIONED if each.part is Part.MENTIONED else Seat.GUEST)
        return found

    def _rows(self, agent: str) -> list[Guest]:
        return [
            each
            for each in self.aside.guests
            if each.agent == agent
            and not (self.is_late and each.part is Part.MENTIONED)
        ]
