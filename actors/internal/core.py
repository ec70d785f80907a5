"""PURE: what is said and done in an internal conversation (S10).

Who takes part reads and writes; nobody else, whatever his role. Messages are numbered,
taken back and answered by the same functions as in sessions (`actors.session.spoken`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.ids import AgentId, SessionId
from actors.internal.messages import (
    MAX_CHANGES,
    MAX_MEMBERS,
    MAX_TALK_MESSAGES,
    MAX_TALK_RECALLED,
    BeginTalk,
    ShowRoom,
    TalkBegun,
    TalkCommand,
    TalkEffect,
    TalkEvent,
    TalkJoined,
    TalkLeft,
    TalkMember,
    TalkState,
)
from actors.refusal import Refused, Rule
from actors.session import spoken
from actors.session.aside_messages import GuestGone, LeaveAside, MentionColleague
from actors.session.causes import RULE_OF, Guard
from actors.session.effects import ShowMessage, ShowReceipt, TellGuest
from actors.session.events import MessagePosted, MessageRecalled
from actors.session.messages import (
    GetSession,
    MarkRead,
    PostMessage,
    RecallMessage,
    WakeSession,
)
from actors.session.readers import Reader, find_reader, news_of
from actors.session.replies import Done, Opened
from actors.session.room_rights import NOTHING_MAY, RIGHTS, Right, Room, Seat
from actors.session.terms import INTERNAL_ROOM, Role, Sender
from actors.session.view import RoomView
from runtime.decision import Decision
from runtime.journal import IndexRow, Outage

TalkDecision = Decision[TalkEvent, TalkEffect, TalkState]

NOTHING: Final[TalkDecision] = Decision()
_RECALL_GUARDS: Final = (Guard.POSTED, Guard.OWN, Guard.IN_TIME, Guard.FEW)


class TalkCase(msgspec.Struct, frozen=True):
    """What a decision is made from; `place` is where the conversation is found."""

    place: SessionId
    state: TalkState
    seq: int
    now_ms: int
    recall_seconds: float
    outages: Sequence[Outage] = ()
    readers: tuple[Reader, ...] = ()


def rights(state: TalkState, sender: Sender) -> frozenset[Right]:
    """What somebody may there."""
    table = RIGHTS[Room.INTERNAL]
    if sender.role is Role.SYSTEM:
        return table[Seat.SERVICE]
    is_member = any(each.agent == sender.id for each in state.members)
    if sender.role is Role.AGENT and is_member:
        return table[Seat.MEMBER]
    return NOTHING_MAY


def decide(  # noqa: C901 - one row per command
    case: TalkCase, command: TalkCommand
) -> TalkDecision:
    """What a command leads to; what is not about a room is refused as unknown."""
    match command:
        case PostMessage():
            return _post(case, command)
        case MarkRead():
            return _mark(case, command)
        case GetSession():
            return _look(case, command)
        case RecallMessage():
            return _recall(case, command)
        case BeginTalk():
            return _begin(case, command)
        case MentionColleague():
            return _mention(case, command)
        case LeaveAside():
            return _leave(case, command)
        case GuestGone(agent, groups):
            return _checked(case, agent) if groups is None else NOTHING
        case WakeSession():
            return NOTHING
        case _:
            return _refuse(Rule.NO_SUCH_SESSION, "there is no such session")


def _refuse(rule: Rule, text: str) -> TalkDecision:
    return Decision(answer=Refused(rule, text))


def _forbidden(case: TalkCase, sender: Sender, right: Right) -> Refused | None:
    """Whether there is such a conversation is not told to who is none of it."""
    if right in rights(case.state, sender):
        return None
    return Refused(Rule.FORBIDDEN, "expected somebody who takes part")


def _begin(case: TalkCase, command: BeginTalk) -> TalkDecision:
    """A repeated beginning finds its own conversation."""
    me = command.sender.id
    if case.state.has_begun:
        if Right.READ in rights(case.state, command.sender):
            return Decision(answer=Opened(case.place))
        return _refuse(Rule.FORBIDDEN, "expected somebody who takes part")
    others = {each.agent: each for each in command.members if each.agent != me}
    if command.sender.role is not Role.AGENT or not 0 < len(others) < MAX_MEMBERS:
        text = f"expected 1 to {MAX_MEMBERS - 1} colleagues"
        return _refuse(Rule.BAD_VALUE, text)
    members = (TalkMember(me, command.name), *others.values())
    told = [TellGuest(AgentId(each.agent), is_in=True) for each in members]
    return Decision((TalkBegun(members),), Opened(case.place), (*told, ShowRoom()))


def _post(case: TalkCase, command: PostMessage) -> TalkDecision:
    refused = _forbidden(case, command.sender, Right.WRITE)
    if refused is not None:
        return Decision(answer=refused)
    if case.state.last_number >= MAX_TALK_MESSAGES:
        text = f"expected at most {MAX_TALK_MESSAGES} messages: begin another"
        return _refuse(Rule.WRONG_STATE, text)
    refused = spoken.too_late(command, case.now_ms)
    if refused is not None:
        return Decision(answer=refused)
    message = spoken.posted(case.state.last_number, command)
    shown = ShowMessage(message, case.now_ms, command.origin)
    return Decision((message,), spoken.accepted(message, case.now_ms), (shown,))


def _recall(case: TalkCase, command: RecallMessage) -> TalkDecision:
    refused = _forbidden(case, command.sender, Right.WRITE)
    if refused is not None:
        return Decision(answer=refused)
    told = spoken.Told(
        case.state.recalled,
        MAX_TALK_RECALLED,
        case.recall_seconds,
        case.now_ms,
        case.outages,
    )
    facts = spoken.recall_facts(told, command)
    missing = next((each for each in _RECALL_GUARDS if each not in facts), None)
    if missing is not None:
        rule = RULE_OF.get(missing, Rule.WRONG_STATE)
        return _refuse(rule, f"expected: {missing.value}")
    event = spoken.taken_back(case.state.last_number, command)
    return Decision((event,), Done(), (ShowMessage(event, case.now_ms, ""),))


def _mark(case: TalkCase, command: MarkRead) -> TalkDecision:
    """Told, and not written: who is connected says his again."""
    if _forbidden(case, command.sender, Right.WRITE) is not None:
        return NOTHING
    known, last = find_reader(case.readers, command.sender), case.state.last_number
    told = news_of(known, command.delivered, command.read, last)
    if told is None:
        return NOTHING
    return Decision(effects=(ShowReceipt(told, INTERNAL_ROOM, command.origin),))


def _look(case: TalkCase, command: GetSession) -> TalkDecision:
    refused = _forbidden(case, command.asker, Right.READ)
    if refused is not None:
        return Decision(answer=refused)
    return Decision(answer=view(case))


def view(case: TalkCase) -> RoomView:
    """What the conversation is."""
    state = case.state
    return RoomView(
        case.place,
        case.seq,
        INTERNAL_ROOM,
        tuple((each.agent, each.name) for each in state.members),
        state.last_number,
        bool(state.members),
        state.recalled,
        case.readers,
    )


def _mention(case: TalkCase, command: MentionColleague) -> TalkDecision:
    """Who is mentioned takes part from then on."""
    refused = _forbidden(case, command.sender, Right.WRITE)
    if refused is not None:
        return Decision(answer=refused)
    state, agent = case.state, command.agent
    if any(each.agent == agent for each in state.members):
        return Decision(answer=Done())
    if len(state.members) >= MAX_MEMBERS or state.changes >= MAX_CHANGES:
        text = f"expected at most {MAX_MEMBERS} members, {MAX_CHANGES} comings"
        return _refuse(Rule.WRONG_STATE, text)
    event = TalkJoined(TalkMember(agent, command.agent_name), command.sender.id)
    return Decision((event,), Done(), (TellGuest(agent, is_in=True), ShowRoom()))


def _leave(case: TalkCase, command: LeaveAside) -> TalkDecision:
    """Everybody for himself."""
    refused = _forbidden(case, command.sender, Right.WRITE)
    if refused is not None:
        return Decision(answer=refused)
    me = AgentId(command.sender.id)
    if command.agent not in {"", me}:
        return _refuse(Rule.FORBIDDEN, "expected nobody to be sent away")
    told = TellGuest(me, is_in=False)
    return Decision((TalkLeft(me),), Done(), (told, ShowRoom()))


def _checked(case: TalkCase, agent: AgentId) -> TalkDecision:
    """Who is away reads later; who is no member is told so again."""
    if any(each.agent == agent for each in case.state.members):
        return NOTHING
    return Decision(effects=(TellGuest(agent, is_in=False),))


def apply(state: TalkState, event: TalkEvent) -> TalkState:
    """The state after an event."""
    match event:
        case MessagePosted(number):
            return replace(state, last_number=number)
        case MessageRecalled(number=number, recalled=recalled):
            gone = (*state.recalled, recalled)
            return replace(state, last_number=number, recalled=gone)
        case TalkBegun(members):
            return replace(state, members=members, has_begun=True)
        case TalkJoined(member):
            members = (*state.members, member)
            return replace(state, members=members, changes=state.changes + 1)
        case _:
            agent = event.agent
            members = tuple(each for each in state.members if each.agent != agent)
            return replace(state, members=members, changes=state.changes + 1)


def index_row(state: TalkState) -> IndexRow:
    """Nobody has to wake it at a start: it has no deadlines."""
    return IndexRow(is_open=False, state="open" if state.members else "over")
