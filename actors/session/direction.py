"""PURE: what the business server's answer leads to, or that there is none (Q9).

A word that does not mean the present question is of the past, and nothing.
"""

from __future__ import annotations

from actors.business_server.direction import Direction
from actors.ids import GroupId
from actors.refusal import Refused
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.due import (
    DirectionOver,
    NamedOver,
)
from actors.session.events import (
    QueueCause,
    ServerAnswered,
    SessionQueued,
    StageEntered,
)
from actors.session.messages import (
    Directed,
)
from actors.session.ruling import NOTHING, Case, SessionDecision, find
from actors.session.terms import SessionPhase

_SILENT = "expected an answer of who asks the business server"


def directed(case: Case, command: Directed) -> SessionDecision:
    """It goes where the business server says, else to its own group.

    Where there is no group either, the visitor leaves a message.
    """
    return _go(case, command, Trigger.DIRECTED)


def over(case: Case, command: DirectionOver) -> SessionDecision:
    """Nobody has said anything in time: it goes to its own group."""
    state = case.state
    silence = Directed(
        command.since_ms,
        Direction.OUT_OF_TIME,
        GroupId(state.group),
        state.group_name,
        text=_SILENT,
    )
    return _go(case, silence, Trigger.DIRECTION_OVER)


def named_over(case: Case, command: NamedOver) -> SessionDecision:
    """Anybody of the group may serve it now; it keeps its age."""
    state, line = case.state, case.state.line
    is_current = 0 < line.only_until_ms == command.until_ms
    row = find(case, Trigger.NAMED_OVER, {Guard.CURRENT} if is_current else ())
    if isinstance(row, Refused):
        return NOTHING
    queued = SessionQueued(
        state.group,
        line.queue_class,
        QueueCause.NAMED_AWAY,
        "",
        line.priority,
        line.skill,
        line.level,
        silent=line.silent,
        group_name=state.group_name,
    )
    return conclude(case, row, (queued,))


def _go(case: Case, word: Directed, trigger: Trigger) -> SessionDecision:
    state, line = case.state, case.state.line
    facts: set[Guard] = set()
    if state.routing_ms == word.since_ms:
        facts.add(Guard.CURRENT)
    if word.group:
        facts.add(Guard.TO_QUEUE)
    row = find(case, trigger, facts)
    if isinstance(row, Refused):
        return NOTHING
    answered = ServerAnswered(
        word.direction, word.group, word.only, word.attempts, word.text
    )
    if not word.group:
        entered = StageEntered(SessionPhase.MESSAGE_LEFT, "")
        return conclude(case, row, (answered, entered))
    queued = SessionQueued(
        word.group,
        line.queue_class,
        QueueCause.DIRECTED,
        "",
        line.priority,
        line.skill,
        line.level,
        word.only,
        group_name=word.group_name,
        only_ms=word.only_ms,
    )
    return conclude(case, row, (answered, queued))
