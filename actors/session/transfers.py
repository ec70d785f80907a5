"""PURE: another agent is looked for while the old one serves (Q10, S5)."""

from __future__ import annotations

from actors.assignment.messages import Treatment
from actors.assignment.standing import QueueClass
from actors.refusal import Refused
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.due import (
    AgentSilent,
    TransferOver,
)
from actors.session.effects import LeaveLine
from actors.session.events import (
    QueueCause,
    SessionEvent,
    SessionQueued,
    StageEntered,
    TransferCause,
    TransferEndCause,
    TransferEnded,
    TransferRequested,
)
from actors.session.life import withdrawn
from actors.session.messages import (
    MAX_NOTE_CHARS,
    AgentGone,
    CancelTransfer,
    TransferSession,
    TurnAway,
)
from actors.session.offers import waits_for, withdraw
from actors.session.reading import (
    line_group,
    line_group_name,
    owner_of,
    silence_began_ms,
    silence_fact,
)
from actors.session.replies import Done
from actors.session.ruling import NOTHING, Case, SessionDecision, find, permit, refuse
from actors.session.state import SessionState
from actors.session.terms import SessionPhase
from runtime.decision import Decision


def transfer(case: Case, command: TransferSession) -> SessionDecision:
    """The serving agent hands over; he keeps slot and visitor until it is taken."""
    facts: set[Guard] = set()
    if command.agent != case.state.agent:
        facts.add(Guard.ANOTHER)
    if command.group and len(command.note) <= MAX_NOTE_CHARS:
        facts.add(Guard.VALID)
    found = permit(case, command.sender, facts, Trigger.TRANSFER)
    if isinstance(found, Refused):
        return refuse(found)
    state = case.state
    group_name = command.group_name
    if command.group == state.group:
        group_name = group_name or state.group_name
    event = TransferRequested(
        command.group,
        command.agent,
        command.note,
        TransferCause.AGENT,
        command.sender.id,
        group_name,
        command.agent_name,
        state.agent_name,  # who hands over is who serves
    )
    return conclude(case, found.row, (event,), Done())


def agent_silent(case: Case, command: AgentSilent) -> SessionDecision:
    """S5: the group finds another agent; the silent one serves until then."""
    state = case.state
    is_current = 0 < command.since_ms == silence_began_ms(state)
    row = find(case, Trigger.AGENT_SILENT, {Guard.CURRENT} if is_current else ())
    if isinstance(row, Refused):
        return NOTHING
    group, group_name = state.group, state.group_name
    if heir := case.groups.heir_of(group):
        group, group_name = heir, case.groups.name_of(heir)
    event = TransferRequested(group, "", "", TransferCause.SILENCE, "", group_name)
    return conclude(case, row, (event,))


def search_ended(
    state: SessionState, cause: TransferEndCause
) -> tuple[SessionEvent, ...]:
    """The events that leave the session with the old agent."""
    return (*withdrawn(state), TransferEnded(cause))


def cancel(case: Case, command: CancelTransfer) -> SessionDecision:
    """The serving agent keeps the session after all."""
    found = permit(case, command.sender, (), Trigger.CANCEL_TRANSFER)
    if isinstance(found, Refused):
        return refuse(found)
    events = search_ended(case.state, TransferEndCause.CANCELLED)
    return conclude(case, found.row, events, Done())


def transfer_over(case: Case, command: TransferOver) -> SessionDecision:
    """Nobody took it in time: it stays."""
    state = case.state
    facts = silence_fact(state)
    if state.transfer is not None and state.transfer.since_ms == command.since_ms:
        facts.add(Guard.CURRENT)
    row = find(case, Trigger.TRANSFER_OVER, facts)
    if isinstance(row, Refused):
        return NOTHING
    return conclude(case, row, search_ended(state, TransferEndCause.EXPIRED))


def turn_away(case: Case, command: TurnAway) -> SessionDecision:
    """Q6: to another group once, then the visitor leaves a message.

    The heir of a deleted group (M2) is no such group: it may be one after another.
    A transfer that is turned away leaves the session with its agent. A group that
    means a session which is not in its line is told so.
    """
    state, line = case.state, case.state.line
    facts = silence_fact(state)
    if waits_for(state, command.group):
        facts.add(Guard.HERE)
    is_dropped = command.treatment is Treatment.GROUP_DROPPED
    may_go_on = is_dropped or not line.has_overflowed
    if command.overflow not in ("", command.group) and may_go_on:
        facts.add(Guard.OVERFLOWS)
    row = find(case, Trigger.TURN_AWAY, facts)
    if isinstance(row, Refused):
        return Decision(effects=(LeaveLine(command.group),))
    event: SessionEvent
    if state.transfer is not None:
        event = TransferEnded(TransferEndCause.REFUSED)
    elif Guard.OVERFLOWS in facts:
        event = SessionQueued(
            command.overflow,
            line.queue_class,
            QueueCause.OVERFLOW,
            "",
            line.priority,
            line.skill,
            line.level,
            treatment=command.treatment,
            group_name=command.overflow_name,
        )
    else:
        event = StageEntered(SessionPhase.MESSAGE_LEFT, "", command.treatment)
    return conclude(case, row, (event,))


def agent_gone(case: Case, command: AgentGone) -> SessionDecision:
    """Q12: the sessions of an agent who stays away wait again, before new ones."""
    state, line = case.state, case.state.line
    row = find(case, Trigger.OWNER_LOST)
    if isinstance(row, Refused) or owner_of(state) != command.agent:
        return withdraw(case, command)
    queued = SessionQueued(
        line_group(state),
        QueueClass.RETURNED,
        QueueCause.AGENT_LOST,
        "",
        line.priority,
        line.skill,
        line.level,
        group_name=line_group_name(state),
    )
    return conclude(case, row, (*withdrawn(state), queued))
