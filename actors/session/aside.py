"""PURE: who is in a session beside the visitor and his agent, and their rooms (S11).

A side room belongs to one agent who serves and to one guest: a colleague who is asked
for advice, or a supervisor who whispers. It ends with either of them. Nothing of it has
a place in what visitors are told, their state's version included: `hidden` counts the
events that they are not to count.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.session.readers import Reader

MAX_GUESTS: Final = 16
"""Guests of a session at once, those who were mentioned among them."""
MAX_SIDE_ROOMS: Final = 16
"""Side rooms that are known at once; of those that ended, the latest."""
MAX_SIDE_MESSAGES: Final = 2_000
"""Messages of one side room; `MAX_SIDE_RECALLED` more may take some back."""
MAX_SIDE_RECALLED: Final = 200
MAX_ASIDE_ACTS: Final = 500
"""Calls, visits, mentions and copies of one session: its journal stays readable."""
MAX_GROUPS_KEPT: Final = 64
"""Groups that are kept of one supervisor: he is told to leave with the last of them."""


class Part(Enum):
    """What a guest is in a session."""

    CALLED = "called"
    """It rings: he sees that, and reads nothing."""
    CONSULTED = "consulted"
    WATCHING = "watching"
    SPEAKING = "speaking"
    """A supervisor who also speaks to the visitor."""
    MENTIONED = "mentioned"
    """He may read, and is told of nothing that happens."""


class LeaveCause(Enum):
    """Why a guest is none any more."""

    LEFT = "left"
    DECLINED = "declined"
    EXPIRED = "expired"
    SENT_AWAY = "sent_away"
    LOST = "lost"
    """Nobody was connected for him during the whole grace."""
    NOT_ALLOWED = "not_allowed"
    """The session's group is none of his any more."""


class Guest(msgspec.Struct, frozen=True, array_like=True):
    """Somebody in a session; `room`: opened for him, or where he was mentioned.

    `by` let him in. `until_ms`: how long it rings, wall time. `groups`: those he
    supervises. `is_hidden`: who serves is not told of him.
    """

    agent: str
    name: str
    part: Part
    room: str = ""
    by: str = ""
    by_name: str = ""
    note: str = ""
    since_ms: int = 0
    until_ms: int = 0
    groups: tuple[str, ...] = ()
    is_hidden: bool = False


class SideRoom(msgspec.Struct, frozen=True, array_like=True):
    """A room of who served when it was opened, the host, and one guest.

    `readers` is how far who has come, as far as it is written.
    """

    name: str
    host: str
    guest: str
    is_open: bool = True
    last_number: int = 0
    recalled: tuple[int, ...] = ()
    readers: tuple[Reader, ...] = ()


class Aside(msgspec.Struct, frozen=True, array_like=True):
    """All of it; `opened` counts the side rooms, `acts` what people did (`bounds`)."""

    guests: tuple[Guest, ...] = ()
    rooms: tuple[SideRoom, ...] = ()
    opened: int = 0
    acts: int = 0
    hidden: int = 0


NOBODY_ASIDE: Final = Aside()


def find_guest(aside: Aside, agent: str, *, is_mention: bool = False) -> Guest | None:
    """The guest's row: as one who was mentioned, or as what he is else."""
    for each in aside.guests:
        if each.agent == agent and (each.part is Part.MENTIONED) is is_mention:
            return each
    return None


def find_room(aside: Aside, name: str) -> SideRoom | None:
    """The side room of that name."""
    return next((each for each in aside.rooms if each.name == name), None)


def next_room(aside: Aside) -> str:
    """The name of the side room that is opened next."""
    return f"side-{aside.opened + 1}"


def with_guest(aside: Aside, guest: Guest) -> Aside:
    """One guest more, or in place of his old row."""
    others = without(aside.guests, guest)
    return replace(aside, guests=(*others, guest))


def without_guest(aside: Aside, guest: Guest) -> Aside:
    """Without that guest."""
    return replace(aside, guests=without(aside.guests, guest))


def without(guests: tuple[Guest, ...], guest: Guest) -> tuple[Guest, ...]:
    """All rows but this guest's."""
    is_mention = guest.part is Part.MENTIONED
    return tuple(
        each
        for each in guests
        if each.agent != guest.agent or (each.part is Part.MENTIONED) is not is_mention
    )


def with_room(aside: Aside, room: SideRoom) -> Aside:
    """A side room that is new; of those that ended the first is forgotten first."""
    rooms = aside.rooms
    if len(rooms) >= MAX_SIDE_ROOMS:
        gone = next((each for each in rooms if not each.is_open), rooms[0])
        rooms = tuple(each for each in rooms if each is not gone)
    return replace(aside, rooms=(*rooms, room), opened=aside.opened + 1)


def changed_room(aside: Aside, room: SideRoom) -> Aside:
    """With this in place of the room of the same name."""
    rooms = tuple(room if each.name == room.name else each for each in aside.rooms)
    return replace(aside, rooms=rooms)


def settled(
    aside: Aside, owner: str, group: str, at_ms: int, *, is_over: bool
) -> Aside:
    """What remains once somebody else serves, in whatever group, or it is over.

    A colleague stays with who asked him; a supervisor while the session's group is one
    of his, but who serves is nobody's guest. Whoever was mentioned reads on after the
    end: his time begins then.
    """
    if is_over:
        guests = tuple(
            replace(each, since_ms=at_ms)
            for each in aside.guests
            if each.part is Part.MENTIONED
        )
    else:
        kept = (_kept(each, owner, group) for each in aside.guests)
        guests = tuple(each for each in kept if each is not None)
    named = {each.room for each in guests if each.part is not Part.MENTIONED}
    rooms = tuple(
        replace(each, is_open=False)
        if each.is_open and (each.host != owner or each.name not in named)
        else each
        for each in aside.rooms
    )
    open_rooms = {each.name for each in rooms if each.is_open}
    guests = tuple(
        replace(each, room="")
        if each.room and each.part is not Part.MENTIONED and each.room not in open_rooms
        else each
        for each in guests
    )
    if guests == aside.guests and rooms == aside.rooms:
        return aside
    return replace(aside, guests=guests, rooms=rooms)


def _kept(guest: Guest, owner: str, group: str) -> Guest | None:
    match guest.part:
        case Part.MENTIONED:
            return guest
        case Part.CALLED | Part.CONSULTED:
            is_asked = guest.by == owner and guest.agent != owner
            return guest if is_asked else None
        case _:  # a supervisor
            if guest.agent == owner or group not in guest.groups:
                return None
            return guest if owner else replace(guest, part=Part.WATCHING)
