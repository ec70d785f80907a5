"""PURE: a slot is offered, rings, is taken or comes to nothing; and past the queue."""

from __future__ import annotations

from msgspec.structs import replace

from actors.assignment.routing import BINDINGS_PER_MS, Reception
from actors.refusal import Refused, Rule
from actors.session.causes import Guard, Stand, Trigger
from actors.session.conclusion import conclude
from actors.session.deadlines import is_transfer_over
from actors.session.due import (
    OfferOver,
)
from actors.session.effects import (
    LeaveLine,
    ReleaseHold,
    SessionEffect,
    StayInLine,
    TellAccepted,
    TellAgent,
    TellDeclined,
)
from actors.session.events import (
    LapseCause,
    OfferLapsed,
    SessionAssigned,
    SessionEvent,
    SessionOffered,
    TransferEndCause,
    TransferEnded,
    VisitorAwaited,
    Way,
)
from actors.session.life import withdrawn
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    AskWaiting,
    DeclineOffer,
    OfferSession,
    OpenSession,
    SessionCommand,
    TakeByHand,
    WithdrawOffer,
)
from actors.session.reading import (
    asked_skill,
    is_in_line,
    line_group,
    owner_of,
    silence_fact,
    standing_of,
)
from actors.session.replies import Done, Opened
from actors.session.rows import Row
from actors.session.ruling import NOTHING, Case, SessionDecision, find, permit, refuse
from actors.session.state import Offer, SessionState
from actors.session.terms import SessionPhase
from runtime.decision import Decision


def waits_for(state: SessionState, group: str) -> bool:
    """True while that group may bind the session."""
    return is_in_line(state) and line_group(state) == group


def ask_waiting(case: Case, command: AskWaiting) -> SessionDecision:
    """A group has not heard what became of its offer."""
    state = case.state
    told: SessionEffect = LeaveLine(command.group)
    if waits_for(state, command.group):
        told = StayInLine(command.group, standing_of(state))
    return Decision(effects=(told,))


# --- a group's offer


def offer(case: Case, command: OfferSession) -> SessionDecision:
    """A group binds the session to an agent who holds a slot.

    The offer that was taken already is confirmed again; one that comes too late, to
    the wrong place, a second time, or for less than is asked now is not taken.
    """
    state = case.state
    if _has(state, command):
        return _confirmed(state, command)
    facts = silence_fact(state)
    if _fits(case, command):
        facts.add(Guard.FITS)
    if command.reception is Reception.AUTO:
        facts.add(Guard.AUTO)
    row = find(case, Trigger.OFFER, facts)
    if isinstance(row, Refused):
        is_waiting = waits_for(state, command.group)
        not_taken = declined(command, is_waiting=is_waiting)
        if not (is_waiting and _pauses_for(case, command)):
            return not_taken
        pause: SessionEffect = StayInLine(command.group, standing_of(state))
        return replace(not_taken, effects=(*not_taken.effects, pause))
    event: SessionEvent
    if command.reception is Reception.AUTO:
        event = SessionAssigned(
            command.agent,
            command.slot,
            command.reservation,
            command.order,
            Way.AUTO,
            command.group,
            routing=command.routing,
            agent_name=command.agent_name,
            group_name=command.group_name,
        )
    else:
        expires_ms = case.now_ms + command.accept_ms if command.accept_ms else 0
        event = SessionOffered(
            command.agent,
            command.slot,
            command.reservation,
            command.order,
            command.group,
            expires_ms,
            command.routing,
            command.agent_name,
            command.group_name,
        )
    return conclude(case, row, (event,))


def _fits(case: Case, command: OfferSession) -> bool:
    """The session checks its own restriction: the group may have bound an older one."""
    state, line = case.state, case.state.line
    is_named = not line.only or command.agent in line.only
    is_another = command.agent != owner_of(state)
    is_again = _is_again(case, command)
    is_late = case.now_ms > command.until_ms
    is_there = waits_for(state, command.group)
    is_too_soon = _pauses_for(case, command)
    is_barred = is_again or is_late or is_too_soon
    is_able = _is_able(state, command)
    return is_there and is_named and is_another and is_able and not is_barred


def _is_able(state: SessionState, command: OfferSession) -> bool:
    """Whether he was chosen for what is asked for now; the group forgoes it by time."""
    skill, level = asked_skill(state)
    return not skill or (command.skill == skill and command.level >= level)


def _pauses_for(case: Case, command: OfferSession) -> bool:
    """True when that agent has just let it lapse (Q7): it was bound before, or twice.

    A pause that is longer than the rule's is of before the clock was set back, and
    none: the group thinks so, too.
    """
    line = case.state.line
    pause_ms = round(case.settings.backoff_seconds * 1000)
    is_silent = command.agent == line.silent
    return is_silent and case.now_ms < line.again_ms <= case.now_ms + pause_ms


def _is_again(case: Case, command: OfferSession) -> bool:
    """True of an offer that came before, or before the last one of its group.

    A number from the future is of a time before the clock was set back: no new offer
    could ever be above it, and each would be made again at once.
    """
    state = case.state
    is_past = state.bound_order // BINDINGS_PER_MS <= case.now_ms
    is_same = state.bound_group == command.group
    return is_same and is_past and command.order <= state.bound_order


def _has(state: SessionState, command: OfferSession) -> bool:
    """True when that slot serves the session, or rings for it, already."""
    ringing = state.offer
    if ringing is not None and ringing.offer == command.reservation:
        return True
    return (owner_of(state), state.slot) == (command.agent, command.slot)


def _confirmed(state: SessionState, command: OfferSession) -> SessionDecision:
    """To a group in whose line the session is again, the offer is over."""
    rings = state.offer is not None and state.offer.offer == command.reservation
    agent = TellAgent(
        command.agent, command.slot, command.reservation, is_ringing=rings
    )
    group: SessionEffect = TellAccepted(command.group, command.reservation)
    if waits_for(state, command.group):
        group = TellDeclined(command.group, command.reservation, is_waiting=True)
    return Decision(effects=(agent, group))


def declined(
    command: OfferSession, *, is_waiting: bool, slot_is_taken: bool = False
) -> SessionDecision:
    """Agent and group are told that the offer was not taken."""
    reservation = command.reservation
    return Decision(
        effects=(
            ReleaseHold(command.agent, reservation, slot_is_taken),
            TellDeclined(command.group, reservation, is_waiting),
        )
    )


# --- while it rings


def accept(case: Case, command: AcceptOffer) -> SessionDecision:
    """The agent takes it. An offer lives until its end is on disk, not by the clock."""
    state = case.state
    facts = silence_fact(state) | _meant(state, command)
    found = permit(case, command.sender, facts, Trigger.ACCEPT)
    ringing = state.offer
    if isinstance(found, Refused) or ringing is None:
        return Decision(answer=found)
    event = SessionAssigned(
        ringing.agent,
        ringing.slot,
        ringing.offer,
        ringing.order,
        Way.ACCEPTED,
        ringing.group,
        agent_name=ringing.agent_name,
        group_name=ringing.group_name,
    )
    return conclude(case, found.row, (event,), Done())


def _meant(state: SessionState, command: AcceptOffer | DeclineOffer) -> set[Guard]:
    ringing = state.offer
    if ringing is None:
        return set()
    is_meant = (ringing.offer, ringing.agent) == (command.offer, command.sender.id)
    return {Guard.MEANT} if is_meant else set()


def decline(case: Case, command: DeclineOffer) -> SessionDecision:
    """The agent does not take it: the session keeps its age."""
    state = case.state
    facts = _meant(state, command) | _of_transfer(case)
    found = permit(case, command.sender, facts, Trigger.DECLINE)
    ringing = state.offer
    if isinstance(found, Refused) or ringing is None:
        return Decision(answer=found)
    row = found.row
    return conclude(case, row, _lapsed(case, ringing, row), Done())


def over(case: Case, command: OfferOver) -> SessionDecision:
    """It has rung long enough: the silent leg is recorded, the next is tried (Q7)."""
    ringing, facts = case.state.offer, _of_transfer(case)
    if ringing is not None and ringing.offer == command.offer:
        facts.add(Guard.CURRENT)
    if Guard.NAMED in facts:
        facts.add(Guard.TIME_UP)  # he was the only one
    row = find(case, Trigger.EXPIRE, facts)
    if isinstance(row, Refused) or ringing is None:
        return NOTHING
    return conclude(case, row, _lapsed(case, ringing, row, LapseCause.EXPIRED))


def withdraw(case: Case, command: WithdrawOffer | AgentGone) -> SessionDecision:
    """The agent at whom it rings is not `free` any more (Q12)."""
    ringing = case.state.offer
    row = find(case, Trigger.WITHDRAW, _of_transfer(case))
    if isinstance(row, Refused) or ringing is None or ringing.agent != command.agent:
        return NOTHING
    events = withdrawn(case.state)
    if row.next is Stand.SERVING:
        events += (TransferEnded(TransferEndCause.EXPIRED),)
    return conclude(case, row, events)


def _of_transfer(case: Case) -> set[Guard]:
    """What decides whether a transfer goes on to the next agent."""
    state = case.state
    if state.transfer is None:
        return set()
    facts = silence_fact(state)
    if state.transfer.agent:
        facts.add(Guard.NAMED)
    if is_transfer_over(state, case.now_ms, case.settings, case.outages):
        facts.add(Guard.TIME_UP)
    return facts


def _lapsed(
    case: Case, ringing: Offer, row: Row, cause: LapseCause = LapseCause.DECLINED
) -> tuple[SessionEvent, ...]:
    again_ms = case.now_ms + round(case.settings.backoff_seconds * 1000)
    lapsed = OfferLapsed(ringing.agent, ringing.offer, cause, again_ms)
    if row.next is not Stand.SERVING:
        return (lapsed,)
    is_refused = cause is LapseCause.DECLINED and Guard.NAMED in row.guards
    end = TransferEndCause.REFUSED if is_refused else TransferEndCause.EXPIRED
    return (lapsed, TransferEnded(end))


# --- past the queue


def take_by_hand(case: Case, command: TakeByHand) -> SessionDecision:
    """A supervisor gives it to an agent, or an agent picks it (Q11, W1).

    An agent picks for himself alone, from the lines of his own groups.
    """
    state, sender = case.state, command.sender
    facts: set[Guard] = set()
    if case.now_ms <= command.until_ms:
        facts.add(Guard.HELD)
    if command.agent != owner_of(state):
        facts.add(Guard.ANOTHER)
    if sender.id == command.agent and state.group in command.groups:
        facts.add(Guard.MEMBER)
    found = permit(case, sender, facts, Trigger.ASSIGN, Trigger.PICK)
    if isinstance(found, Refused):
        return refuse(found)
    event = SessionAssigned(
        command.agent,
        command.slot,
        command.reservation,
        way=Way.HAND,
        group=state.group,
        by=sender.id,
        agent_name=command.agent_name,
    )
    events: tuple[SessionEvent, ...] = (*withdrawn(state), event)
    if state.phase is SessionPhase.MESSAGE_LEFT and not case.watch.is_attached:
        events += (VisitorAwaited(),)  # he reads the answer when he comes (V7)
    return conclude(case, found.row, events, Done())


# --- what the store refuses


def slot_refused(command: SessionCommand, holder: str) -> SessionDecision:
    """What follows when a claim was not granted.

    Args:
        command: the one that wanted it.
        holder: entity that has it, or "".
    """
    match command:
        case OpenSession():
            return Decision(answer=Opened(holder.partition("/")[2]))
        case OfferSession():
            return declined(command, is_waiting=True, slot_is_taken=True)
        case TakeByHand(_, agent, _, reservation):
            text = "the agent's slot is taken, or he is full"
            return Decision(
                answer=Refused(Rule.AGENT_FULL, text),
                effects=(ReleaseHold(agent, reservation, slot_is_taken=True),),
            )
        case _:
            return NOTHING
