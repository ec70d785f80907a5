"""PURE: what a session's events mean: the state after each of them.

Every event ever written is accepted in every state: an event is a fact.
"""

from __future__ import annotations

from typing import Final, assert_never

from msgspec.structs import replace

from actors.agent.messages import Freed
from actors.assignment.messages import Treatment
from actors.assignment.standing import QueueClass
from actors.session import robot_side, saying
from actors.session.aside_events import CopyAsked, GuestCalled, GuestJoined, GuestLeft
from actors.session.bounds import is_act
from actors.session.erased import ContentErased
from actors.session.events import (
    AgentReminded,
    Annotated,
    CardPosted,
    FlowBegan,
    FlowMoved,
    LapseCause,
    MessageLeft,
    MessagePosted,
    MessageRecalled,
    OfferLapsed,
    QueueCause,
    ReceiptsKept,
    RulesFollowed,
    SelectionMade,
    ServerAnswered,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    StageEntered,
    TransferEnded,
    TransferRequested,
    VisitorAwaited,
    VisitorPresence,
    VisitorReached,
    VisitorWarned,
)
from actors.session.fold_aside import changed_aside, kept_aside, said_aside, with_aside
from actors.session.readers import merged_all
from actors.session.reading import TALKING, WAITING, is_in_line, line_group, owner_of
from actors.session.robot_events import (
    AnswerRated,
    HandedOver,
    IntentRecognised,
    RobotAnswered,
    RobotAsked,
)
from actors.session.robot_side import RobotSide
from actors.session.state import (
    FollowUp,
    Guided,
    Handover,
    LetGo,
    Line,
    Offer,
    Quiet,
    SessionState,
    Transfer,
)
from actors.session.terms import VISITOR_ROOM, CloseReason, Note, SessionPhase

FREED_BY: Final = {
    LapseCause.EXPIRED: Freed.LAPSED,
    LapseCause.DECLINED: Freed.DECLINED,
    LapseCause.WITHDRAWN: Freed.WITHDRAWN,
}
_MAX_LET_GO: Final = 2
"""One commit gives back two slots at most: the serving and the ringing agent's."""


def apply(state: SessionState, event: SessionEvent, at_ms: int) -> SessionState:
    """The state after an event."""
    after = _apply(state, event, at_ms)
    if after.aside is not None:
        after = with_aside(after, event, at_ms)
    return replace(after, acts=after.acts + 1) if is_act(event) else after


def _apply(  # noqa: C901, PLR0912, PLR0915 - one row per event
    state: SessionState, event: SessionEvent, at_ms: int
) -> SessionState:
    match event:
        case MessagePosted(room=room):
            if room != VISITOR_ROOM:
                return said_aside(state, event)
            return saying.spoken(state, event, at_ms)
        case MessageRecalled(room=room):
            if room != VISITOR_ROOM:
                return said_aside(state, event)
            return saying.taken_back(state, event)
        case CardPosted():
            return saying.asked(state, event, at_ms)
        case SelectionMade():
            return saying.answered(state, event, at_ms)
        case FlowBegan(flow, version, groups):
            return replace(state, guided=Guided(flow, version, groups))
        case FlowMoved():
            return saying.moved(state, event)
        case SessionOpened():
            return _opened(event, at_ms)
        case SessionQueued():
            return _queued(state, event, at_ms)
        case SessionOffered():
            return _offered(state, event, at_ms)
        case OfferLapsed():
            return _lapsed(state, event)
        case SessionAssigned():
            return _assigned(state, event, at_ms)
        case TransferRequested():
            return _transferring(state, event, at_ms)
        case TransferEnded():
            return _transfer_ended(state, at_ms)
        case StageEntered(stage):
            return _staged(state, stage, at_ms)
        case SessionClosed(reason):
            return _closed(state, reason)
        case Annotated():
            return _annotated(state, event, at_ms)
        case AgentReminded(since_ms):
            return replace(state, quiet=replace(state.quiet, reminded_ms=since_ms))
        case VisitorWarned(since_ms):
            return replace(state, quiet=replace(state.quiet, warned_ms=since_ms))
        case VisitorPresence(is_present):
            away_ms = 0 if is_present else at_ms
            return replace(state, away_since_ms=away_ms, comings=state.comings + 1)
        case MessageLeft(contact):
            return replace(state, contact=contact)
        case VisitorAwaited():
            return replace(state, awaited_ms=at_ms)
        case VisitorReached():
            return _reached(state, at_ms)
        case ReceiptsKept(readers, room):
            if room != VISITOR_ROOM:
                return kept_aside(state, event)
            return replace(state, readers=merged_all(state.readers, readers))
        case RulesFollowed() | ContentErased():
            return state  # what was erased is in no event any more
        case ServerAnswered():
            return state  # what follows from it is the next event
        case RobotAsked() | RobotAnswered() | AnswerRated() | HandedOver():
            side = robot_side.talked(state.robot, event, at_ms)
            return replace(state, robot=side)
        case IntentRecognised():
            return saying.meant(state, event)
        case GuestCalled() | GuestJoined() | GuestLeft() | CopyAsked():
            return changed_aside(state, event, at_ms)
        case _:
            assert_never(event)


def _opened(event: SessionOpened, at_ms: int) -> SessionState:
    line = Line(
        since_ms=at_ms,
        priority=event.priority,
        skill=event.skill,
        level=event.level,
        prefer=event.prefer,
    )
    return SessionState(
        phase=event.stage,
        visitor=event.visitor,
        nickname=event.nickname,
        channel=event.channel,
        group=event.group,
        group_name=event.group_name,
        opened_stage=event.stage,
        line=line,
        quiet=Quiet(visitor_ms=at_ms if event.stage in TALKING else 0),
        source=event.source,
        language=event.language,
        routing_ms=at_ms if event.stage is SessionPhase.ROUTING else 0,
        address=event.address,
        robot=RobotSide(is_only=event.robot_only),
    )


def _queued(state: SessionState, event: SessionQueued, at_ms: int) -> SessionState:
    """It keeps its age in a line where it stands already.

    In that of a deleted group's heir it stands as if it always had: also its place.
    Who has just let it lapse there gets it again last, unless agents are named.
    A visitor who was away while nothing depended on it has the whole grace from now.
    """
    old = state.line
    inherits = event.treatment is Treatment.GROUP_DROPPED
    stays = inherits or (is_in_line(state) and line_group(state) == event.group)
    overflows = event.cause is QueueCause.OVERFLOW and not inherits
    is_asked = inherits or event.cause in {QueueCause.ASKED, QueueCause.DIRECTED}
    keeps_pause = stays and not event.silent and not event.only
    line = Line(
        since_ms=old.since_ms if stays else at_ms,
        queue_class=event.queue_class,
        priority=event.priority,
        skill=event.skill,
        level=event.level,
        prefer=old.prefer if is_asked else "",
        only=event.only,
        silent=old.silent if keeps_pause else event.silent,
        again_ms=old.again_ms if keeps_pause else 0,
        keeps_ticket=inherits or (stays and old.keeps_ticket),
        has_overflowed=overflows or (stays and old.has_overflowed),
        only_until_ms=at_ms + event.only_ms if event.only_ms else 0,
    )
    group_name = _name_of(event.group, event.group_name, state)
    away_ms = state.away_since_ms
    if away_ms and state.phase not in WAITING:
        away_ms = at_ms
    return replace(
        _without_agents(state, Freed.MOVED),
        phase=SessionPhase.QUEUED,
        group=event.group,
        group_name=group_name,
        line=line,
        quiet=Quiet(agent_ms=state.quiet.agent_ms),
        away_since_ms=away_ms,
        guided=None,
        robot=robot_side.left(state.robot),
    )


def _offered(state: SessionState, event: SessionOffered, at_ms: int) -> SessionState:
    offer = Offer(
        event.agent,
        event.slot,
        event.offer,
        event.order,
        event.group,
        at_ms,
        event.expires_ms,
        event.agent_name,
        event.group_name,
    )
    is_served = state.phase is SessionPhase.SERVING
    return replace(
        state,
        phase=SessionPhase.SERVING if is_served else SessionPhase.OFFERED,
        offer=offer,
        bound_group=event.group,
        bound_order=event.order,
    )


def _lapsed(state: SessionState, event: OfferLapsed) -> SessionState:
    line = replace(state.line, queue_class=QueueClass.RETURNED, keeps_ticket=True)
    if event.cause is not LapseCause.WITHDRAWN:
        line = replace(line, silent=event.agent, again_ms=event.again_ms)
    phase = state.phase
    if phase is SessionPhase.OFFERED:
        phase = SessionPhase.QUEUED
    freed = _let_go_offer(state, FREED_BY[event.cause])
    return replace(state, phase=phase, offer=None, line=line, let_go=freed)


def _assigned(state: SessionState, event: SessionAssigned, at_ms: int) -> SessionState:
    """Whoever owes an answer has the whole time for it with a new agent (S4, S5)."""
    quiet, freed, handover = state.quiet, state.let_go, None
    if owner_of(state):
        freed = _more(freed, LetGo(state.agent, state.slot, Freed.MOVED))
        note = state.transfer.note if state.transfer else ""
        handover = Handover(state.agent, note, state.agent_name)
    group = event.group or state.group
    bound = (state.bound_group, state.bound_order)
    if event.order:
        bound = (event.group, event.order)
    return replace(
        state,
        phase=SessionPhase.SERVING,
        agent=event.agent,
        slot=event.slot,
        group=group,
        offer=None,
        transfer=None,
        line=_asked_for(state.line),
        quiet=Quiet(
            visitor_ms=at_ms if quiet.visitor_ms else 0,
            agent_ms=at_ms if quiet.agent_ms else 0,
        ),
        bound_group=bound[0],
        bound_order=bound[1],
        let_go=freed,
        handover=handover,
        agent_name=event.agent_name,
        group_name=_name_of(group, event.group_name, state),
        served_ms=at_ms,
    )


def _transferring(
    state: SessionState, event: TransferRequested, at_ms: int
) -> SessionState:
    line = replace(
        _asked_for(state.line),
        since_ms=at_ms,
        queue_class=QueueClass.RETURNED,
        only=(event.agent,) if event.agent else (),
    )
    transfer = Transfer(
        event.group,
        event.agent,
        event.note,
        event.cause,
        event.by,
        at_ms,
        event.group_name,
        event.agent_name,
        event.by_name,
    )
    return replace(state, transfer=transfer, line=line)


def _transfer_ended(state: SessionState, at_ms: int) -> SessionState:
    """Both clocks begin anew: nobody could do anything while it was pending."""
    quiet = state.quiet
    quiet = replace(quiet, visitor_ms=at_ms if quiet.visitor_ms else 0, tried_ms=at_ms)
    return replace(state, transfer=None, line=_asked_for(state.line), quiet=quiet)


def _staged(state: SessionState, stage: SessionPhase, at_ms: int) -> SessionState:
    quiet = Quiet(agent_ms=state.quiet.agent_ms)
    if stage in TALKING:
        quiet = Quiet(visitor_ms=at_ms)
    return replace(
        _without_agents(state, Freed.MOVED),
        phase=stage,
        line=replace(_asked_for(state.line), prefer=state.line.prefer),
        quiet=quiet,
        away_since_ms=0,
        routing_ms=at_ms if stage is SessionPhase.ROUTING else 0,
        guided=None,
        robot=robot_side.left(state.robot),
    )


def _closed(state: SessionState, reason: CloseReason) -> SessionState:
    """The agent is kept: who served last may look, and note something."""
    return replace(
        _without_agents(state, Freed.CLOSED),
        phase=SessionPhase.CLOSED,
        agent=owner_of(state),
        agent_name=state.agent_name,
        reason=reason,
        quiet=Quiet(),
        away_since_ms=0,
        guided=None,
        robot=robot_side.left(state.robot),
        awaited_ms=0,
    )


def _reached(state: SessionState, at_ms: int) -> SessionState:
    """His silence begins now: he has not read before what he was told."""
    quiet = state.quiet
    quiet = replace(quiet, visitor_ms=at_ms if quiet.visitor_ms else 0)
    return replace(state, awaited_ms=0, quiet=quiet)


def _annotated(state: SessionState, event: Annotated, at_ms: int) -> SessionState:
    note, value = event.note, event.value
    notes = tuple(each for each in state.notes if each[0] is not note)
    if value:
        notes = (*notes, (note, value))
    follow_up = state.follow_up
    if note is Note.FOLLOW_UP:
        due = FollowUp(event.by, value, at_ms, event.due_ms)
        follow_up = due if value else None
    return replace(state, notes=notes, follow_up=follow_up)


def _name_of(group: str, told: str, state: SessionState) -> str:
    """The name of a group: as it was told, or as it was known already."""
    is_same = group == state.group
    return told or (state.group_name if is_same else "")


def _asked_for(line: Line) -> Line:
    """What remains when a line is left: a wait to come begins anew."""
    return Line(priority=line.priority, skill=line.skill, level=line.level)


def _without_agents(state: SessionState, cause: Freed) -> SessionState:
    """Nobody serves, and it rings nowhere."""
    freed = _let_go_offer(state, Freed.WITHDRAWN)
    if owner_of(state):
        freed = _more(freed, LetGo(state.agent, state.slot, cause))
    return replace(
        state,
        agent="",
        agent_name="",
        slot=0,
        offer=None,
        transfer=None,
        let_go=freed,
        handover=None,
    )


def _let_go_offer(state: SessionState, cause: Freed) -> tuple[LetGo, ...]:
    offer = state.offer
    if offer is None:
        return state.let_go
    return _more(state.let_go, LetGo(offer.agent, offer.slot, cause))


def _more(let_go: tuple[LetGo, ...], one: LetGo) -> tuple[LetGo, ...]:
    """Each slot once, with the latest cause."""
    place = (one.agent, one.slot)
    others = tuple(each for each in let_go if (each.agent, each.slot) != place)
    return (*others, one)[-_MAX_LET_GO:]
