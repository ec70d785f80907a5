"""PURE: what agents ask of quick replies, as the office of them understands it (A5)."""

from __future__ import annotations

from typing import Final, assert_never

from actors.knowledge.messages import RepliesWish
from actors.quick_replies.records import (
    DropReplies,
    PutReplies,
    ReadReplies,
    RepliesChanged,
    RepliesRead,
    RepliesTold,
    ReplyRefused,
    ReplyRule,
)
from actors.quick_replies.reply import SHARED
from actors.quick_replies.reply import QuickReply as Reply
from gateway.wire import reply_frames as frames
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Res, ServerFrame

REPLY_CODES: Final = {
    ReplyRule.NOT_ALLOWED: ErrorCode.FORBIDDEN,
    ReplyRule.BAD_REPLY: ErrorCode.BAD_VALUE,
    ReplyRule.SAME_TITLE: ErrorCode.NAME_TAKEN,
    ReplyRule.NO_SUCH_REPLY: ErrorCode.NO_SUCH_REPLY,
    ReplyRule.TOO_MANY: ErrorCode.LIMIT_REACHED,
}
"""Every rule has its code."""


def reply_wish(request: frames.ReplyFrame, me: str) -> RepliesWish:
    """What the frame asks for, `me` being who sends it."""
    match request:
        case frames.GetQuickReplies(after=after):
            return ReadReplies(me, after)
        case frames.PutQuickReply(reply=reply, category=category, title=title):
            owner = SHARED if request.is_shared else me
            put = Reply(reply, owner, category, title.strip(), request.text)
            return PutReplies(owner, (put,))
        case frames.DropQuickReply(reply=reply):
            return DropReplies(SHARED if request.is_shared else me, (reply,))
        case _:
            assert_never(request)


def reply_frame(number: int, answer: RepliesTold) -> ServerFrame:
    """What the office says as the answer to request `number`."""
    match answer:
        case RepliesRead(replies, cursor):
            return frames.QuickReplies(number, tuple(map(_row, replies)), cursor)
        case RepliesChanged(ids=(name, *_)):
            return frames.QuickReplyPut(number, name)
        case RepliesChanged():
            return Res(number, ErrorCode.OK)
        case ReplyRefused(rule, text):
            return Res(number, REPLY_CODES[rule], text=text)
        case _:
            assert_never(answer)


def _row(reply: Reply) -> frames.QuickReply:
    return frames.QuickReply(
        reply.id,
        reply.owner == SHARED,
        reply.category,
        reply.title,
        reply.text,
        reply.keys,
    )
