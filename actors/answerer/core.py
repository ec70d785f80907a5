"""PURE: the purse: what may be spent on a model, and what was (R13).

The most that an answer can cost is on disk before the model is asked; what was not
needed of it is given back after. So a crash in between has spent too much in the books
rather than too little.
"""

from __future__ import annotations

from typing import Final, assert_never

from msgspec.structs import replace

from actors.answerer.messages import (
    Denied,
    Granted,
    PurseEvent,
    Reserve,
    Settle,
    SpendingReserved,
    SpendingSettled,
    Spent,
)
from actors.answerer.settings import Limits
from runtime.decision import Decision

MAX_SESSIONS: Final = 5_000
"""Whose tokens are remembered; who spent nothing for longest begins anew."""
DAY_MS: Final = 24 * 3600 * 1000

PurseDecision = Decision[PurseEvent, None, Spent]


def reserve(
    state: Spent, command: Reserve, limits: Limits, now_ms: int
) -> PurseDecision:
    """Grants what all limits have room for."""
    day = now_ms // DAY_MS
    today = state if state.day == day else Spent(day)
    of_session = today.sessions.get(command.session, 0) + command.tokens
    if _is_over(of_session, limits.session_tokens):
        return Decision(answer=Denied(is_session=True))
    is_over = _is_over(today.tokens + command.tokens, limits.day_tokens)
    if is_over or _is_over(today.micros + command.micros, limits.day_micros):
        return Decision(answer=Denied(is_session=False))
    reserved = SpendingReserved(day, command.session, command.tokens, command.micros)
    return Decision(events=(reserved,), answer=Granted(day))


def settle(state: Spent, command: Settle) -> PurseDecision:
    """Gives back what was left over, as long as it is that day."""
    is_nothing = not (command.tokens or command.micros)
    if is_nothing or state.day != command.day:
        return Decision()
    settled = SpendingSettled(command.session, command.tokens, command.micros)
    return Decision(events=(settled,))


def apply(state: Spent, event: PurseEvent) -> Spent:
    """The purse after an event."""
    match event:
        case SpendingReserved(day, session, tokens, micros):
            today = state if state.day == day else Spent(day)
            return _spent(today, session, tokens, micros)
        case SpendingSettled(session, tokens, micros):
            return _spent(state, session, -tokens, -micros)
        case _:
            assert_never(event)


def _is_over(spent: int, limit: int) -> bool:
    return 0 < limit < spent


def _spent(state: Spent, session: str, tokens: int, micros: int) -> Spent:
    sessions = dict(state.sessions)
    sessions[session] = sessions.pop(session, 0) + tokens
    if len(sessions) > MAX_SESSIONS:
        del sessions[next(iter(sessions))]
    return replace(
        state,
        tokens=state.tokens + tokens,
        micros=state.micros + micros,
        sessions=sessions,
    )
