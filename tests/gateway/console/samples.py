"""Events as a server's frames would make them."""

from __future__ import annotations

from datetime import UTC

import msgpack
from msgspec.structs import replace

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    MessageReceived,
    NoticeReceived,
    RequestAnswered,
    SessionChanged,
)
from gateway.console.styled import Line, for_pipe
from gateway.wire.bodies import RecallBody, TextBody
from gateway.wire.client_codec import decode_server_message
from gateway.wire.server_frames import Board, Message, Notice, Res, Session
from gateway.wire.terms import Role, SenderRole

ZONE = UTC
NOON = 1_700_000_000_000
"""2023-11-14 22:13 UTC, in ms."""


def connected(role: Role = "visitor") -> Connected:
    return Connected(role, "v1" if role == "visitor" else "ming", NOON)


def opened(session: str = "s1") -> RequestAnswered:
    return RequestAnswered(1, Res(1, 0, session=session))


def serving(
    last: int = 0, session: str = "s1", visitor: str = "v1", unread: int = 0
) -> SessionChanged:
    view = Session(session, 2, "serving", "presale", visitor, "ming", last)
    return SessionChanged(replace(view, unread=unread))


def queued(last: int = 0, session: str = "s1", unread: int = 0) -> SessionChanged:
    view = Session(session, 1, "queued", "presale", "v1", "", last, unread=unread)
    return SessionChanged(view)


def closed(reason: str, last: int = 0, session: str = "s1") -> SessionChanged:
    view = Session(session, 9, "closed", "presale", "v1", "ming", last, reason)
    return SessionChanged(view)


def message(
    number: int,
    text: str,
    role: SenderRole = "agent",
    *,
    session: str = "s1",
    cid: str = "",
    at: int = NOON,
    sender: str = "",
) -> MessageReceived:
    usual = {"agent": "ming", "visitor": "v1", "robot": "", "system": ""}[role]
    body = TextBody(text)
    return MessageReceived(
        Message(session, "visitor", number, role, sender or usual, "", body, at, cid)
    )


def recalled(
    number: int, what: int, role: SenderRole = "visitor", session: str = "s1"
) -> MessageReceived:
    """Somebody took back a message."""
    taken = message(number, "", role, session=session).message
    return MessageReceived(replace(taken, body=RecallBody(what)))


def later(frame: list[object]) -> ClientEvent:
    """What a later server says, in words that are not known here."""
    (read,) = decode_server_message(msgpack.packb(frame))
    match read:
        case Message():
            return MessageReceived(read)
        case Session():
            return SessionChanged(read)
        case Notice():
            return NoticeReceived(read)
        case Board():
            return BoardChanged(read)
        case _:
            raise TypeError(read)


def texts(lines: list[Line] | tuple[Line, ...]) -> list[str]:
    return [for_pipe(line) for line in lines]
