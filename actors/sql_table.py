"""Tables as SQLAlchemy names them, in either database. Imports no trio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, column, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.expression import TableClause

Insert = sqlite.Insert | postgresql.Insert

_INSERTS: Final[dict[str, Callable[[TableClause], Insert]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def sql_table(name: str, *columns: str) -> TableClause:
    """A table that a migration has made, and those of its columns."""
    return table(name, *map(column, columns))


def insert_or(connection: Connection, into: TableClause) -> Insert:
    """An insert that can say what to do with a row that is there already."""
    return _INSERTS[connection.dialect.name](into)
