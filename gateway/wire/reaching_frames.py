"""Visitors who are reached later: what they leave, what agents begin (V7, S9)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from gateway.wire.terms import (
    MAX_CONTACT_CHARS,
    MAX_TEXT_CHARS,
    Count,
    Frame,
    Id,
    OperationId,
    OptionalId,
    RequestNumber,
    SessionRef,
)

_Text = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT_CHARS)]
_Contact = Annotated[str, Meta(max_length=MAX_CONTACT_CHARS)]


class Initiate(Frame, frozen=True, tag=76):
    """An agent begins a session with a visitor who is known (S9).

    Answered by RES with the session, which the agent serves at once; refused when he is
    full, when the visitor is blocked (`BLOCKED`) or unknown (`NO_SUCH_VISITOR`). Who
    has a session open keeps that one: the agent takes it, as far as he may. A visitor
    who is away finds it when he opens the channel.

    Attributes:
        visitor: the id.
        text: what is said first.
        channel: where the visitor is to find it; empty: the first that leads to a group
            of the agent's.
        group: of the agent's; empty: the first to which the channel leads.
    """

    request: RequestNumber
    operation: OperationId
    visitor: Id
    text: _Text
    channel: OptionalId = ""
    group: OptionalId = ""


class LeaveMessage(Frame, frozen=True, tag=77):
    """A visitor leaves a message where nobody can serve: in `message_left` (V7).

    Answered by RES, as SEND is. It can be said again, with another contact.

    Attributes:
        text: the message.
        contact: how to reach the visitor; agents alone are shown it.
    """

    request: RequestNumber
    session: SessionRef
    operation: OperationId
    text: _Text
    contact: _Contact = ""


class GetMessagesLeft(Frame, frozen=True, tag=91):
    """Asks what visitors left with a group: answered by MESSAGES_LEFT, or RES.

    Of one's own groups; of others it is `FORBIDDEN`.

    Attributes:
        group: the skill group.
    """

    request: RequestNumber
    group: Id


class MessageLeft(msgspec.Struct, frozen=True, array_like=True):
    """A session in which a visitor left messages; ASSIGN takes it.

    Attributes:
        session: the session.
        visitor: the id.
        nickname: the visitor's.
        channel: where the visitor came from.
        since: when the visitor wrote the first of what nobody has answered, ms since
            the epoch by the server's clock.
        contact: how to reach the visitor; empty: not told.
        messages: in the session so far, the service's own among them.
    """

    session: str
    visitor: str
    nickname: str
    channel: str
    since: Count
    contact: str
    messages: Count


class MessagesLeft(Frame, frozen=True, tag=92):
    """The answer to GET_MESSAGES_LEFT (V7).

    Attributes:
        request: the number of the request.
        group: that was asked about.
        rows: at most `MAX_MESSAGES_LEFT_SHOWN`, the oldest first.
        count: of all.
    """

    request: Count
    group: str
    rows: tuple[MessageLeft, ...]
    count: Count = 0
