"""An index of texts by their grams: FTS5 in a file, GIN on a server."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    insert,
    text,
)

from actors.records.said import grams
from actors.sql_table import sql_table

Texts = Iterable[tuple[int, str]]
"""Keys, and what is said there."""


class GramIndex:
    """The index of that name; the migrations make it. Of FTS5 it has no content."""

    def __init__(self, name: str) -> None:
        # By the column of its name FTS5 is searched, and told commands.
        names = (name, "rowid", "id", "grams")
        self.rows = sql_table(name, *names)
        self._itself = self.rows.c[name]

    def put(self, connection: Connection, texts: Texts) -> None:
        """Makes texts findable, by their keys."""
        is_file = _is_file(connection)
        key = "rowid" if is_file else "id"
        rows = [
            {key: each, "grams": " ".join(found) if is_file else sorted(found)}
            for each, said in texts
            if (found := grams(said))
        ]
        if rows:
            connection.execute(insert(self.rows), rows)

    def drop(self, connection: Connection, texts: Texts) -> None:
        """Makes texts findable no more; they are those that were put."""
        if not _is_file(connection):
            if gone := [key for key, _ in texts]:
                connection.execute(delete(self.rows).where(self.rows.c.id.in_(gone)))
            return
        rows = [
            {self._itself.name: "delete", "rowid": key, "grams": " ".join(found)}
            for key, said in texts
            if (found := grams(said))
        ]
        if rows:
            connection.execute(insert(self.rows), rows)

    def empty(self, connection: Connection) -> None:
        """Makes nothing findable any more."""
        if _is_file(connection):
            command = {self._itself.name: "delete-all"}
            connection.execute(insert(self.rows).values(command))
        else:
            connection.execute(text(f"TRUNCATE {self.rows.name}"))

    def key(self, connection: Connection) -> ColumnElement[int]:
        """The column that has the keys."""
        columns = self.rows.c
        return columns.rowid if _is_file(connection) else columns.id

    def holds(
        self, connection: Connection, wanted: Collection[str]
    ) -> ColumnElement[bool]:
        """That a text has all these grams, of which there are some."""
        if not _is_file(connection):
            return self.rows.c.grams.bool_op("@>")(sorted(wanted))
        quoted = (each.replace('"', '""') for each in sorted(wanted))
        return self._itself.match(" AND ".join(f'"{each}"' for each in quoted))


def _is_file(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
