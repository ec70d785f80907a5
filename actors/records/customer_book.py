"""Writes what a batch of events tells of customers. Imports no trio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select

from actors.customers.events import CustomerEvent
from actors.customers.row import (
    CustomerRow,
    changed,
    is_about_visitor,
    lived,
    names_of,
    tags_of,
)
from actors.records.chunks import in_chunks
from actors.records.said import clean
from actors.records.tables import CUSTOMER_TAGS, CUSTOMERS, NAMES, put
from actors.session.erased import ERASED_VISITOR
from actors.session.events import SessionEvent
from runtime.journal import StoredEvent

_DECODER: Final[msgspec.msgpack.Decoder[CustomerEvent]] = msgspec.msgpack.Decoder(
    CustomerEvent
)
_NOBODY: Final = frozenset({"", ERASED_VISITOR})
_Change = Callable[[CustomerRow], None]


class CustomerBook:
    """The customers that a batch of events is about.

    Who they are is only known when all of it was read: then each is read and changed.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: defaultdict[str, list[tuple[int, _Change]]] = defaultdict(list)

    def take(self, visitor: str, event: StoredEvent) -> bool:
        """Records one event of a customer's own; False: nobody can read it."""
        try:
            happened = _DECODER.decode(event.body)
        except msgspec.DecodeError:
            return False
        change = partial(changed, event=happened, at_ms=event.at_ms)
        self._changes[clean(visitor)].append((event.position, change))
        return True

    def hear(self, visitor: str, happened: SessionEvent, event: StoredEvent) -> None:
        """Records an event of a session of his, if it says something of him."""
        if visitor not in _NOBODY and is_about_visitor(happened):
            change = partial(lived, event=happened, at_ms=event.at_ms)
            self._changes[visitor].append((event.position, change))

    def write(self) -> None:
        """Writes what has changed."""
        before = {row.visitor: row for row in self._known()}
        after: list[CustomerRow] = []
        for visitor, changes in self._changes.items():
            first = CustomerRow(changes[0][0], visitor)
            row = replace(before.setdefault(visitor, first))
            for _, change in changes:
                change(row)
            after.append(row)
        put(self._connection, CUSTOMERS, ("number",), after)
        pairs = [(before[row.visitor], row) for row in after]
        self._write_names(pairs)
        self._write_tags(pairs)

    def _known(self) -> Iterator[CustomerRow]:
        for visitors in in_chunks(sorted(self._changes)):
            found = select(CUSTOMERS).where(CUSTOMERS.c.visitor.in_(visitors))
            for row in self._connection.execute(found):
                yield CustomerRow(*row)

    def _write_names(self, pairs: list[tuple[CustomerRow, CustomerRow]]) -> None:
        renamed = [each for each in pairs if names_of(each[0]) != names_of(each[1])]
        NAMES.drop(
            self._connection, [(old.number, names_of(old)) for old, _ in renamed]
        )
        NAMES.put(self._connection, [(new.number, names_of(new)) for _, new in renamed])

    def _write_tags(self, pairs: list[tuple[CustomerRow, CustomerRow]]) -> None:
        tagged = [new for old, new in pairs if old.tags != new.tags]
        for some in in_chunks(tagged):
            numbers = [row.number for row in some]
            gone = delete(CUSTOMER_TAGS).where(CUSTOMER_TAGS.c.number.in_(numbers))
            self._connection.execute(gone)
        rows = [
            {"tag": tag, "number": row.number} for row in tagged for tag in tags_of(row)
        ]
        if rows:
            self._connection.execute(insert(CUSTOMER_TAGS), rows)
