"""PURE: the service's events and answers as frames, one match each."""

from __future__ import annotations

from typing import Final

from actors.agent.messages import Board as AgentBoard
from actors.agent.messages import StatusSet
from actors.refusal import Refused, Rule
from actors.session.messages import (
    Accepted,
    Ended,
    Opened,
    PublishedMessage,
    SessionPhase,
    SessionView,
    TypingChanged,
)
from gateway.wire.codes import TEMPORARY, ErrorCode
from gateway.wire.schema import (
    TYPING_TTL_SECONDS,
    Board,
    Body,
    Message,
    Res,
    ServerFrame,
    Session,
    Typing,
)
from runtime.errors import MailboxFull

_CODES: Final = {
    Rule.NO_SUCH_SESSION: ErrorCode.NO_SUCH_SESSION,
    Rule.CLOSED: ErrorCode.CLOSED,
    Rule.WRONG_STATE: ErrorCode.WRONG_STATE,
    Rule.FORBIDDEN: ErrorCode.FORBIDDEN,
    Rule.ID_CONFLICT: ErrorCode.ID_CONFLICT,
    Rule.NO_SUCH_GROUP: ErrorCode.NO_SUCH_GROUP,
    Rule.NO_SUCH_AGENT: ErrorCode.FORBIDDEN,
}

RETRY_MS: Final = 500
"""When a client should try again what failed for a temporary reason."""

_TYPING_TTL_MS: Final = round(TYPING_TTL_SECONDS * 1000)

Event = PublishedMessage | SessionView | TypingChanged | AgentBoard
"""What is published to connections."""


def frame_of(event: Event) -> ServerFrame:
    """The frame that shows an event."""
    match event:
        case PublishedMessage(session, message, at_ms):
            return Message(
                session,
                message.room,
                message.number,
                message.role.value,
                message.sender,
                message.kind,
                Body(message.text),
                at_ms,
                message.cid,
            )
        case SessionView():
            return _session(event)
        case TypingChanged(session, room, sender, is_typing, after):
            return Typing(
                session,
                room,
                sender.role.value,
                sender.id,
                is_typing,
                _TYPING_TTL_MS,
                after,
            )
        case AgentBoard(version, status, capacity, sessions):
            return Board(version, status.value, capacity, tuple(sessions))


def _session(view: SessionView) -> Session:
    return Session(
        view.session,
        view.version,
        "queued" if view.phase is SessionPhase.NEW else view.phase.value,
        view.group,
        view.visitor,
        view.agent,
        view.last_number,
        view.reason.value if view.reason is not None else "",
    )


def answer_frame(request: int, session: str, answer: object) -> Res:
    """The RES that carries an actor's answer to request number `request`."""
    match answer:
        case Accepted(number, at_ms, _, is_repeat):
            return Res(request, ErrorCode.OK, session, number, at_ms, is_repeat)
        case Opened(opened):
            return Res(request, ErrorCode.OK, opened)
        case Refused(rule, text):
            return Res(request, _CODES[rule], session, text=text)
        case Ended() | StatusSet():
            return Res(request, ErrorCode.OK, session)
        case _:
            return Res(request, ErrorCode.INTERNAL, session, text="no such answer")


def error_frame(request: int, session: str, error: Exception) -> Res:
    """The RES for a request that could not be served now: not accepted, try again."""
    code = ErrorCode.UNAVAILABLE
    if isinstance(error, MailboxFull):
        code = ErrorCode.OVERLOADED
    retry_ms = RETRY_MS if code in TEMPORARY else 0
    return Res(request, code, session, text=str(error), retry_ms=retry_ms)
