"""Two versions of knowledge compared in SQL, slice by slice. Imports no trio."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Select, literal, select, union_all
from sqlalchemy.sql.expression import Subquery

from actors.knowledge.differing import field_changes
from actors.knowledge.editions import (
    CATEGORIES,
    WELCOMES,
    content_of,
)
from actors.knowledge.entry import Entry
from actors.knowledge.key import Key, cursor_of, key_of
from actors.knowledge.records import (
    Diff,
    Difference,
    DiffScanned,
    FieldChange,
    ItemKind,
    ScanDiff,
    read_entry,
)
from actors.knowledge.slices import slice_end, within


def scan_diff(connection: Connection, scan: ScanDiff) -> DiffScanned:
    """What differs within the next slice of both, by kind and id."""
    request = scan.diff
    both = content_of(connection, request.old), content_of(connection, request.new)
    begin = key_of(scan.begin)
    until = slice_end(connection, both, begin)
    parts = [select(each).where(within(each, begin, until)) for each in both]
    old, new = (part.subquery() for part in parts)
    rows = connection.execute(_digests(old, new, key_of(request.after))).all()
    digests: dict[Key, list[str | None]] = {}
    for row in rows:
        digests.setdefault((row.kind, row.id), [None, None])[row.side] = row.digest
    differing = {key: each for key, each in digests.items() if each[0] != each[1]}
    behind = {(row.kind, row.id) for row in rows if row.is_behind}
    fitting = [key for key in differing if key in behind]
    shown = fitting[: request.limit]
    before, after = (_bodies(connection, each, shown) for each in (old, new))
    diff = Diff(
        sum(had is None for had, _ in differing.values()),
        sum(None not in each for each in differing.values()),
        sum(has is None for _, has in differing.values()),
        tuple(_difference(*key, before.get(key), after.get(key)) for key in shown),
        cursor_of(shown[-1]) if len(shown) < len(fitting) else "",
    )
    return DiffScanned(diff, "" if until is None else cursor_of(until))


def _digests(old: Subquery, new: Subquery, after: Key) -> Select[tuple[object, ...]]:
    """Of what is in each, in the database's order, which may not be Python's.

    Read one beside the other: joined, SQLite reads all of a version for each slice.
    """
    both = union_all(
        *(
            select(each.c.kind, each.c.id, each.c.digest, literal(side).label("side"))
            for side, each in enumerate((old, new))
        )
    ).subquery()
    is_behind = within(both, after, None).label("is_behind")
    return select(*both.c, is_behind).order_by(both.c.kind, both.c.id)


def _bodies(
    connection: Connection, table: Subquery, keys: Sequence[Key]
) -> dict[Key, bytes]:
    """Of those that are there; ordered, so that SQLite reads no more than the slice."""
    if not keys:
        return {}
    key = table.c.kind, table.c.id
    named = table.c.id.in_([id_ for _, id_ in keys])
    rows = connection.execute(select(*key, table.c.body).where(named).order_by(*key))
    return {(kind, id_): bytes(body) for kind, id_, body in rows}


def _difference(
    kind: str, id_: str, old: bytes | None, new: bytes | None
) -> Difference:
    item = ItemKind(kind)
    shown = new if new is not None else old
    assert shown is not None, "a row of one of both"  # noqa: S101
    act = "changed" if old and new else "added" if new else "removed"
    changes: tuple[FieldChange, ...] = ()
    name = ""
    match item:
        case ItemKind.ENTRY:
            entry: Entry = read_entry(shown)
            name = entry.question
            changes = field_changes(read_entry(old), entry) if old and new else ()
        case ItemKind.CATEGORY:
            category = CATEGORIES.decode(shown)
            name = category.name
            if old and new:
                changes = field_changes(CATEGORIES.decode(old), category)
        case ItemKind.WELCOME:
            welcome = WELCOMES.decode(shown)
            name = welcome.title
            if old and new:
                changes = field_changes(WELCOMES.decode(old), welcome)
    return Difference(item, id_, name, act, changes)
