"""The tables of the records, as SQLAlchemy names them; the migrations make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, insert
from sqlalchemy.sql.expression import TableClause

from actors.customers.row import CustomerRow
from actors.records.gram_index import GramIndex
from actors.records.rows import AnswerRow, LegRow, MessageRow, SessionRow, UnansweredRow
from actors.sql_table import insert_or, sql_table

PROJECTOR: Final = sql_table("projector", "id", "position")
SESSIONS: Final = sql_table("session_records", *SessionRow.__struct_fields__)
LEGS: Final = sql_table("leg_records", *LegRow.__struct_fields__)
MESSAGES: Final = sql_table("message_records", *MessageRow.__struct_fields__)
UNANSWERED: Final = sql_table("unanswered_records", *UnansweredRow.__struct_fields__)
ANSWERS: Final = sql_table("answer_records", *AnswerRow.__struct_fields__)
SETTLED: Final = sql_table("unanswered_settled", "text", "at_ms", "entry")
"""People's word, which no event has: it stays when records are built anew.

`text` is its `settled_key`.
"""
TAGS: Final = sql_table("tag_records", "tag", "number")
INTENTS: Final = sql_table("intent_records", "intent", "number", "name")
SAID: Final = GramIndex("gram_records")
"""What was said, by the keys of messages."""
CUSTOMERS: Final = sql_table("customer_records", *CustomerRow.__struct_fields__)
CUSTOMER_TAGS: Final = sql_table("customer_tag_records", "tag", "number")
NAMES: Final = GramIndex("name_records")
"""Names of customers, by their numbers."""


def put(
    connection: Connection,
    into: TableClause,
    keys: Sequence[str],
    rows: Sequence[msgspec.Struct],
) -> None:
    """Writes rows whole, whether they are there already or not."""
    if not rows:
        return
    added = insert_or(connection, into)
    names = [each.name for each in into.columns]
    others = {name: added.excluded[name] for name in names if name not in keys}
    connection.execute(
        added.on_conflict_do_update(index_elements=list(keys), set_=others),
        [msgspec.structs.asdict(row) for row in rows],
    )


def put_new(
    connection: Connection, into: TableClause, rows: Sequence[msgspec.Struct]
) -> None:
    """Writes rows that are not there."""
    if rows:
        connection.execute(insert(into), [msgspec.structs.asdict(row) for row in rows])
