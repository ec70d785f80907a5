"""Who may have which quick replies, and how they are found by sound (A5).

All agents use the shared ones, and each his own; who supervises or administers changes
the shared ones. The audit log's row is in the transaction of the change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import Final

from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry, legible
from actors.accounts.permissions import Permission, Principal, is_allowed
from actors.quick_replies.records import (
    ChangeReplies,
    PutReplies,
    ReadReplies,
    RepliesAnswer,
    RepliesChange,
    ReplyRefused,
    ReplyRule,
)
from actors.quick_replies.reply import SHARED, QuickReply, fault_of
from actors.records_port import ReplyRecords

_ID_BYTES: Final = 4
_MAX_NOTED: Final = 5
"""Named in a row of the audit log."""

Sounded = Callable[[tuple[str, ...]], Awaitable[tuple[str, ...]]]
"""How texts are typed by sound, each in its place; raises `Unavailable`."""


class ReplyOffice:
    """Made once by the composition root.

    Every method raises `Unavailable` while the records, or who knows sounds, do not
    answer; a change can then be tried again with the same operation.

    Args:
        records: keep them.
        sounded: knows how titles sound.
        random: ids of what is new are drawn from it.
        wall_ms: wall time.
    """

    def __init__(
        self,
        records: ReplyRecords,
        sounded: Sounded,
        random: Random,
        wall_ms: Callable[[], int],
    ) -> None:
        self._records = records
        self._sounded = sounded
        self._random = random
        self._wall_ms = wall_ms

    async def read(self, who: Principal, request: ReadReplies) -> RepliesAnswer:
        """A page of the shared ones and his own."""
        serves = is_allowed(who, Permission.SERVE)
        if not serves and not is_allowed(who, Permission.EDIT_REPLIES):
            return _not_allowed("agents and administrators have quick replies")
        owner = who.who if serves else SHARED
        return await self._records.ask(replace(request, owner=owner))

    async def change(
        self, who: Principal, change: RepliesChange, operation: str
    ) -> RepliesAnswer:
        """Makes a change whole or not at all."""
        if change.owner == SHARED:
            may = is_allowed(who, Permission.EDIT_REPLIES)
        else:
            may = change.owner == who.who and is_allowed(who, Permission.SERVE)
        if not may:
            return _not_allowed("shared replies are a supervisor's to change")
        if isinstance(change, PutReplies):
            if refused := _faulty(change):
                return refused
            change = await self._finished(change)
        audit = AuditEntry(
            self._wall_ms(),
            who.who,
            Act.QUICK_REPLIES_CHANGED,
            change.owner,
            who.address,
            _said(change),
        )
        return await self._records.ask(ChangeReplies(operation, change, audit))

    async def _finished(self, put: PutReplies) -> PutReplies:
        """With the ids of what is new, and the sounds of all."""
        keys = await self._sounded(tuple(each.title for each in put.replies))
        stem = f"q{self._wall_ms():x}{self._random.randbytes(_ID_BYTES).hex()}"
        finished = (
            replace(each, owner=put.owner, id=each.id or f"{stem}{place:02x}", keys=key)
            for place, (each, key) in enumerate(zip(put.replies, keys, strict=True))
        )
        return replace(put, replies=tuple(finished))


def _not_allowed(text: str) -> ReplyRefused:
    return ReplyRefused(ReplyRule.NOT_ALLOWED, text)


def _faulty(put: PutReplies) -> ReplyRefused | None:
    for place, each in enumerate(put.replies, 1):
        if fault := fault_of(each):
            where = f"{place}. {_title(each)}: " if len(put.replies) > 1 else ""
            return ReplyRefused(ReplyRule.BAD_REPLY, where + fault)
    return None


def _title(reply: QuickReply) -> str:
    return legible(reply.title[:40])


def _said(change: RepliesChange) -> str:
    """What the audit log says of it; the texts are in the table."""
    if isinstance(change, PutReplies):
        names, act = tuple(map(_title, change.replies)), "put"
    else:
        names, act = tuple(map(legible, change.ids)), "dropped"
    more = "" if len(names) <= _MAX_NOTED else " …"
    return f"{len(names)} {act}: {', '.join(names[:_MAX_NOTED])}{more}"
