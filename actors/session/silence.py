"""PURE: what is done about people who say nothing (S4, S5).

A timer's word that does not mean the present silence is of the past, and nothing.
"""

from __future__ import annotations

from actors.refusal import Refused
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.due import (
    RemindAgent,
    SilenceOver,
    WarnVisitor,
)
from actors.session.events import AgentReminded, VisitorWarned
from actors.session.life import closed
from actors.session.ruling import NOTHING, Case, SessionDecision, find
from actors.session.terms import CloseCause, CloseReason


def warn_visitor(case: Case, command: WarnVisitor) -> SessionDecision:
    """The silence will soon close the session; said once of each silence."""
    quiet = case.state.quiet
    is_said = quiet.warned_ms == command.since_ms
    facts = _current(quiet.visitor_ms, command.since_ms, is_said=is_said)
    row = find(case, Trigger.WARN, facts)
    if isinstance(row, Refused):
        return NOTHING
    return conclude(case, row, (VisitorWarned(command.since_ms),))


def silence_over(case: Case, command: SilenceOver) -> SessionDecision:
    """The silence has lasted too long: the session closes."""
    facts = _current(case.state.quiet.visitor_ms, command.since_ms)
    row = find(case, Trigger.SILENCE, facts)
    if isinstance(row, Refused):
        return NOTHING
    return closed(case, row, CloseReason.TIMER, cause=CloseCause.SILENCE)


def remind_agent(case: Case, command: RemindAgent) -> SessionDecision:
    """A message is unanswered; said once of each silence."""
    quiet = case.state.quiet
    is_said = quiet.reminded_ms == command.since_ms
    facts = _current(quiet.agent_ms, command.since_ms, is_said=is_said)
    row = find(case, Trigger.REMIND, facts)
    if isinstance(row, Refused):
        return NOTHING
    return conclude(case, row, (AgentReminded(command.since_ms),))


def _current(began_ms: int, since_ms: int, *, is_said: bool = False) -> set[Guard]:
    """The guard holds for a silence that still lasts and was not spoken of."""
    is_current = 0 < since_ms == began_ms and not is_said
    return {Guard.CURRENT} if is_current else set()
