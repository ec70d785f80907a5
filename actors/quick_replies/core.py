"""PURE: what becomes of an owner's quick replies by a change (A5)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from actors.quick_replies.records import PutReplies, ReplyRefused, ReplyRule
from actors.quick_replies.reply import QuickReply, most_of, named


def placed(
    owned: Mapping[str, str], put: PutReplies
) -> tuple[QuickReply, ...] | ReplyRefused:
    """The replies as they are to be written, or why not.

    Args:
        owned: ids of the owner's by what they are named.
        put: each has an id, drawn where it is new.
    """
    by_name = dict(owned)
    made: dict[str, QuickReply] = {}
    for reply in put.replies:
        name = named(reply.title)
        holder = by_name.get(name, reply.id)
        if holder != reply.id and not put.is_by_title:
            text = f"expected a title that is not taken, got {reply.title!r}"
            return ReplyRefused(ReplyRule.SAME_TITLE, text)
        # Who is called otherwise now leaves the old name to others.
        by_name = {each: of for each, of in by_name.items() if of != holder}
        by_name[name] = holder
        made[holder] = replace(reply, id=holder)
    most = most_of(put.owner)
    if len(by_name) > most:
        text = f"expected at most {most} quick replies, got {len(by_name)}"
        return ReplyRefused(ReplyRule.TOO_MANY, text)
    return tuple(made.values())
