"""PURE: what is written in a session's rooms."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from actors.refusal import Refused
from actors.session import guide, robot_talk, side_talk, spoken
from actors.session.bounds import MAX_RECALLED
from actors.session.causes import Guard, Stand, Trigger
from actors.session.conclusion import conclude
from actors.session.effects import ShowSession
from actors.session.events import (
    SessionEvent,
    TransferEndCause,
)
from actors.session.life import robot_fact, service_ended
from actors.session.messages import PostMessage, RecallMessage
from actors.session.reading import silence_fact, stand_of
from actors.session.replies import Done
from actors.session.robot_events import IntentRecognised
from actors.session.rows import Row
from actors.session.ruling import Case, SessionDecision, permit, refuse
from actors.session.saying import INTENT, meant
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from actors.session.transfers import search_ended

_DIGITS: Final = 3
"""Of a confidence that is written: nobody tells more apart."""
_POSTS: Final = (Trigger.VISITOR_POST, Trigger.AGENT_POST, Trigger.ROBOT_POST)


def post(case: Case, command: PostMessage) -> SessionDecision:
    """Adds a message under the room's next number (S6)."""
    state, sender = case.state, command.sender
    if command.room != VISITOR_ROOM:
        return side_talk.post(case, command)
    facts = silence_fact(state) | robot_fact(case)
    if command.text.strip() in case.settings.end_words.split():
        facts.add(Guard.END_WORD)
    recognised = _recognised(case, command)
    guidance = _heard(_knowing(case, recognised), command)
    found = permit(case, sender, facts | guidance.facts, *_POSTS)
    if isinstance(found, Refused):
        return refuse(found)
    refused = spoken.too_late(command, case.now_ms)
    if refused is not None:
        return refuse(refused)
    message = spoken.posted(state.last_number, command)
    following = guidance.events or _followed_by(case, found.row, sender)
    events = (message, *recognised, *following)
    answer = spoken.accepted(message, case.now_ms)
    decision = conclude(case, found.row, events, answer, command.origin)
    return _shown(decision) if recognised else decision


def _shown(decision: SessionDecision) -> SessionDecision:
    """Who looks at the session sees what the visitor wants."""
    if ShowSession() in decision.effects:
        return decision
    return replace(decision, effects=(*decision.effects, ShowSession()))


def _recognised(case: Case, command: PostMessage) -> tuple[IntentRecognised, ...]:
    """What the visitor wants, where that is another thing than was known (R12)."""
    state = case.state
    if command.sender != Sender(Role.VISITOR, state.visitor):
        return ()
    found = case.intents.meant(command.text)
    if found is None or dict(state.variables).get(INTENT) == found.intent.id:
        return ()
    intent, number = found.intent, state.last_number + 1
    sure = round(found.confidence, _DIGITS)
    return (IntentRecognised(number, intent.id, intent.name, sure, intent.priority),)


def _knowing(case: Case, recognised: tuple[IntentRecognised, ...]) -> Case:
    """What robot and flows go by, who hear a message whose intent is known."""
    state = case.state
    for event in recognised:
        state = meant(state, event)
    return replace(case, state=state) if recognised else case


def _heard(case: Case, command: PostMessage) -> guide.Guidance:
    """What robot and flows make of it: they listen to visitors alone."""
    state = case.state
    is_robots = state.phase is SessionPhase.ROBOT
    if is_robots and command.sender == Sender(Role.VISITOR, state.visitor):
        return robot_talk.hear(case, command.text.strip(), state.last_number + 1)
    return _guided(case, command)


def _guided(case: Case, command: PostMessage) -> guide.Guidance:
    """What a flow makes of a visitor's text; of pictures and files it makes nothing."""
    guided, sender = case.state.guided, command.sender
    is_heard = guided is not None and sender.role is Role.VISITOR and command.text
    if guided is None or not is_heard:
        return guide.Guidance()
    number = case.state.last_number + 2
    reply = guide.wrote(sender, command.name, command.text, number)
    return guide.hear(case, guided, reply)


def _followed_by(case: Case, row: Row, sender: Sender) -> tuple[SessionEvent, ...]:
    """A silent agent's answer ends the search for another; a word, human service."""
    state = case.state
    if row.next is stand_of(state):
        return ()
    if row.next is Stand.SERVING:
        return search_ended(state, TransferEndCause.CANCELLED)
    return service_ended(case, sender.id, state.last_number + 2)


def recall(case: Case, command: RecallMessage) -> SessionDecision:
    """Takes a message back by another one, which is numbered as all are (S6, V2)."""
    state, sender = case.state, command.sender
    if command.room != VISITOR_ROOM:
        return side_talk.recall(case, command)
    told = spoken.Told(
        state.recalled,
        MAX_RECALLED,
        case.settings.recall_seconds,
        case.now_ms,
        case.outages,
    )
    facts = spoken.recall_facts(told, command)
    found = permit(case, sender, facts, Trigger.RECALL)
    if isinstance(found, Refused):
        return refuse(found)
    event = spoken.taken_back(state.last_number, command)
    return conclude(case, found.row, (event,), Done())
