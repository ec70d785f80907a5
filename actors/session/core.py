"""PURE: what commands lead to in a session, and what its events mean.

Every decision looks its row up in `table`; no row, no transition. `decide` is total:
each command has an answer in each state, and a refusal changes nothing.
"""

from __future__ import annotations

from typing import Final, assert_never
from zlib import crc32

from msgspec.structs import replace

from actors.ids import AgentId, GroupId, agent_entity, group_entity, visitor_resource
from actors.refusal import Refused, Rule
from actors.service_settings import ServiceSettings
from actors.session.effects import (
    Enqueue,
    FreeSlot,
    LeaveQueue,
    SessionEffect,
    ShowMessage,
    ShowSession,
    StayInLine,
    TellAssigned,
    TellDeclined,
)
from actors.session.messages import (
    VISITOR_ROOM,
    Accepted,
    AskWaiting,
    CloseReason,
    CloseSession,
    Ended,
    GetSession,
    MessagePosted,
    OfferSession,
    Opened,
    OpenSession,
    PostMessage,
    Role,
    Sender,
    SessionAssigned,
    SessionClosed,
    SessionCommand,
    SessionEvent,
    SessionOpened,
    SessionPhase,
    SessionState,
    SilenceOver,
    WakeSession,
)
from actors.session.table import TRANSITIONS, Consequence, Row, Trigger
from runtime.decision import Deadline, Decision
from runtime.journal import NEW_TICKET, Claim, IndexRow

SessionDecision = Decision[SessionEvent, SessionEffect]

_NOTHING: Final[SessionDecision] = Decision()
_POST_BY: Final = {Role.VISITOR: Trigger.VISITOR_POST, Role.AGENT: Trigger.AGENT_POST}
_CLOSE_BY: Final = {
    Role.VISITOR: Trigger.VISITOR_CLOSE,
    Role.AGENT: Trigger.AGENT_CLOSE,
}
_REASON_BY: Final = {
    Trigger.VISITOR_CLOSE: CloseReason.CLIENT,
    Trigger.AGENT_CLOSE: CloseReason.SEAT,
    Trigger.SILENCE: CloseReason.TIMER,
}


def decide(  # noqa: C901 - one row per command
    session: str, state: SessionState, command: SessionCommand, now_ms: int
) -> SessionDecision:
    """What a command leads to.

    `GetSession` is answered by the shell, which knows the sequence number.
    """
    match command:
        case OpenSession():
            return _open(session, state, command)
        case PostMessage():
            return _post(state, command, now_ms)
        case CloseSession(sender, _):
            return _close(state, _CLOSE_BY.get(sender.role), sender)
        case OfferSession():
            return _offer(state, command, now_ms)
        case AskWaiting(group):
            is_there = state.phase is SessionPhase.QUEUED and state.group == group
            return Decision(
                effects=(StayInLine(group) if is_there else LeaveQueue(group),)
            )
        case SilenceOver(since_ms):
            if state.silent_since_ms != since_ms:
                return _NOTHING
            return _close(state, Trigger.SILENCE, None)
        case WakeSession() | GetSession():
            return _NOTHING
        case _:
            assert_never(command)


def _row(state: SessionState, trigger: Trigger | None) -> Row | None:
    return None if trigger is None else TRANSITIONS[state.phase].get(trigger)


def refuse(state: SessionState, doing: str) -> SessionDecision:
    """The answer to a command for which this state has no row."""
    match state.phase:
        case SessionPhase.NEW:
            rule, text = Rule.NO_SUCH_SESSION, "there is no such session"
        case SessionPhase.CLOSED:
            rule, text = Rule.CLOSED, "the session is closed"
        case _:
            rule = Rule.WRONG_STATE
            text = f"cannot {doing} while the session is {state.phase.value}"
    return Decision(answer=Refused(rule, text))


def is_participant(state: SessionState, sender: Sender) -> bool:
    """True for the visitor, and for the agent who serves (or served last)."""
    match sender.role:
        case Role.VISITOR:
            return sender.id == state.visitor
        case Role.AGENT:
            return sender.id == state.agent
        case Role.SYSTEM:
            return True
        case _:
            assert_never(sender.role)


def forbid() -> SessionDecision:
    """The answer to somebody who takes no part."""
    text = "only the visitor and the serving agent take part in a session"
    return Decision(answer=Refused(Rule.FORBIDDEN, text))


def _open(session: str, state: SessionState, command: OpenSession) -> SessionDecision:
    if state.phase is not SessionPhase.NEW and state.visitor == command.visitor:
        return Decision(answer=Opened(session))
    row = _row(state, Trigger.OPEN)
    if row is None:
        return refuse(state, "open")
    return Decision(
        events=(
            SessionOpened(
                command.visitor, command.nickname, command.channel, command.group
            ),
        ),
        answer=Opened(session),
        claims=(Claim(visitor_resource(command.visitor, command.channel)),),
        effects=(Enqueue(command.group), ShowSession()),
    )


def digest(room: str, kind: str, text: str) -> int:
    """Checksum of a message's content."""
    return crc32(f"{room}\0{kind}\0{text}".encode())


def _post(state: SessionState, command: PostMessage, now_ms: int) -> SessionDecision:
    sender = command.sender
    if state.phase is not SessionPhase.NEW and not is_participant(state, sender):
        return forbid()
    row = _row(state, _POST_BY.get(sender.role))
    if row is None:
        return refuse(state, "write")
    if command.room != VISITOR_ROOM:
        text = f"expected room {VISITOR_ROOM!r}, got another"
        return Decision(answer=Refused(Rule.FORBIDDEN, text))
    message = MessagePosted(
        state.last_number + 1,
        command.room,
        sender.role,
        sender.id,
        command.kind,
        command.text,
        command.cid,
    )
    content = digest(command.room, command.kind, command.text)
    return Decision(
        events=(message,),
        answer=Accepted(message.number, now_ms, content),
        effects=(ShowMessage(message, now_ms, command.origin),),
    )


def _close(
    state: SessionState, trigger: Trigger | None, sender: Sender | None
) -> SessionDecision:
    if sender is not None:
        if state.phase is SessionPhase.CLOSED:
            return Decision(answer=Ended())
        if state.phase is not SessionPhase.NEW and not is_participant(state, sender):
            return forbid()
    row = _row(state, trigger)
    if row is None or trigger is None:
        return refuse(state, "close") if sender is not None else _NOTHING
    effects: list[SessionEffect] = []
    for consequence in row.consequences:
        match consequence:
            case Consequence.LEAVE_QUEUE:
                effects.append(LeaveQueue(GroupId(state.group)))
            case Consequence.FREE_SLOT:
                effects.append(FreeSlot(AgentId(state.agent), state.slot))
            case _:
                effects.append(ShowSession())
    return Decision(
        events=(SessionClosed(_REASON_BY[trigger], sender.id if sender else ""),),
        answer=Ended(),
        releases_all=True,
        effects=tuple(effects),
    )


def _offer(state: SessionState, offer: OfferSession, now_ms: int) -> SessionDecision:
    if (
        state.phase is SessionPhase.SERVING
        and state.agent == offer.agent
        and (state.slot == offer.slot)
    ):
        return Decision(effects=(_assigned(offer),))
    row = _row(state, Trigger.OFFER)
    is_waiting = row is not None and state.group == offer.group
    if not is_waiting or now_ms > offer.until_ms:
        return _declined(offer, is_waiting=is_waiting)
    return Decision(
        events=(
            SessionAssigned(offer.agent, offer.slot, offer.reservation, offer.order),
        ),
        claims=(Claim(agent_entity(offer.agent), offer.slot),),
        effects=(_assigned(offer), ShowSession()),
    )


def _assigned(offer: OfferSession) -> TellAssigned:
    return TellAssigned(offer.group, offer.agent, offer.slot, offer.reservation)


def _declined(
    offer: OfferSession, *, is_waiting: bool, slot_is_taken: bool = False
) -> SessionDecision:
    return Decision(
        effects=(
            TellDeclined(
                offer.group, offer.agent, offer.reservation, is_waiting, slot_is_taken
            ),
        )
    )


def claim_refused(command: SessionCommand, holder: str) -> SessionDecision:
    """What follows when a claim was not granted.

    Args:
        command: the one that wanted it.
        holder: entity that has it, or "".
    """
    if isinstance(command, OpenSession):
        return Decision(answer=Opened(holder.partition("/")[2]))
    if isinstance(command, OfferSession):
        return _declined(command, is_waiting=True, slot_is_taken=True)
    return _NOTHING


def not_stored(command: SessionCommand) -> SessionDecision | None:
    """What follows for tells when the disk refuses; None = the asker gets the error."""
    if isinstance(command, OfferSession):
        return _declined(command, is_waiting=True)
    return None


def is_over(state: SessionState) -> bool:
    """True before the first event and after the last: nothing is going on."""
    return state.phase in (SessionPhase.NEW, SessionPhase.CLOSED)


def apply(state: SessionState, event: SessionEvent, at_ms: int) -> SessionState:
    """The state after an event."""
    match event:
        case SessionOpened(visitor, nickname, channel, group):
            return replace(
                state,
                phase=SessionPhase.QUEUED,
                visitor=visitor,
                nickname=nickname,
                channel=channel,
                group=group,
            )
        case SessionAssigned(agent, slot):
            return replace(state, phase=SessionPhase.SERVING, agent=agent, slot=slot)
        case MessagePosted():
            silent_since_ms = at_ms if event.role is Role.AGENT else 0
            return replace(
                state, last_number=event.number, silent_since_ms=silent_since_ms
            )
        case SessionClosed(reason, _):
            return replace(
                state, phase=SessionPhase.CLOSED, reason=reason, silent_since_ms=0
            )
        case _:
            assert_never(event)


def deadlines(
    state: SessionState, settings: ServiceSettings
) -> tuple[Deadline[SessionCommand], ...]:
    """The timers that a state calls for (S4)."""
    since_ms = state.silent_since_ms
    if not since_ms or not settings.visitor_silence_seconds:
        return ()
    due_ms = since_ms + round(settings.visitor_silence_seconds * 1000)
    return (Deadline("silence", since_ms, due_ms, SilenceOver(since_ms)),)


def index_row(state: SessionState, settings: ServiceSettings) -> IndexRow:
    """What a start must know of the session."""
    place, ticket = "", None
    if state.phase is SessionPhase.QUEUED:
        place, ticket = group_entity(GroupId(state.group)), NEW_TICKET
    elif state.phase is SessionPhase.SERVING:
        place = agent_entity(AgentId(state.agent))
    due = min(deadlines(state, settings), key=lambda each: each.due_ms, default=None)
    return IndexRow(
        is_open=state.phase in (SessionPhase.QUEUED, SessionPhase.SERVING),
        state=state.phase.value,
        place=place,
        ticket=ticket,
        due_ms=due.due_ms if due else None,
        armed_ms=due.armed_ms if due else None,
    )
