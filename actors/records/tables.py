"""The tables of the records, as SQLAlchemy names them; the migrations make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, column, delete, table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.expression import TableClause

from actors.records.rows import LegRow, MessageRow, SessionRow
from actors.records.said import grams


def _table(name: str, *columns: str) -> TableClause:
    return table(name, *(column(each) for each in columns))


PROJECTOR: Final = _table("projector", "id", "position")
SESSIONS: Final = _table("session_records", *SessionRow.__struct_fields__)
LEGS: Final = _table("leg_records", *LegRow.__struct_fields__)
MESSAGES: Final = _table("message_records", *MessageRow.__struct_fields__)
TAGS: Final = _table("tag_records", "tag", "number")
GRAMS: Final = _table("gram_records", "id", "grams")

_Insert = Callable[[TableClause], sqlite.Insert | postgresql.Insert]
_INSERTS: Final[dict[str, _Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""By dialect: how a row is put that may be there."""
_ADD: Final = text("INSERT INTO gram_records (rowid, grams) VALUES (:id, :grams)")
_DROP: Final = text(
    "INSERT INTO gram_records (gram_records, rowid, grams) "
    "VALUES ('delete', :id, :grams)"
)
"""How FTS5 forgets a row of which it keeps no content."""

Values = dict[str, object]


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


def put_grams(connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Makes texts findable, by the key of their message."""
    found = [(key, grams(said)) for key, said in texts]
    if connection.dialect.name == "sqlite":
        lines = [{"id": key, "grams": " ".join(each)} for key, each in found if each]
        if lines:
            connection.execute(_ADD, lines)
        return
    rows = [{"id": key, "grams": sorted(each)} for key, each in found if each]
    if rows:
        connection.execute(postgresql.insert(GRAMS), rows)


def drop_grams(connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Makes texts findable no more; they are those that were put."""
    if connection.dialect.name == "sqlite":
        found = [(key, grams(said)) for key, said in texts]
        lines = [{"id": key, "grams": " ".join(each)} for key, each in found if each]
        if lines:
            connection.execute(_DROP, lines)
        return
    gone = delete(GRAMS).where(GRAMS.c.id == bindparam("key"))
    if texts:
        connection.execute(gone, [{"key": key} for key, _ in texts])
