"""PURE: a session's flow goes on with what the visitor says: one commit of all (R10).

What the visitor said, what the flow learnt of it, what it asks next and where the
session goes then are decided together. A session stays with the version of the flow
with which it began; where that is gone, it goes where its channel leads.
"""

from __future__ import annotations

from typing import Final, assert_never

import msgspec

from actors.assignment.standing import QueueClass
from actors.cards.card import Choice, Question
from actors.flow.cards import question
from actors.flow.core import Begin, Chose, Input, Place, Step, Wrote, step
from actors.flow.definition import (
    Asking,
    End,
    Ending,
    Flow,
    LeaveMessage,
    ToBusiness,
    ToGroup,
    ToRobot,
)
from actors.flow.visitor_choice import CHOICE, choice_flow
from actors.session.causes import Guard
from actors.session.events import (
    CardPosted,
    FlowMoved,
    QueueCause,
    SelectionMade,
    SessionClosed,
    SessionEvent,
    SessionQueued,
    StageEntered,
)
from actors.session.ruling import Case
from actors.session.state import Guided, SessionState
from actors.session.terms import (
    VISITOR_ROOM,
    CloseReason,
    Role,
    Sender,
    SessionPhase,
)

SPEAKER: Final = "flow"
"""Who says what flows say, among robots."""
_LOST: Final = Step(None, (), ToGroup(id=""))
"""What follows when a session's flow is not there any more."""
_FACTS: Final[dict[type[Ending], Guard]] = {
    ToRobot: Guard.TO_ROBOT,
    ToGroup: Guard.TO_QUEUE,
    ToBusiness: Guard.TO_ROUTING,
    LeaveMessage: Guard.TO_MESSAGE,
    End: Guard.TO_END,
}


class Guidance(msgspec.Struct, frozen=True):
    """What follows of what a flow, or the robot, has heard.

    `facts`: where it leads, for the row; none: it asks on.
    """

    facts: frozenset[Guard] = frozenset()
    events: tuple[SessionEvent, ...] = ()


class Reply(msgspec.Struct, frozen=True):
    """What the visitor says to a flow; `number` is that of the next message.

    `name` is the visitor's, for people.
    """

    sender: Sender
    name: str
    given: Input
    number: int


def flow_of(case: Case, guided: Guided) -> Flow | None:
    """The definition of a session's flow, if it is there still."""
    if guided.flow == CHOICE:
        return choice_flow(guided.groups)
    return case.flows.find(guided.flow, guided.version)


def asked(case: Case) -> Question | None:
    """The card that waits for the visitor; None: none does."""
    guided, state = case.state.guided, case.state
    flow = None if guided is None else flow_of(case, guided)
    if guided is None or flow is None:
        return None
    node = next((each for each in flow.nodes if each.id == guided.place.node), None)
    if not isinstance(node, Asking):
        return None
    return question(flow, node, guided.place.field, state.language)


def begin(case: Case, state: SessionState, guided: Guided) -> Guidance:
    """The first step of a flow, in a session that is about to be `state`."""
    return _guidance(case, state, guided, Reply(Sender(Role.ROBOT, ""), "", Begin(), 1))


def hear(case: Case, guided: Guided, reply: Reply) -> Guidance:
    """The next step, with the selection that answers the card."""
    return _guidance(case, case.state, guided, reply)


def wrote(sender: Sender, name: str, text: str, number: int) -> Reply:
    """A text is the visitor's answer."""
    return Reply(sender, name, Wrote(text), number)


def chose(sender: Sender, name: str, choice: Choice, number: int) -> Reply:
    """The card itself was answered."""
    return Reply(sender, name, Chose(choice), number)


def _guidance(
    case: Case, state: SessionState, guided: Guided, reply: Reply
) -> Guidance:
    flow = flow_of(case, guided)
    done = _LOST
    if flow is not None:
        known = dict(state.variables)
        done = step(flow, guided.place, reply.given, known, state.language)
    events: list[SessionEvent] = []
    selected = done.selected
    if isinstance(reply.given, Chose):
        selected = reply.given.choice
    if selected is not None:
        events.append(_selection(guided, reply, selected))
    number = reply.number + len(events)
    for number, card in enumerate(done.outputs, number):  # noqa: B020 - the last
        events.append(CardPosted(number, VISITOR_ROOM, Role.ROBOT, SPEAKER, "", card))
    place: Place | None = done.place
    events.append(FlowMoved(place, number if place else 0, done.variables))
    if done.end is None:
        return Guidance(events=tuple(events))
    events.append(_ended(state, done.end))
    return Guidance(frozenset({_FACTS[type(done.end)]}), tuple(events))


def _selection(guided: Guided, reply: Reply, choice: Choice) -> SelectionMade:
    sender = reply.sender
    return SelectionMade(
        reply.number,
        VISITOR_ROOM,
        sender.role,
        sender.id,
        reply.name,
        guided.asked,
        choice,
    )


def _ended(state: SessionState, end: Ending) -> SessionEvent:
    """Where the session goes."""
    match end:
        case ToGroup():
            line, names = state.line, _names(state)
            # Who was looked for when the session began, and was not there, is not now.
            is_known = bool(end.group) and (end.group in names or not names)
            group = end.group if is_known else state.group
            return SessionQueued(
                group,
                QueueClass.NEW,
                QueueCause.ASKED,
                SPEAKER,
                max(end.priority, line.priority),
                end.skill or line.skill,
                end.level if end.skill else line.level,
                group_name=names.get(group, ""),
            )
        case ToRobot():
            return StageEntered(SessionPhase.ROBOT, SPEAKER)
        case ToBusiness():
            return StageEntered(SessionPhase.ROUTING, SPEAKER)
        case LeaveMessage():
            return StageEntered(SessionPhase.MESSAGE_LEFT, SPEAKER)
        case End():
            return SessionClosed(CloseReason.CLIENT, SPEAKER)
        case _:
            assert_never(end)


def _names(state: SessionState) -> dict[str, str]:
    """The groups that were there when the flow began, by id, as visitors read them."""
    named = state.guided.groups if state.guided else ()
    return {each.group: each.name for each in named}
