"""PURE: what a caller sees and hears of a session, from what the session says it is.

What he may is the session's own table (`actors.session.room_rights`); here is what is
shown to him without his asking.
"""

from __future__ import annotations

from typing import Final

from actors.session.aside import Guest, SideRoom
from actors.session.room_rights import Company, Right, Seat
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from actors.session.view import SessionView

_HEARS: Final = frozenset(
    {
        Seat.VISITOR,
        Seat.OWNER,
        Seat.RINGING,
        Seat.CONSULTED,
        Seat.WATCHING,
        Seat.SPEAKING,
    }
)
"""Who is told all that happens, as it happens."""
_TAKES_PART: Final = _HEARS | {Seat.CALLED, Seat.MENTIONED}
_SPEAKS: Final = frozenset({Seat.VISITOR, Seat.OWNER, Seat.SPEAKING})


def company_of(view: SessionView) -> Company:
    """Who is in the session, as far as rights depend on it."""
    offer, transfer = view.offer, view.transfer
    groups = {view.group, transfer.group} if transfer else {view.group}
    return Company(
        view.visitor,
        view.agent,
        offer.agent if offer else "",
        frozenset(groups),
        view.aside,
    )


def _seats(view: SessionView, caller: Sender) -> frozenset[Seat]:
    return company_of(view).seats(caller, VISITOR_ROOM)


def takes_part(view: SessionView, caller: Sender) -> bool:
    """True for who is shown what the session is, as long as it goes on."""
    return not _TAKES_PART.isdisjoint(_seats(view, caller))


def hears(view: SessionView, caller: Sender) -> bool:
    """True for who is shown what is said.

    A supervisor who only looks is, once; who is called or was mentioned is not.
    """
    seats = _seats(view, caller)
    if not _HEARS.isdisjoint(seats):
        return True
    return Seat.SUPERVISOR in seats and seats.isdisjoint(_TAKES_PART)


def may_read(view: SessionView, caller: Sender) -> bool:
    """True for who may ask what was said to the visitor."""
    return Right.READ in company_of(view).rights(caller, VISITOR_ROOM)


def may_speak(view: SessionView, caller: Sender) -> bool:
    """True for who is seen to type and to read by the visitor, or is the visitor."""
    if view.phase is SessionPhase.CLOSED:
        return False
    if view.aside is None:  # as with most: this is asked for each word of typing
        return caller.role is Role.VISITOR or view.agent == caller.id
    return not _SPEAKS.isdisjoint(_seats(view, caller))


def rooms_heard(view: SessionView, caller: Sender) -> tuple[SideRoom, ...]:
    """The side rooms of which he is told all, with those that have ended."""
    if caller.role is not Role.AGENT or view.aside is None:
        return ()
    company = company_of(view)
    rooms = []
    for room in view.aside.rooms:
        seats = company.seats(caller, room.name)
        if not seats.isdisjoint({Seat.HOST, Seat.GUEST}):
            rooms.append(room)
    return tuple(rooms)


def guests_seen(view: SessionView, caller: Sender) -> tuple[Guest, ...]:
    """The guests whom he is shown: who is hidden, by other supervisors alone."""
    if view.aside is None:
        return ()
    supervises = view.group in caller.supervises
    return tuple(
        each
        for each in view.aside.guests
        if supervises or not each.is_hidden or each.agent == caller.id
    )
