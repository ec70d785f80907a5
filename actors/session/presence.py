"""PURE: is the visitor there? Recorded only where something depends on it (Q6)."""

from __future__ import annotations

from actors.refusal import Refused
from actors.session.bounds import MAX_COMINGS
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.effects import CheckAt
from actors.session.events import SessionEvent, VisitorPresence, VisitorReached
from actors.session.life import closed
from actors.session.rows import Row
from actors.session.ruling import NOTHING, Case, SessionDecision, find
from actors.session.terms import CloseCause, CloseReason
from runtime.decision import Decision


def look(case: Case, *, has_left: bool = False) -> SessionDecision:
    """Compares who is recorded as present with who is connected.

    That the last connection is gone is recorded at once, `MAX_COMINGS` times; that none
    ever came after a start, only when it had the whole grace for it.

    Args:
        case: what it is made from.
        has_left: a connection has just said that it goes.
    """
    state, watch = case.state, case.watch
    comes, goes = find(case, Trigger.VISITOR_COMES), find(case, Trigger.VISITOR_GOES)
    if isinstance(comes, Refused) or isinstance(goes, Refused):
        return NOTHING
    if watch.is_attached:
        return _come(case, comes)
    grace_ms = round(case.settings.visitor_grace_seconds * 1000)
    due_ms = max(watch.since_ms + grace_ms, watch.sure_ms)
    is_away = case.now_ms >= due_ms
    is_awaited = bool(state.awaited_ms)  # nobody expects him to be there
    facts = {Guard.AWAY} if is_away and grace_ms and not is_awaited else set()
    gone = find(case, Trigger.VISITOR_GONE, facts)
    if not isinstance(gone, Refused):
        cause = CloseCause.ABANDONED  # whoever has left never reaches an agent
        return closed(case, gone, CloseReason.CLIENT, state.visitor, cause)
    has_left = has_left and case.now_ms >= watch.sure_ms  # or others are to answer
    is_at_once = state.comings < MAX_COMINGS
    is_due = (has_left or is_away) if is_at_once else (is_away and grace_ms)
    if is_due and not state.away_since_ms:
        return conclude(case, goes, (VisitorPresence(is_present=False),))
    return NOTHING if is_away else Decision(effects=(CheckAt(due_ms),))


def _come(case: Case, row: Row) -> SessionDecision:
    """He is there: recorded where he was away, or awaited."""
    events: tuple[SessionEvent, ...] = ()
    if case.state.away_since_ms:
        events += (VisitorPresence(is_present=True),)
    if case.state.awaited_ms:
        events += (VisitorReached(),)
    return conclude(case, row, events) if events else NOTHING
