"""PURE: receipts: what a participant says that he has, and when it is written (V2).

A receipt is told at once and written with the next commit of its session, whatever that
is for: alone it causes none, and delays no message. A session that leaves memory writes
them first, and one that is closed, with its end. So a crash loses at most the receipts
since the last commit; participants who are connected say theirs again.
"""

from __future__ import annotations

from msgspec.structs import replace

from actors.session import side_talk
from actors.session.causes import Party
from actors.session.effects import ShowReceipt
from actors.session.events import ReceiptsKept
from actors.session.fold import apply
from actors.session.fold_aside import is_aside
from actors.session.messages import MarkRead
from actors.session.readers import Reader, beyond, find_reader, news_of
from actors.session.reading import OVER, parties_of, stand_of
from actors.session.room_rights import Right
from actors.session.ruling import NOTHING, Case, SessionDecision
from actors.session.state import SessionState
from actors.session.table import OPEN_ROOMS
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from runtime.decision import Decision


def mark(case: Case, command: MarkRead) -> SessionDecision:
    """Tells the others, if it is news; whoever may not read here is not heard."""
    last = _last_number(case, command)
    if last is None:
        return NOTHING
    known = find_reader(case.readers.get(command.room, ()), command.sender)
    told = news_of(known, command.delivered, command.read, last)
    if told is None:
        return NOTHING
    return Decision(effects=(ShowReceipt(told, command.room, command.origin),))


def _last_number(case: Case, command: MarkRead) -> int | None:
    """Of the last message of the room; None: nobody waits for his receipt there."""
    if command.room == VISITOR_ROOM:
        return case.state.last_number if _may_read(case, command) else None
    room = side_talk.room_of(case, command.room)
    rights = side_talk.rights_in(case, command.sender, command.room)
    return room.last_number if room is not None and Right.WRITE in rights else None


def _may_read(case: Case, command: MarkRead) -> bool:
    state = case.state
    if command.room not in OPEN_ROOMS[stand_of(state)]:
        return False
    parties = parties_of(state, command.sender)
    is_served = Party.OWNER in parties and state.phase is SessionPhase.SERVING
    is_heard = not parties.isdisjoint({Party.VISITOR, Party.SPEAKER})
    return is_heard or is_served


def carried(
    case: Case, decision: SessionDecision, *, is_wanted: bool
) -> SessionDecision:
    """What is written for another reason takes along what is not written yet.

    Before it: nothing follows the end of a session but notes. With `is_wanted` it is
    reason enough by itself. What is done aside takes along what was, so that it moves
    nothing that the visitor counts.
    """
    if not decision.events and not is_wanted:
        return decision
    stays_aside = bool(decision.events) and all(map(is_aside, decision.events))
    due = [each for each in _due(case) if is_aside(each) or not stays_aside]
    if not due:
        return decision
    after = decision.after
    if after is not None:
        for each in due:
            after = apply(after, each, case.now_ms)
    return replace(decision, events=(*due, *decision.events), after=after)


def unread(case: Case) -> int:
    """Messages of the main talk that the visitor has not been shown (S9).

    Who has written has read what was there before.
    """
    state = case.state
    readers = case.readers.get(VISITOR_ROOM, ())
    known = find_reader(readers, Sender(Role.VISITOR, state.visitor))
    return state.last_number - max(known.read, state.visitor_number)


def is_due(case: Case) -> bool:
    """True when something is known that is not written, of a session that goes on."""
    return bool(_due(case))


def _due(case: Case) -> list[ReceiptsKept]:
    """What is known that is not written, room by room."""
    state, due = case.state, list[ReceiptsKept]()
    if state.phase in OVER:
        return due
    for room, kept in kept_readers(state).items():
        if ahead := beyond(case.readers.get(room, ()), kept):
            due.append(ReceiptsKept(ahead, room))
    return due


def kept_readers(state: SessionState) -> dict[str, tuple[Reader, ...]]:
    """How far who has come in each room, as far as it is written."""
    kept = {VISITOR_ROOM: state.readers}
    for room in state.aside.rooms if state.aside is not None else ():
        kept[room.name] = room.readers
    return kept
