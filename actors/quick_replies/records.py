"""PURE: what is asked of the records of quick replies, and what they answer (A5)."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.audit import AuditEntry
from actors.accounts.records import NotRecorded
from actors.quick_replies.reply import MAX_ID_CHARS, QuickReply

MAX_READ: Final = 200
"""In one answer."""
MAX_READ_BYTES: Final = 128 * 1024
"""Of texts in one answer, the first aside: half of what a client accepts."""
MAX_PUT: Final = 50
"""In one change: with the longest texts it fits a frame of the operator's socket."""


class ReadReplies(msgspec.Struct, frozen=True, tag="read_replies"):
    """Asks for those of an owner and the shared ones, by their ids: `RepliesRead`.

    `after`: go on behind this id; "" = from the first one.
    """

    owner: str = ""
    after: Annotated[str, Meta(max_length=MAX_ID_CHARS)] = ""


class PutReplies(msgspec.Struct, frozen=True, tag="put_replies"):
    """Adds replies of one owner, or changes those that have the ids.

    Attributes:
        owner: of all of them.
        replies: those without an id are new.
        is_by_title: a new one takes the place of the one with its title; else it is
            refused.
    """

    owner: str
    replies: Annotated[tuple[QuickReply, ...], Meta(min_length=1, max_length=MAX_PUT)]
    is_by_title: bool = False


class DropReplies(msgspec.Struct, frozen=True, tag="drop_replies"):
    """Deletes replies of one owner; those that are not there are gone already."""

    owner: str
    ids: Annotated[tuple[str, ...], Meta(min_length=1, max_length=MAX_READ)]


RepliesChange = PutReplies | DropReplies


class ChangeReplies(msgspec.Struct, frozen=True, tag="change_replies"):
    """Makes all of a change or nothing, and writes it down: `RepliesChanged`.

    A repeat of the operation changes nothing and gets the first answer.
    """

    operation: str
    change: RepliesChange
    audit: AuditEntry


RepliesRequest = ReadReplies | ChangeReplies


class RepliesRead(msgspec.Struct, frozen=True, tag="replies_read"):
    """Replies by their ids; `next`: `after` of the next page, "" = there is none."""

    replies: tuple[QuickReply, ...]
    next: str = ""


class RepliesChanged(msgspec.Struct, frozen=True, tag="replies_changed"):
    """Which were put, in the order of the change, or how many were dropped."""

    ids: tuple[str, ...] = ()
    count: int = 0


class ReplyRule(Enum):
    """Why nothing was changed."""

    NOT_ALLOWED = "not_allowed"
    BAD_REPLY = "bad_reply"
    SAME_TITLE = "same_title"
    """Another of the same owner has the title."""
    NO_SUCH_REPLY = "no_such_reply"
    """The id is that of somebody else's."""
    TOO_MANY = "too_many"


class ReplyRefused(msgspec.Struct, frozen=True, tag="reply_refused"):
    """Nothing was changed; `text`: why, for people."""

    rule: ReplyRule
    text: str


RepliesTold = RepliesRead | RepliesChanged | ReplyRefused
RepliesAnswer = RepliesTold | NotRecorded
