"""PURE: beginning, moving between stages, and end of a session."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from actors.assignment.standing import (
    MAX_ONLY,
    MAX_PRIORITY,
    MAX_SKILL_LEVEL,
    QueueClass,
)
from actors.ids import opening_mark
from actors.refusal import Refused, Rule
from actors.session import guide
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.events import (
    FlowBegan,
    LapseCause,
    OfferLapsed,
    QueueCause,
    SessionClosed,
    SessionEvent,
    SessionOpened,
    SessionQueued,
    StageEntered,
)
from actors.session.fold import apply
from actors.session.messages import CloseSession, EndService, MoveSession, OpenSession
from actors.session.noting import tags_fact
from actors.session.ratings import at_end
from actors.session.reading import owner_of
from actors.session.replies import Done, Ended, Opened
from actors.session.rows import Row
from actors.session.ruling import Case, Permitted, SessionDecision, find, permit, refuse
from actors.session.state import Guided, SessionState
from actors.session.terms import CloseCause, CloseReason, SessionPhase
from runtime.decision import Decision
from runtime.journal import Mark

_STAGE_GUARDS: Final = {
    SessionPhase.ROBOT: Guard.TO_ROBOT,
    SessionPhase.COLLECTING: Guard.TO_COLLECTING,
    SessionPhase.ROUTING: Guard.TO_ROUTING,
    SessionPhase.QUEUED: Guard.TO_QUEUE,
    SessionPhase.MESSAGE_LEFT: Guard.TO_MESSAGE,
}
_CLOSES: Final = (
    Trigger.VISITOR_CLOSE,
    Trigger.AGENT_CLOSE,
    Trigger.SUPERVISOR_CLOSE,
)
_REASON_BY: Final = {
    Trigger.VISITOR_CLOSE: CloseReason.CLIENT,
    Trigger.AGENT_CLOSE: CloseReason.SEAT,
    Trigger.SUPERVISOR_CLOSE: CloseReason.ADMIN,
}


def withdrawn(state: SessionState) -> tuple[SessionEvent, ...]:
    """The record of an offer that ends because the session goes elsewhere."""
    if state.offer is None:
        return ()
    offer = state.offer
    return (OfferLapsed(offer.agent, offer.offer, LapseCause.WITHDRAWN),)


def closed(
    case: Case,
    row: Row,
    reason: CloseReason,
    by: str = "",
    cause: CloseCause = CloseCause.ASKED,
) -> SessionDecision:
    """The end of the session; everything it holds is given back."""
    invited = at_end(case, case.state.last_number + 1)
    events = (*withdrawn(case.state), *invited, SessionClosed(reason, by, cause))
    return conclude(case, row, events, Ended())


def open_session(case: Case, command: OpenSession) -> SessionDecision:
    """S2: the visitor's own session is answered again; another's is refused."""
    state = case.state
    if state.phase is not SessionPhase.NEW and state.visitor == command.visitor:
        return Decision(answer=Opened(case.session))
    event = SessionOpened(
        command.visitor,
        command.nickname,
        command.channel,
        command.group,
        command.stage,
        command.priority,
        command.skill,
        command.level,
        command.prefer,
        command.group_name,
        command.source,
        command.language,
        command.address,
        command.robot_only,
    )
    facts, began = _facts(command), _began(case, command, event)
    if began is not None and began.facts:
        facts = facts - {Guard.TO_COLLECTING} | began.facts
    row = find(case, Trigger.OPEN, facts)
    if isinstance(row, Refused):
        return refuse(row)
    events = (event, *(began.events if began is not None else ()))
    decision = conclude(case, row, events, Opened(case.session))
    if not command.operation:
        return decision
    key = opening_mark(command.visitor, command.channel, command.operation)
    return replace(decision, marks=(*decision.marks, Mark(key, case.session)))


def _began(
    case: Case, command: OpenSession, opened: SessionOpened
) -> guide.Guidance | None:
    """The flow that asks first, as far as it goes by itself; None: none asks."""
    if command.flow is None or command.stage is not SessionPhase.COLLECTING:
        return None
    ref = command.flow
    began = FlowBegan(ref.flow, ref.version, ref.groups)
    state = apply(apply(case.state, opened, case.now_ms), began, case.now_ms)
    guided = Guided(ref.flow, ref.version, ref.groups)
    guidance = guide.begin(case, state, guided)
    return replace(guidance, events=(began, *guidance.events))


def _facts(command: OpenSession | MoveSession) -> set[Guard]:
    facts: set[Guard] = set()
    if command.stage in _STAGE_GUARDS:
        facts.add(_STAGE_GUARDS[command.stage])
    only = command.only if isinstance(command, MoveSession) else ()
    needs_group = command.stage is SessionPhase.QUEUED
    if (
        0 <= command.priority <= MAX_PRIORITY
        and 0 <= command.level <= MAX_SKILL_LEVEL
        and len(only) <= MAX_ONLY
        and (command.group or not needs_group)
    ):
        facts.add(Guard.VALID)
    return facts


def move(case: Case, command: MoveSession) -> SessionDecision:
    """The robot, a menu, the business server or a supervisor moves it."""
    state = case.state
    is_queued = command.stage is SessionPhase.QUEUED
    ways = (Trigger.PULL, Trigger.MOVE) if is_queued else (Trigger.MOVE,)
    found = permit(case, command.sender, _facts(command), *ways)
    if isinstance(found, Refused):
        return refuse(found)
    row = found.row
    by = command.sender.id
    if not is_queued:
        return conclude(case, row, (StageEntered(command.stage, by),), Done())
    was_offered = owner_of(state) or state.offer
    queued = SessionQueued(
        command.group,
        QueueClass.RETURNED if was_offered else state.line.queue_class,
        QueueCause.ASKED,
        by,
        command.priority,
        command.skill,
        command.level,
        command.only,
        silent=owner_of(state),
        group_name=command.group_name,
    )
    return conclude(case, row, (*withdrawn(state), queued), Done())


def close(case: Case, command: CloseSession) -> SessionDecision:
    """S3: by the visitor, the serving agent or a supervisor; a second time is done.

    Where tags are required the agent notes them first (S8); others need not.
    """
    found = permit(case, command.sender, tags_fact(case), *_CLOSES)
    if isinstance(found, Permitted):
        reason = _REASON_BY[found.trigger]
        return closed(case, found.row, reason, command.sender.id)
    is_done = found.rule is Rule.CLOSED
    return Decision(answer=Ended() if is_done else found)


def robot_fact(case: Case) -> set[Guard]:
    """The guard that tells a session that can go back to a robot, by setting (S3)."""
    began_with_robot = case.state.opened_stage is SessionPhase.ROBOT
    if began_with_robot and case.settings.back_to_robot:
        return {Guard.HAS_ROBOT}
    return set()


def service_ended(case: Case, by: str, number: int) -> tuple[SessionEvent, ...]:
    """S3: back to the robot where there is one, else it closes.

    `number`: of the next message.
    """
    state = case.state
    before = (*withdrawn(state), *at_end(case, number))
    if robot_fact(case):
        return (*before, StageEntered(SessionPhase.ROBOT, by))
    return (*before, SessionClosed(CloseReason.CLIENT, by))


def end_service(case: Case, command: EndService) -> SessionDecision:
    """The visitor wants no human any more."""
    state, sender = case.state, command.sender
    found = permit(case, sender, robot_fact(case), Trigger.END_SERVICE)
    if isinstance(found, Refused):
        return refuse(found)
    events = service_ended(case, sender.id, state.last_number + 1)
    return conclude(case, found.row, events, Done())
