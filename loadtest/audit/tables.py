"""The journal's tables as they stand, read without any help of the product."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import psycopg
from psycopg.rows import TupleRow

Place = Path | str
"""Of a journal: a file of SQLite's, or the URL of a PostgreSQL database."""

_EVENTS = """
SELECT e.position, h.name, e.seq, e.previous, e.at_ms, e.body
FROM events AS e LEFT JOIN heads AS h ON h.id = e.head
WHERE e.position > ? ORDER BY e.position"""
_HEADS = """
SELECT name, kind, seq, last_position, is_open, state, place, ticket, detail
FROM heads"""
_CLAIMS = """
SELECT c.resource, c.slot, h.name
FROM claims AS c LEFT JOIN heads AS h ON h.id = c.holder"""
_CAPACITIES = "SELECT resource, slots FROM capacities"
_MARKS = "SELECT key, value FROM marks"
_OUTAGES = "SELECT ended_ms, started_ms FROM outages ORDER BY id"
_LAST = "SELECT COALESCE(MAX(position), 0) FROM events"


class EventRow(NamedTuple):
    """One event; `entity` is None when its head is missing."""

    position: int
    entity: str | None
    seq: int
    previous: int
    at_ms: int
    body: bytes


class HeadRow(NamedTuple):
    """One entity's head and its row of the index."""

    name: str
    kind: str
    seq: int
    last_position: int
    is_open: int
    state: str | None
    place: str
    ticket: int
    detail: bytes | None


class ClaimRow(NamedTuple):
    """A claim; `holder` is None when its head is missing."""

    resource: str
    slot: int
    holder: str | None


@dataclass(frozen=True, slots=True)
class Tables:
    """One consistent look at the journal."""

    events: list[EventRow]
    heads: list[HeadRow]
    claims: list[ClaimRow]
    capacities: dict[str, int]
    marks: dict[str, str]
    outages: list[tuple[int, int]]
    """When a life ended and the next began; that may be earlier: see `History`."""


def read_tables(place: Place, after: int) -> Tables:
    """Reads everything, of the events those after a position, in one transaction.

    The connection is closed again: a store that starts must find no reader.
    """
    with looking(place) as rows:
        return Tables(
            [EventRow(*row) for row in rows(_EVENTS, after)],
            [HeadRow(*row) for row in rows(_HEADS)],
            [ClaimRow(*row) for row in rows(_CLAIMS)],
            dict(rows(_CAPACITIES)),
            dict(rows(_MARKS)),
            [(ended_ms, started_ms) for ended_ms, started_ms in rows(_OUTAGES)],
        )


def last_position(place: Place) -> int:
    """The position of the last event that is committed."""
    with looking(place) as rows:
        return next(int(position) for (position,) in rows(_LAST))


class Rows(Protocol):
    """Runs a statement, whose parameters are written as `?`."""

    def __call__(self, statement: str, *parameters: int) -> Iterator[TupleRow]:
        """Its rows."""


@contextmanager
def looking(place: Place) -> Iterator[Rows]:
    """One transaction, which only reads; the connection is closed again.

    Raises:
        sqlite3.Error, psycopg.Error: the journal cannot be read now.
    """
    if isinstance(place, Path):
        file = f"{place.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(file, uri=True, isolation_level=None)) as lite:
            lite.execute("BEGIN")
            yield lambda statement, *given: lite.execute(statement, given)
    else:
        with psycopg.connect(place, options="-c search_path=journal") as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield lambda statement, *given: iter(
                connection.execute(statement.replace("?", "%s").encode(), given)
            )
