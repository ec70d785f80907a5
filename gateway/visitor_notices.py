"""PURE: what a visitor is told beside SESSION: who serves, and the end (V6).

Told to connections alone and never stored: the state says the same to who comes later.
Source: the Tencent messages 26 (`inSeat`, `outSeat`), 19 and 20.
"""

from __future__ import annotations

from actors.session.terms import CloseReason, SessionPhase
from actors.session.view import SessionView
from gateway.wire.server_frames import Notice
from gateway.wire.terms import NoticeName


def end_notice(
    seen: SessionView | None, view: SessionView, at_ms: int
) -> Notice | None:
    """The end of a session that was seen before it; goes before its last SESSION."""
    is_over = view.phase is SessionPhase.CLOSED
    if seen is None or seen.phase is SessionPhase.CLOSED or not is_over:
        return None
    is_timed = view.reason is CloseReason.TIMER
    return _notice(view, "timed_out" if is_timed else "closed", at_ms)


def seat_notice(
    seen: SessionView | None, view: SessionView, at_ms: int
) -> Notice | None:
    """Whether an agent serves, and who: first of all, and when it changes."""
    if view.phase is SessionPhase.CLOSED:
        return None
    agent = _seat(view)
    if seen is not None and _seat(seen) == agent:
        return None
    return _notice(view, "in_seat" if agent else "out_seat", at_ms)


def _seat(view: SessionView) -> str:
    return view.agent if view.phase is SessionPhase.SERVING else ""


def _notice(view: SessionView, kind: NoticeName, at_ms: int) -> Notice:
    return Notice(view.session, kind, _seat(view), at_ms, view.agent_name)
