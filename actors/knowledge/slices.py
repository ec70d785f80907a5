"""Rows of knowledge slice by slice, by kind and id; others are served in between.

What is read is ordered by its key, so that SQLite finds it by that, and reads no more
than the slice. Imports no trio.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, and_, tuple_
from sqlalchemy.sql.expression import ColumnElement, FromClause, select
from sqlalchemy.sql.functions import func

from actors.knowledge.key import Key

SLICE_ITEMS: Final = 500
"""Looked at in one transaction: tens of ms, also where all of them are new."""
SLICE_BYTES: Final = 1 << 20
"""Of their bodies, and at most one more: 500 of the largest entries are 12 MB."""


def slice_end(
    connection: Connection, tables: tuple[FromClause, ...], after: Key
) -> Key | None:
    """The key up to which none of the tables has too much; None: up to the end.

    `tables` have the columns `kind`, `id` and `body`.
    """
    reached = (_reached(connection, table, after) for table in tables)
    return min(filter(None, reached), default=None)


def _reached(connection: Connection, table: FromClause, after: Key) -> Key | None:
    """The key with which a table has enough; None: it has no more than that."""
    key = table.c.kind, table.c.id
    rows = connection.execute(
        select(*key, func.length(table.c.body).label("size"))
        .where(tuple_(*key) > tuple_(*after))
        .order_by(*key)
        .limit(SLICE_ITEMS)
    )
    size = 0
    for count, row in enumerate(rows, 1):
        size += row.size
        if count == SLICE_ITEMS or size > SLICE_BYTES:
            return row.kind, row.id
    return None


def within(table: FromClause, after: Key, until: Key | None) -> ColumnElement[bool]:
    """The rows behind one key, up to the other, or to the end."""
    key = tuple_(table.c.kind, table.c.id)
    behind = key > tuple_(*after)
    return behind if until is None else and_(behind, key <= tuple_(*until))
