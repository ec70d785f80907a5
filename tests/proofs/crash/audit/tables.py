"""The journal's tables as they stand, read without any help of the product."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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


def read_tables(path: Path, after: int) -> Tables:
    """Reads everything, of the events those after a position, in one transaction.

    The connection is closed again: a store that starts must find no reader.
    """
    with closing(_open(path)) as connection:
        connection.execute("BEGIN")
        return Tables(
            [EventRow(*row) for row in connection.execute(_EVENTS, (after,))],
            [HeadRow(*row) for row in connection.execute(_HEADS)],
            [ClaimRow(*row) for row in connection.execute(_CLAIMS)],
            dict(connection.execute(_CAPACITIES)),
            dict(connection.execute(_MARKS)),
        )


def last_position(path: Path) -> int:
    """The position of the last event that is committed."""
    with closing(_open(path)) as connection:
        (position,) = connection.execute(_LAST).fetchone()
        return int(position)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
