"""PURE: what is said in side rooms (S11)."""

from __future__ import annotations

from actors.refusal import Refused, Rule
from actors.session import spoken
from actors.session.aside import (
    MAX_SIDE_MESSAGES,
    MAX_SIDE_RECALLED,
    NOBODY_ASIDE,
    SideRoom,
    find_room,
)
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.messages import PostMessage, RecallMessage
from actors.session.reading import company_of
from actors.session.replies import Done
from actors.session.room_rights import Right
from actors.session.ruling import Case, SessionDecision, find, is_late, refuse
from actors.session.terms import Sender, SessionPhase


def rights_in(case: Case, sender: Sender, room: str) -> frozenset[Right]:
    """What somebody may in a room now."""
    return company_of(case.state, is_late=is_late(case)).rights(sender, room)


def room_of(case: Case, room: str) -> SideRoom | None:
    """The side room of that name."""
    return find_room(case.state.aside or NOBODY_ASIDE, room)


def _writable(case: Case, sender: Sender, name: str) -> SideRoom | Refused:
    """The room, or why he may not write there; of what is not his he is told nothing.

    A room that is not there, and one of others, are the same to him.
    """
    if case.state.phase is SessionPhase.NEW:
        return Refused(Rule.NO_SUCH_SESSION, "there is no such session")
    rights, room = rights_in(case, sender, name), room_of(case, name)
    if Right.WRITE in rights and room is not None:
        return room
    if Right.READ in rights:
        return Refused(Rule.CLOSED, "the side room has ended, or is only to be read")
    return Refused(Rule.FORBIDDEN, "expected a room that is yours to write in")


def post(case: Case, command: PostMessage) -> SessionDecision:
    """A message of a side room, with that room's next number (S6)."""
    room = _writable(case, command.sender, command.room)
    if isinstance(room, Refused):
        return refuse(room)
    facts = {Guard.YOURS}
    if room.last_number < MAX_SIDE_MESSAGES:
        facts.add(Guard.ROOM)
    row = find(case, Trigger.SIDE_POST, facts)
    if isinstance(row, Refused):
        return refuse(row)
    refused = spoken.too_late(command, case.now_ms)
    if refused is not None:
        return refuse(refused)
    message = spoken.posted(room.last_number, command)
    answer = spoken.accepted(message, case.now_ms)
    return conclude(case, row, (message,), answer, command.origin)


def recall(case: Case, command: RecallMessage) -> SessionDecision:
    """Takes a message of a side room back."""
    room = _writable(case, command.sender, command.room)
    if isinstance(room, Refused):
        return refuse(room)
    told = spoken.Told(
        room.recalled,
        MAX_SIDE_RECALLED,
        case.settings.recall_seconds,
        case.now_ms,
        case.outages,
    )
    facts = {Guard.YOURS} | spoken.recall_facts(told, command)
    row = find(case, Trigger.SIDE_RECALL, facts)
    if isinstance(row, Refused):
        return refuse(row)
    event = spoken.taken_back(room.last_number, command)
    return conclude(case, row, (event,), Done())


def may_read(case: Case, sender: Sender, room: str) -> bool:
    """True for who may read it now."""
    return Right.READ in rights_in(case, sender, room)
