"""Finds and settles what the robot had no answer to. Imports no trio.

The text is the message's own: what a visitor takes back, and who is erased, is not
shown here either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from actors.accounts.acts_table import first_answer, write_act
from actors.records.chunks import in_chunks
from actors.records.rows import MESSAGE_BITS
from actors.records.tables import MESSAGES, SESSIONS, SETTLED, UNANSWERED
from actors.records.unanswered import (
    MAX_ASKED,
    MAX_TEXTS,
    ChangeUnanswered,
    FindUnanswered,
    UnansweredFound,
    UnansweredSettled,
    UnansweredText,
    same_text,
    settled_key,
)
from actors.sql_table import insert_or

_FIRST: Final = msgspec.msgpack.Decoder(UnansweredSettled)


def find_unanswered(connection: Connection, request: FindUnanswered) -> UnansweredFound:
    """What is open, each text once."""
    asked = (
        select(UNANSWERED.c.id, UNANSWERED.c.at_ms, MESSAGES.c.text)
        .join(MESSAGES, MESSAGES.c.id == UNANSWERED.c.id)
        .where(UNANSWERED.c.at_ms >= request.since_ms)
        .where(MESSAGES.c.text != "")
        .order_by(UNANSWERED.c.at_ms.desc(), UNANSWERED.c.id.desc())
        .limit(MAX_ASKED)
    )
    rows = connection.execute(asked).all()
    found: dict[str, UnansweredText] = {}
    numbers: dict[str, int] = {}
    for key, at_ms, text in rows:
        name = same_text(text)
        before = found.get(name)
        if before is None:
            numbers[name] = key >> MESSAGE_BITS
            found[name] = UnansweredText(text, 1, at_ms, "")
        else:
            found[name] = UnansweredText(
                before.text, before.count + 1, before.last_ms, ""
            )
    names = {settled_key(name): name for name in found}
    for key in _settled(connection, sorted(names)):
        del found[names[key]]
    often = sorted(found, key=lambda name: (-found[name].count, -found[name].last_ms))
    shown = often[:MAX_TEXTS]
    sessions = _sessions(connection, sorted({numbers[name] for name in shown}))
    return UnansweredFound(
        tuple(
            UnansweredText(each.text, each.count, each.last_ms, session)
            for name in shown
            for each in (found[name],)
            for session in (sessions.get(numbers[name], ""),)
        ),
        len(rows) == MAX_ASKED or len(often) > MAX_TEXTS,
    )


def settle_unanswered(
    connection: Connection, request: ChangeUnanswered
) -> UnansweredSettled:
    """What was settled before is settled anew."""
    first = first_answer(connection, request.operation)
    if first is not None:
        return _FIRST.decode(first)
    settle, audit = request.settle, request.audit
    texts = {same_text(text) for text in settle.texts}
    added = insert_or(connection, SETTLED)
    others = {name: added.excluded[name] for name in ("at_ms", "entry")}
    connection.execute(
        added.on_conflict_do_update(index_elements=["text"], set_=others),
        [
            {"text": key, "at_ms": audit.at_ms, "entry": settle.entry}
            for key in sorted(map(settled_key, texts))
        ],
    )
    settled = UnansweredSettled(len(texts))
    body = msgspec.msgpack.encode(settled)
    write_act(connection, request.operation, audit, body)
    return settled


def _settled(connection: Connection, keys: Sequence[str]) -> list[str]:
    return [
        row.text
        for some in in_chunks(keys)
        for row in connection.execute(
            select(SETTLED.c.text).where(SETTLED.c.text.in_(some))
        )
    ]


def _sessions(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    return {
        row.number: row.session
        for some in in_chunks(numbers)
        for row in connection.execute(
            select(SESSIONS.c.number, SESSIONS.c.session).where(
                SESSIONS.c.number.in_(some)
            )
        )
    }
