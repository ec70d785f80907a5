"""PURE: what is written in a session's rooms."""

from __future__ import annotations

from typing import Final
from zlib import crc32

from actors.refusal import Refused, Rule
from actors.session import guide
from actors.session.bounds import MAX_RECALLED
from actors.session.causes import Guard, Stand, Trigger
from actors.session.events import (
    MessagePosted,
    MessageRecalled,
    SessionEvent,
    TransferEndCause,
)
from actors.session.life import service_ended
from actors.session.messages import (
    Accepted,
    Done,
    PostMessage,
    RecallMessage,
)
from actors.session.reading import robot_fact, silence_fact, stand_of
from actors.session.ruling import (
    Case,
    SessionDecision,
    conclude,
    permit,
    refuse,
)
from actors.session.table import OPEN_ROOMS, Row
from actors.session.terms import Role, Sender
from actors.session.transfers import search_ended
from runtime.outages import extended

_POSTS: Final = (Trigger.VISITOR_POST, Trigger.AGENT_POST, Trigger.ROBOT_POST)


def digest(room: str, body: bytes) -> int:
    """Checksum of a message's content."""
    return crc32(body, crc32(room.encode()))


def post(case: Case, command: PostMessage) -> SessionDecision:
    """Adds a message under the room's next number (S6)."""
    state, sender = case.state, command.sender
    facts = silence_fact(state) | robot_fact(state)
    if command.text.strip() in case.settings.end_words.split():
        facts.add(Guard.END_WORD)
    guidance = _guided(case, command)
    found = permit(case, sender, facts | guidance.facts, *_POSTS)
    if isinstance(found, Refused):
        return refuse(found)
    stand = stand_of(state)
    if command.room not in OPEN_ROOMS[stand]:
        rooms = ", ".join(sorted(OPEN_ROOMS[stand]))
        text = f"expected one of the rooms {rooms}, got another"
        return refuse(Refused(Rule.FORBIDDEN, text))
    if command.until_ms and case.now_ms >= command.until_ms:
        # A repeat does not come here: it gets its first answer, however late.
        text = "expected a file that was uploaded lately: upload it again"
        return refuse(Refused(Rule.TOO_LATE, text))
    message = MessagePosted(
        state.last_number + 1,
        command.room,
        sender.role,
        sender.id,
        command.name,
        command.body,
        command.cid,
    )
    following = guidance.events or _followed_by(case, found.row, sender)
    events = (message, *following)
    content = digest(command.room, command.body)
    answer = Accepted(message.number, case.now_ms, content)
    return conclude(case, found.row, events, answer, command.origin)


def _guided(case: Case, command: PostMessage) -> guide.Guidance:
    """What a flow makes of a visitor's text; of pictures and files it makes nothing."""
    guided, sender = case.state.guided, command.sender
    is_heard = guided is not None and sender.role is Role.VISITOR and command.text
    if guided is None or not is_heard:
        return guide.Guidance(frozenset(), ())
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
    facts = _recall_facts(case, command)
    found = permit(case, sender, facts, Trigger.RECALL)
    if isinstance(found, Refused):
        return refuse(found)
    room = command.posted.message.room if command.posted else ""
    event = MessageRecalled(
        state.last_number + 1,
        room,
        sender.role,
        sender.id,
        command.name,
        command.number,
    )
    return conclude(case, found.row, (event,), Done())


def _recall_facts(case: Case, command: RecallMessage) -> set[Guard]:
    posted, recalled = command.posted, case.state.recalled
    facts = {Guard.FEW} if len(recalled) < MAX_RECALLED else set()
    if posted is None or not isinstance(posted.message, MessagePosted):
        return facts
    if command.number not in recalled:
        facts.add(Guard.POSTED)
    message, sender = posted.message, command.sender
    if (message.role, message.sender) == (sender.role, sender.id):
        facts.add(Guard.OWN)
    limit_ms = round(case.settings.recall_seconds * 1000)
    due_ms = extended(posted.at_ms + limit_ms, posted.at_ms, case.outages)
    if case.now_ms <= due_ms and limit_ms:
        facts.add(Guard.IN_TIME)
    return facts
