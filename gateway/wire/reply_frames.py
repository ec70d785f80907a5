"""Quick replies: what agents say again and again: both directions (A5)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from gateway.wire.terms import (
    MAX_CATEGORY_CHARS,
    MAX_REPLY_CHARS,
    MAX_TITLE_CHARS,
    Count,
    Frame,
    Id,
    OperationId,
    OptionalId,
    RequestNumber,
)


class GetQuickReplies(Frame, frozen=True, tag=120):
    """Asks for the shared ones and one's own: answered by QUICK_REPLIES, or RES.

    Attributes:
        after: `next` of the page before; empty: the first.
    """

    request: RequestNumber
    after: OptionalId = ""


class PutQuickReply(Frame, frozen=True, tag=121):
    """Adds a quick reply, or changes one: answered by QUICK_REPLY_PUT, or RES.

    Shared ones are a supervisor's to change: `FORBIDDEN` to others. `NAME_TAKEN`:
    another has the title. `LIMIT_REACHED`: there are too many.

    Attributes:
        reply: id of the one that is changed; empty: it is new.
        is_shared: all agents have it; else oneself alone. Stays as it was made.
        category: under which it is listed; empty: none.
        title: by which it is found.
        text: what is said; variables in braces are filled in by who sends it: see
            Quick replies.
    """

    request: RequestNumber
    operation: OperationId
    reply: OptionalId
    is_shared: bool
    category: Annotated[str, Meta(max_length=MAX_CATEGORY_CHARS)]
    title: Annotated[str, Meta(min_length=1, max_length=MAX_TITLE_CHARS)]
    text: Annotated[str, Meta(min_length=1, max_length=MAX_REPLY_CHARS)]


class DropQuickReply(Frame, frozen=True, tag=122):
    """Deletes a quick reply; answered by RES, also where it is gone already.

    Attributes:
        reply: its id.
        is_shared: as it is.
    """

    request: RequestNumber
    operation: OperationId
    reply: Id
    is_shared: bool


ReplyFrame = GetQuickReplies | PutQuickReply | DropQuickReply
"""What agents send about quick replies."""


class QuickReply(msgspec.Struct, frozen=True, array_like=True):
    """Something to say.

    Attributes:
        reply: its id.
        is_shared: all agents have it.
        category: under which it is listed.
        title: by which it is found.
        text: what is said.
        keys: how the title is typed by sound: pinyin in full, and first letters.
    """

    reply: str
    is_shared: bool
    category: str
    title: str
    text: str
    keys: str


class QuickReplies(Frame, frozen=True, tag=123):
    """The answer to GET_QUICK_REPLIES.

    Attributes:
        request: the number of the request.
        rows: in no order that means something.
        next: `after` of the next page; empty: this was the last.
    """

    request: Count
    rows: tuple[QuickReply, ...]
    next: str = ""


class QuickReplyPut(Frame, frozen=True, tag=124):
    """The answer to PUT_QUICK_REPLY: it is on disk.

    Attributes:
        request: the number of the request.
        reply: its id.
    """

    request: Count
    reply: str
