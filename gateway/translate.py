"""PURE: the service's events and answers as frames, one match each.

What differs by who looks is said by the functions' arguments; everything else is the
same for all, so that it is encoded once.
"""

from __future__ import annotations

import math
from typing import Final

import msgspec

from actors.agent.messages import Board as AgentBoard
from actors.agent.messages import Registered, StatusSet
from actors.assignment.messages import QueuePosition
from actors.customers.messages import Changed
from actors.knowledge.office import KnowledgePublished
from actors.refusal import Refused, Rule
from actors.session.aside import Guest as SessionGuest
from actors.session.events import (
    CardPosted,
    MessagePosted,
    MessageRecalled,
    SelectionMade,
)
from actors.session.readers import Reader as SessionReader
from actors.session.replies import Accepted, Done, Ended, Opened
from actors.session.source import Source as SessionSource
from actors.session.state import Handover as SessionHandover
from actors.session.state import Offer as SessionOffer
from actors.session.state import Transfer
from actors.session.tag_rule import tags_of
from actors.session.terms import Note, Role, Sender, SessionPhase
from actors.session.view import Notice as SessionNotice
from actors.session.view import (
    PublishedMessage,
    ReceiptMoved,
    RoomView,
    SessionView,
    TypingChanged,
)
from gateway.card_bodies import card_body, selection_body
from gateway.hearing import guests_seen
from gateway.rations import Rationed
from gateway.wire.aside_frames import Guest, Member, Room
from gateway.wire.bodies import MessageBody, RecallBody, RecalledBody, stored_body
from gateway.wire.codes import TEMPORARY, ErrorCode
from gateway.wire.knowledge_frames import NewsPublished
from gateway.wire.notes import Notes
from gateway.wire.robot_frames import Feedback
from gateway.wire.server_frames import (
    Board,
    Message,
    Notice,
    Position,
    Receipt,
    Res,
    ServerFrame,
    Session,
    Typing,
)
from gateway.wire.session_parts import (
    Handover,
    Offer,
    PendingTransfer,
    Reader,
    Source,
    Variable,
)
from gateway.wire.terms import TYPING_TTL_SECONDS, SessionStateName
from runtime.errors import MailboxFull

CODES: Final = {
    Rule.NO_SUCH_SESSION: ErrorCode.NO_SUCH_SESSION,
    Rule.CLOSED: ErrorCode.CLOSED,
    Rule.WRONG_STATE: ErrorCode.WRONG_STATE,
    Rule.FORBIDDEN: ErrorCode.FORBIDDEN,
    Rule.ID_CONFLICT: ErrorCode.ID_CONFLICT,
    Rule.NO_SUCH_GROUP: ErrorCode.NO_SUCH_GROUP,
    Rule.NO_SUCH_AGENT: ErrorCode.NO_SUCH_AGENT,
    Rule.NO_SUCH_OFFER: ErrorCode.NO_SUCH_OFFER,
    Rule.AGENT_FULL: ErrorCode.AGENT_FULL,
    Rule.AGENT_NOT_FREE: ErrorCode.AGENT_NOT_FREE,
    Rule.BAD_VALUE: ErrorCode.BAD_VALUE,
    Rule.NO_SUCH_MESSAGE: ErrorCode.NO_SUCH_MESSAGE,
    Rule.NOT_YOURS: ErrorCode.NOT_YOURS,
    Rule.TOO_LATE: ErrorCode.TOO_LATE,
    Rule.ANSWERED: ErrorCode.ANSWERED,
    Rule.TAGS_MISSING: ErrorCode.TAGS_MISSING,
    Rule.BLOCKED: ErrorCode.BLOCKED,
    Rule.NO_SUCH_VISITOR: ErrorCode.NO_SUCH_VISITOR,
    Rule.NOT_SET_UP: ErrorCode.NOT_SET_UP,
}
"""Every rule has its code."""

RETRY_MS: Final = 500
"""When a client should try again what failed for a temporary reason."""

_TYPING_TTL_MS: Final = round(TYPING_TTL_SECONDS * 1000)

Event = (
    PublishedMessage | ReceiptMoved | TypingChanged | SessionNotice | KnowledgePublished
)
"""What is published and looks the same to all who may see it."""


def frame_of(event: Event) -> ServerFrame:
    """The frame that shows an event."""
    match event:
        case PublishedMessage():
            return message_frame(event)
        case TypingChanged(session, room, sender, is_typing, after, preview, name):
            return Typing(
                session,
                room,
                sender.role.value,
                sender.id,
                is_typing,
                _TYPING_TTL_MS,
                after,
                preview,
                name,
            )
        case ReceiptMoved(session, room, reader):
            return Receipt(
                session,
                room,
                reader.role.value,
                reader.id,
                reader.delivered,
                reader.read,
            )
        case SessionNotice(session, kind, agent, at_ms, name):
            return Notice(session, kind.value, agent, at_ms, name)
        case KnowledgePublished(version=version):
            return NewsPublished(version)


def position_frame(place: QueuePosition, text: str) -> Position:
    """A place in line, with what the service says of it to who stands there."""
    return Position(
        place.session, place.position, place.waiting, place.wait_seconds, text
    )


def message_frame(published: PublishedMessage) -> Message:
    """A message of a session's transcript."""
    message = published.message
    return Message(
        published.session,
        message.room,
        message.number,
        message.role.value,
        message.sender,
        message.name,
        _body_of(published),
        published.at_ms,
        message.cid if isinstance(message, MessagePosted) else "",
        isinstance(message, CardPosted) and message.is_answer,
    )


def _body_of(published: PublishedMessage) -> MessageBody:
    if published.is_recalled:
        return RecalledBody()
    message = published.message
    match message:
        case MessagePosted(body=body):
            return stored_body(body)
        case MessageRecalled(recalled=recalled):
            return RecallBody(recalled)
        case CardPosted(card=card):
            return card_body(card)
        case SelectionMade(selected=selected, choice=choice):
            return selection_body(selected, choice)


def board_frame(board: AgentBoard) -> Board:
    """An agent's own state."""
    return Board(
        board.version,
        board.status.value,
        board.capacity,
        tuple(board.sessions),
        board.reason,
        board.wrap_up_until_ms,
        board.by,
        board.by_name,
        tuple(board.visits),
    )


def session_frame(view: SessionView, caller: Sender) -> Session:
    """A session as it is; visitors are told nothing of what agents do among them."""
    is_visitor = caller.role is Role.VISITOR
    frame = Session(
        view.session,
        view.visitors_version if is_visitor else view.version,
        state_name(view.phase),
        view.group,
        view.visitor,
        view.agent,
        view.last_number,
        view.reason.value if view.reason is not None else "",
        view.nickname,
        agent_name=view.agent_name,
        group_name=view.group_name,
        readers=tuple(map(_reader, view.readers)),
        rating=view.rating,
        may_rate=view.may_pull_rating if is_visitor else view.may_invite_rating,
        may_ask_human=view.may_ask_human,
        feedback=tuple(Feedback(number, helped) for number, helped in view.feedback),
        recall_ms=view.recall_ms,
    )
    if is_visitor:
        return msgspec.structs.replace(frame, unread=view.unread)
    return msgspec.structs.replace(
        frame,
        offer=_offer(view.offer),
        transfer=_transfer(view.transfer, view.transfer_until_ms),
        visitor_away=view.visitor_away,
        handover=_handover(view.handover),
        source=_source(view.source),
        variables=tuple(Variable(name, value) for name, value in view.variables),
        notes=_notes(view),
        contact=view.contact,
        guests=tuple(map(_guest, guests_seen(view, caller))),
    )


def _guest(guest: SessionGuest) -> Guest:
    return Guest(
        guest.agent,
        guest.name,
        guest.part.value,
        guest.room,
        guest.by,
        guest.by_name,
        guest.note,
        guest.since_ms,
        guest.until_ms,
    )


def room_frame(view: RoomView) -> Room:
    """A side room, or an internal conversation, as it is."""
    return Room(
        view.session,
        view.version,
        view.room,
        tuple(Member(agent, name) for agent, name in view.members),
        view.last_number,
        view.is_open,
        tuple(map(_reader, view.readers)),
    )


def _reader(reader: SessionReader) -> Reader:
    return Reader(reader.role.value, reader.id, reader.delivered, reader.read)


def state_name(phase: SessionPhase) -> SessionStateName:
    """A phase on the wire; nobody is shown a session before its first event."""
    return "queued" if phase is SessionPhase.NEW else phase.value


def _offer(offer: SessionOffer | None) -> Offer | None:
    if offer is None:
        return None
    return Offer(
        offer.offer,
        offer.agent,
        offer.since_ms,
        offer.expires_ms,
        offer.agent_name,
    )


def _transfer(transfer: Transfer | None, until_ms: int) -> PendingTransfer | None:
    if transfer is None:
        return None
    return PendingTransfer(
        transfer.group,
        transfer.agent,
        transfer.note,
        transfer.by,
        transfer.since_ms,
        transfer.group_name,
        transfer.agent_name,
        transfer.by_name,
        until_ms,
    )


def _handover(handover: SessionHandover | None) -> Handover | None:
    if handover is None:
        return None
    return Handover(handover.agent, handover.note, handover.agent_name)


def _source(source: SessionSource | None) -> Source | None:
    if source is None:
        return None
    return Source(
        source.client_data, source.channel_name, source.peer_source, source.remark
    )


def _notes(view: SessionView) -> Notes | None:
    if not view.notes and not view.needs_tags:
        return None
    noted = dict(view.notes)
    return Notes(
        tags_of(noted.get(Note.TAG, "")),
        noted.get(Note.REMARK, ""),
        noted.get(Note.OUTCOME, ""),
        noted.get(Note.FOLLOW_UP, ""),
        view.follow_up_ms,
        view.needs_tags,
    )


def answer_frame(request: int, session: str, answer: object) -> Res:
    """The RES that carries an actor's answer to request number `request`."""
    match answer:
        case Accepted(number, at_ms, _, is_repeat):
            return Res(request, ErrorCode.OK, session, number, at_ms, is_repeat)
        case Opened(opened):
            return Res(request, ErrorCode.OK, opened)
        case Refused(rule, text):
            return Res(request, CODES[rule], session, text=text)
        case Ended() | Done() | Changed() | StatusSet() | Registered():
            return Res(request, ErrorCode.OK, session)
        case _:
            return Res(request, ErrorCode.INTERNAL, session, text="no such answer")


def error_frame(request: int, session: str, error: Exception) -> Res:
    """The RES for a request that could not be served now: not accepted, try again."""
    if isinstance(error, Rationed):
        retry_ms = math.ceil(error.retry_seconds * 1000)
        return Res(request, ErrorCode.RATE, session, text=str(error), retry_ms=retry_ms)
    code = ErrorCode.UNAVAILABLE
    if isinstance(error, MailboxFull):
        code = ErrorCode.OVERLOADED
    retry_ms = RETRY_MS if code in TEMPORARY else 0
    return Res(request, code, session, text=str(error), retry_ms=retry_ms)
