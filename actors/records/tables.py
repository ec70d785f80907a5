"""The tables of the records, as SQLAlchemy names them; the migrations make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, column, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.expression import TableClause

from actors.customers.row import CustomerRow
from actors.records.gram_index import GramIndex
from actors.records.rows import LegRow, MessageRow, SessionRow


def _table(name: str, *columns: str) -> TableClause:
    return table(name, *(column(each) for each in columns))


PROJECTOR: Final = _table("projector", "id", "position")
SESSIONS: Final = _table("session_records", *SessionRow.__struct_fields__)
LEGS: Final = _table("leg_records", *LegRow.__struct_fields__)
MESSAGES: Final = _table("message_records", *MessageRow.__struct_fields__)
TAGS: Final = _table("tag_records", "tag", "number")
SAID: Final = GramIndex("gram_records")
"""What was said, by the keys of messages."""
CUSTOMERS: Final = _table("customer_records", *CustomerRow.__struct_fields__)
CUSTOMER_TAGS: Final = _table("customer_tag_records", "tag", "number")
NAMES: Final = GramIndex("name_records")
"""Names of customers, by their numbers."""

_Insert = Callable[[TableClause], sqlite.Insert | postgresql.Insert]
_INSERTS: Final[dict[str, _Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""By dialect: how a row is put that may be there."""


def put(
    connection: Connection,
    into: TableClause,
    keys: Sequence[str],
    rows: Sequence[msgspec.Struct],
) -> None:
    """Writes rows whole, whether they are there already or not."""
    if not rows:
        return
    insert = _INSERTS[connection.dialect.name](into)
    names = [each.name for each in into.columns]
    others = {name: insert.excluded[name] for name in names if name not in keys}
    connection.execute(
        insert.on_conflict_do_update(index_elements=list(keys), set_=others),
        [msgspec.structs.asdict(row) for row in rows],
    )


def put_new(
    connection: Connection, into: TableClause, rows: Sequence[msgspec.Struct]
) -> None:
    """Writes rows that are not there."""
    if rows:
        insert = _INSERTS[connection.dialect.name](into)
        connection.execute(insert, [msgspec.structs.asdict(row) for row in rows])
