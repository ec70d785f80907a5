"""The journal's rows before and after an experiment, read without the store's help."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from admin.observer.verdict import (
    After,
    ClaimRow,
    EventRow,
    HeadRow,
    Mark,
    numbers_of,
)
from loadtest.audit.tables import Place, Rows, looking

LOOKBACK_EVENTS: Final = 5_000
"""Read from before an experiment: what clients send again after it was sent within
their patience, seconds, and is among them at a hundred times that load."""
MAX_EVENTS: Final = 200_000
"""Of one look, which takes about two seconds then, in a process of its own."""
MAX_SESSIONS: Final = 100_000
"""Open sessions that are remembered: some 20 MB; the newest, if there are more."""
_HEADS_PER_QUERY: Final = 500
"""SQLite takes at least 999 parameters."""

_LAST = "SELECT COALESCE(MAX(position), 0) FROM events"
_OPEN = """
SELECT id, seq FROM heads WHERE is_open = 1 AND kind = 'session'
ORDER BY id DESC LIMIT ?"""
# No LIKE: its % would stand for a parameter with one of the two drivers.
_CLAIMS = """
SELECT resource, slot, holder FROM claims WHERE substr(resource, 1, 6) = 'agent/'"""
_CAPACITIES = """
SELECT resource, slots FROM capacities WHERE substr(resource, 1, 6) = 'agent/'"""
_EVENTS = """
SELECT position, head, seq, previous, at_ms, body FROM events
WHERE position > ? ORDER BY position LIMIT ?"""
_HEADS = "SELECT id, name, kind, seq, last_position, is_open FROM heads WHERE id IN "


def read_mark(place: Place) -> Mark:
    """The journal as it is now.

    Raises:
        sqlite3.Error, psycopg.Error: it cannot be read now.
    """
    with looking(place) as rows:
        position = next(int(last) for (last,) in rows(_LAST))
        return Mark(
            position,
            max(0, position - LOOKBACK_EVENTS),
            dict(rows(_OPEN, MAX_SESSIONS)),
            _claims(rows),
            _capacities(rows),
        )


def read_after(place: Place, mark: Mark) -> After:
    """What has become of it.

    Raises:
        sqlite3.Error, psycopg.Error: it cannot be read now.
    """
    with looking(place) as rows:
        found = [EventRow(*row) for row in rows(_EVENTS, mark.since, MAX_EVENTS + 1)]
        events = found[:MAX_EVENTS]
        heads = {head.head: head for head in _heads(rows, numbers_of(mark, events))}
        is_cut = len(found) > len(events)
        return After(events, heads, _claims(rows), _capacities(rows), is_cut)


def _heads(rows: Rows, numbers: set[int]) -> Iterator[HeadRow]:
    left = iter(sorted(numbers))
    while chunk := tuple(islice(left, _HEADS_PER_QUERY)):
        places = ", ".join("?" * len(chunk))
        for row in rows(f"{_HEADS}({places})", *chunk):
            yield HeadRow(*row)


def _claims(rows: Rows) -> frozenset[ClaimRow]:
    return frozenset(ClaimRow(*row) for row in rows(_CLAIMS))


def _capacities(rows: Rows) -> dict[str, int]:
    return dict(rows(_CAPACITIES))
