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
from actors.session.messages import MarkRead
from actors.session.readers import Reader, beyond, find_reader
from actors.session.reading import OVER, parties_of, stand_of
from actors.session.ruling import NOTHING, Case, SessionDecision
from actors.session.table import OPEN_ROOMS
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from runtime.decision import Decision


def mark(case: Case, command: MarkRead) -> SessionDecision:
    """Tells the others, if it is news; whoever may not read here is not heard.

    Nobody has more than there is, or has read what he has not received.
    """
    if command.room != VISITOR_ROOM:
        return side_talk.mark(case, command)
    if not _may_read(case, command):
        return NOTHING
    known = find_reader(case.readers, command.sender)
    last = case.state.last_number
    read = min(command.read, last)
    delivered = min(max(command.delivered, read), last)
    told = Reader(known.role, known.id, delivered, read)
    if delivered <= known.delivered and read <= known.read:
        return NOTHING
    return Decision(effects=(ShowReceipt(told, command.room, command.origin),))


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
    reason enough by itself.
    """
    due = _due(case) if decision.events or is_wanted else ()
    if not due:
        return decision
    kept, after = ReceiptsKept(due), decision.after
    return replace(
        decision,
        events=(kept, *decision.events),
        after=None if after is None else apply(after, kept, case.now_ms),
    )


def unread(case: Case) -> int:
    """Messages of the main talk that the visitor has not been shown (S9).

    Who has written has read what was there before.
    """
    state = case.state
    known = find_reader(case.readers, Sender(Role.VISITOR, state.visitor))
    return state.last_number - max(known.read, state.visitor_number)


def is_due(case: Case) -> bool:
    """True when something is known that is not written, of a session that goes on."""
    return bool(_due(case))


def _due(case: Case) -> tuple[Reader, ...]:
    if case.state.phase in OVER:
        return ()
    return beyond(case.readers, case.state.readers)
