"""PURE: what is said, asked and answered makes of a session's state."""

from __future__ import annotations

from typing import Final, assert_never

from msgspec.structs import replace

from actors.cards.card import MarkdownCard, RatingCard, TextCard
from actors.session import robot_side
from actors.session.events import (
    CardPosted,
    FlowMoved,
    MessagePosted,
    MessageRecalled,
    SelectionMade,
)
from actors.session.reading import TALKING
from actors.session.robot_events import IntentRecognised
from actors.session.state import CardMark, Invitation, Quiet, SessionState
from actors.session.terms import Role

ROBOT_SPEAKER: Final = "robot"
"""Who says what the robot says, among robots."""
INTENT: Final = "intent"
"""The variable that names what the visitor wants, by the intent's id."""
MAX_CARDS: Final = 100
"""Cards of which it is known whether they were answered; of older ones it is too late.
"""


def asked(state: SessionState, event: CardPosted, at_ms: int) -> SessionState:
    """What the service says is no answer to the visitor; a robot's is."""
    state = spoken(state, event, at_ms)
    card = event.card
    if event.role is Role.ROBOT and event.sender == ROBOT_SPEAKER:
        side = robot_side.spoke(state.robot, event.number, card)
        state = replace(state, robot=side)
    if isinstance(card, TextCard | MarkdownCard):
        return state
    state = replace(state, cards=(*state.cards, CardMark(event.number))[-MAX_CARDS:])
    if isinstance(card, RatingCard):
        made = Invitation(event.number, card, at_ms, state.agent)
        return replace(state, invitation=made)
    return state


def answered(state: SessionState, event: SelectionMade, at_ms: int) -> SessionState:
    """A rating is no word in the talk: nobody owes an answer to it."""
    cards = tuple(
        CardMark(each.number, is_answered=True)
        if each.number == event.selected
        else each
        for each in state.cards
    )
    invitation = state.invitation
    if invitation is not None and invitation.number == event.selected:
        invitation = replace(invitation, is_answered=True)
        number = event.number
        state = replace(state, last_number=number, visitor_number=number)
    else:
        state = spoken(state, event, at_ms)
    return replace(state, cards=cards, invitation=invitation)


def spoken(
    state: SessionState,
    event: MessagePosted | CardPosted | SelectionMade,
    at_ms: int,
) -> SessionState:
    """A message is there: who owes an answer since when."""
    quiet, turn_ms = state.quiet, state.turn_ms
    talk_ms = at_ms if state.phase in TALKING else 0
    is_turn = bool(quiet.agent_ms) is not (event.role is Role.VISITOR)
    if event.role is not Role.SYSTEM and (is_turn or not turn_ms):
        turn_ms = at_ms
    match event.role:
        case Role.VISITOR:
            unanswered_ms = quiet.agent_ms or at_ms
            quiet = replace(quiet, visitor_ms=talk_ms, agent_ms=unanswered_ms)
        case Role.AGENT:
            quiet = Quiet(visitor_ms=at_ms)
        case Role.ROBOT:
            quiet = Quiet(visitor_ms=talk_ms)
        case Role.SYSTEM:
            pass
        case _:
            assert_never(event.role)
    is_visitors = event.role is Role.VISITOR
    return replace(
        state,
        last_number=event.number,
        visitor_number=event.number if is_visitors else state.visitor_number,
        quiet=quiet,
        turn_ms=turn_ms,
        awaited_ms=0 if is_visitors else state.awaited_ms,
    )


def taken_back(state: SessionState, event: MessageRecalled) -> SessionState:
    """That a message was taken back is one, which nobody owes an answer to."""
    is_visitors = event.role is Role.VISITOR
    return replace(
        state,
        last_number=event.number,
        visitor_number=event.number if is_visitors else state.visitor_number,
        recalled=(*state.recalled, event.recalled),
    )


def meant(state: SessionState, event: IntentRecognised) -> SessionState:
    """What the visitor wants is a variable of his, which flows can branch on.

    Who is asked yet is in no line: he will stand in it with that priority at least.
    Whoever stands in one keeps his place there.
    """
    learnt = dict(state.variables) | {INTENT: event.intent}
    line = state.line
    if state.phase in TALKING:
        line = replace(line, priority=max(line.priority, event.priority))
    return replace(state, variables=tuple(learnt.items()), line=line)


def moved(state: SessionState, event: FlowMoved) -> SessionState:
    """The flow asks somewhere else, or is over; what was learnt later counts."""
    guided = state.guided
    if event.place is None:
        guided = None
    elif guided is not None:
        guided = replace(guided, place=event.place, asked=event.asked)
    learnt = dict(state.variables) | dict(event.variables)
    return replace(state, guided=guided, variables=tuple(learnt.items()))
