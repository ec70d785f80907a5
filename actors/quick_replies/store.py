"""Quick replies in SQL; only this module knows their table. Imports no trio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, delete, insert, select

from actors.accounts.acts_table import first_answer, write_act
from actors.knowledge.fitting import how_many_fit
from actors.quick_replies.core import placed
from actors.quick_replies.records import (
    MAX_READ,
    MAX_READ_BYTES,
    ChangeReplies,
    DropReplies,
    PutReplies,
    ReadReplies,
    RepliesAnswer,
    RepliesChanged,
    RepliesRead,
    RepliesRequest,
    ReplyRefused,
    ReplyRule,
)
from actors.quick_replies.reply import SHARED, QuickReply, named
from actors.sql_table import sql_table
from actors.sql_transaction import in_transaction

_ROWS: Final = sql_table("quick_replies", *QuickReply.__struct_fields__, "named")
_CHANGED: Final = msgspec.msgpack.Decoder(RepliesChanged)


class ReplyStore:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, request: RepliesRequest) -> RepliesAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        return in_transaction(self._engine, lambda one: _answer(one, request))


def _answer(
    connection: Connection, request: RepliesRequest
) -> RepliesRead | RepliesChanged | ReplyRefused:
    if isinstance(request, ReadReplies):
        return _read(connection, request)
    first = first_answer(connection, request.operation)
    if first is not None:
        return _CHANGED.decode(first)
    changed = _made(connection, request)
    if isinstance(changed, RepliesChanged):
        body = msgspec.msgpack.encode(changed)
        write_act(connection, request.operation, request.audit, body)
    return changed


def _made(
    connection: Connection, request: ChangeReplies
) -> RepliesChanged | ReplyRefused:
    match request.change:
        case PutReplies() as put:
            return _put(connection, put, request)
        case DropReplies(owner, ids):
            return RepliesChanged((), _drop(connection, owner, ids))


def _read(connection: Connection, request: ReadReplies) -> RepliesRead:
    each = _ROWS.c
    wanted = (
        select(*(each[name] for name in QuickReply.__struct_fields__))
        .where(each.owner.in_((SHARED, request.owner)), each.id > request.after)
        .order_by(each.id)
        .limit(MAX_READ + 1)
    )
    rows = connection.execute(wanted).all()
    sizes = [len(row.text.encode()) for row in rows[:MAX_READ]]
    shown = rows[: how_many_fit(sizes, MAX_READ_BYTES)]
    cursor = shown[-1].id if len(shown) < len(rows) else ""
    return RepliesRead(tuple(QuickReply(*row) for row in shown), cursor)


def _put(
    connection: Connection, put: PutReplies, request: ChangeReplies
) -> RepliesChanged | ReplyRefused:
    ids = [each.id for each in put.replies]
    others = select(_ROWS.c.id).where(_ROWS.c.id.in_(ids), _ROWS.c.owner != put.owner)
    if connection.execute(others.limit(1)).first() is not None:
        text = "expected the id of a reply of this owner's"
        return ReplyRefused(ReplyRule.NO_SUCH_REPLY, text)
    owned = select(_ROWS.c.named, _ROWS.c.id).where(_ROWS.c.owner == put.owner)
    held = {row.named: row.id for row in connection.execute(owned)}
    made = placed(held, put)
    if isinstance(made, ReplyRefused):
        return made
    _drop(connection, put.owner, [each.id for each in made])
    stamp = {"changed_ms": request.audit.at_ms, "changed_by": request.audit.who}
    values = [
        {**msgspec.structs.asdict(replace(each, **stamp)), "named": named(each.title)}
        for each in made
    ]
    connection.execute(insert(_ROWS), values)
    return RepliesChanged(tuple(each.id for each in made), len(made))


def drop_own(connection: Connection, member: str) -> None:
    """Whoever goes takes his own along, within the transaction in which he goes."""
    connection.execute(delete(_ROWS).where(_ROWS.c.owner == member))


def _drop(connection: Connection, owner: str, ids: Sequence[str]) -> int:
    gone = delete(_ROWS).where(_ROWS.c.owner == owner, _ROWS.c.id.in_(ids))
    return connection.execute(gone).rowcount
