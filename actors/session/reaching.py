"""PURE: visitors who are reached later (V7, S9): left messages, what agents begin.

A visitor who is not there when an agent begins a session, or answers a left message, is
awaited: no silence and no absence of his ends it meanwhile, only the rule's time does.
"""

from __future__ import annotations

from msgspec.structs import replace

from actors.assignment.standing import MAX_PRIORITY
from actors.ids import opening_mark
from actors.refusal import Refused, Rule
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.due import (
    AwaitOver,
)
from actors.session.effects import ReleaseHold
from actors.session.events import (
    MessageLeft,
    MessagePosted,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOpened,
    VisitorAwaited,
    Way,
)
from actors.session.life import withdrawn
from actors.session.messages import InitiateSession, LeaveMessage
from actors.session.replies import Accepted, Opened
from actors.session.ruling import NOTHING, Case, SessionDecision, find, permit, refuse
from actors.session.spoken import digest
from actors.session.terms import VISITOR_ROOM, CloseCause, CloseReason, SessionPhase
from runtime.decision import Decision
from runtime.journal import Mark

MAX_CONTACT_CHARS = 254
"""Of what a visitor leaves with a message: an e-mail address fits."""


def initiate(case: Case, command: InitiateSession) -> SessionDecision:
    """An agent begins a session, and serves it at once, with his first message (S9)."""
    facts = {Guard.VALID} if 0 <= command.priority <= MAX_PRIORITY else set()
    if case.now_ms <= command.until_ms:
        facts.add(Guard.HELD)
    row = find(case, Trigger.INITIATE, facts)
    if isinstance(row, Refused):
        return refuse(row)
    opened = SessionOpened(
        command.visitor,
        command.nickname,
        command.channel,
        command.group,
        SessionPhase.SERVING,
        command.priority,
        group_name=command.group_name,
        language=command.language,
    )
    assigned = SessionAssigned(
        command.agent,
        command.slot,
        command.reservation,
        way=Way.INITIATED,
        group=command.group,
        by=command.agent,
        agent_name=command.agent_name,
        group_name=command.group_name,
    )
    first = MessagePosted(
        1,
        VISITOR_ROOM,
        command.sender.role,
        command.sender.id,
        command.agent_name,
        command.body,
        command.operation,
    )
    events: tuple[SessionEvent, ...] = (opened, assigned, VisitorAwaited(), first)
    decision = conclude(case, row, events, Opened(case.session))
    key = opening_mark(command.visitor, command.channel, command.operation)
    return replace(decision, marks=(*decision.marks, Mark(key, case.session)))


def not_initiated(command: InitiateSession, resource: str) -> SessionDecision:
    """The store refused a claim: the agent's slot, or the visitor has a session."""
    is_slot = resource.startswith("agent/")
    refused = Refused(Rule.AGENT_FULL, "the agent's slot is taken, or he is full")
    if not is_slot:
        text = "the visitor has just opened a session: look at it first"
        refused = Refused(Rule.WRONG_STATE, text)
    hold = ReleaseHold(command.agent, command.reservation, slot_is_taken=is_slot)
    return Decision(answer=refused, effects=(hold,))


def leave_message(case: Case, command: LeaveMessage) -> SessionDecision:
    """The visitor's form where nobody can serve: a text, and how to reach him (V7)."""
    is_valid = len(command.contact) <= MAX_CONTACT_CHARS
    facts = {Guard.VALID} if is_valid and command.contact.isprintable() else set()
    found = permit(case, command.sender, facts, Trigger.LEAVE_MESSAGE)
    if isinstance(found, Refused):
        return refuse(found)
    number = case.state.last_number + 1
    posted = MessagePosted(
        number,
        VISITOR_ROOM,
        command.sender.role,
        command.sender.id,
        command.name,
        command.body,
        command.cid,
    )
    answer = Accepted(number, case.now_ms, digest(VISITOR_ROOM, command.body))
    events = (posted, MessageLeft(command.contact.strip()))
    return conclude(case, found.row, events, answer, command.origin)


def await_over(case: Case, command: AwaitOver) -> SessionDecision:
    """The visitor did not come in the time that he is awaited."""
    is_current = 0 < command.since_ms == case.state.awaited_ms
    row = find(case, Trigger.UNREACHED, {Guard.CURRENT} if is_current else set())
    if isinstance(row, Refused):
        return NOTHING
    over = SessionClosed(CloseReason.TIMER, "", CloseCause.UNREACHED)
    return conclude(case, row, (*withdrawn(case.state), over))
