"""A version is published slice by slice; others are served in between (R8).

A published row is part of the versions from `since` to the one before `until`. So what
a slice writes for the next version, rows `since` it and ends `until` it, changes none
that there is; and the next one is there once the last slice has put down its card, with
the audit log's row. What a publication has left that never came to its end, the one
that takes its number sets right, slice by slice. Imports no trio.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from actors.accounts.acts_table import first_answer, write_act
from actors.accounts.audit import AuditEntry
from actors.knowledge.changes import Publication, RollBack
from actors.knowledge.editions import (
    KEPT,
    OPEN_END,
    PUBLISHED,
    VERSIONS,
    content_of,
    newest,
)
from actors.knowledge.key import BEGINNING, Key
from actors.knowledge.records import (
    DRAFT,
    Changed,
    ChangeKnowledge,
    ItemKind,
    KnowledgeRefused,
    VersionCard,
)
from actors.knowledge.slices import slice_end, within
from actors.knowledge.standing import Standing, refusal

_Row = Row[tuple[object, ...]]
_CHANGED: Final = msgspec.msgpack.Decoder(Changed)


@dataclass(frozen=True, slots=True)
class Staged:
    """How far a publication is; nobody sees it yet.

    Attributes:
        operation: whose it is.
        version: its number.
        after: the last key that was looked at.
        entries: of the version, as far as it is known.
        added, changed, removed: as of `VersionCard`; likewise.
    """

    operation: str
    version: int
    after: Key = BEGINNING
    entries: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def differs(self) -> bool:
        """True where it is not what the version before has."""
        return bool(self.added or self.changed or self.removed)


def publish_slice(
    connection: Connection,
    request: ChangeKnowledge,
    change: Publication,
    before: Staged | None,
) -> Staged | Changed | KnowledgeRefused:
    """Does the next slice of a publication; how far it is, or how it ended.

    Args:
        connection: in a transaction.
        request: which publication.
        change: what it asks for.
        before: what the slice before gave, if the draft was not changed since then;
            None = this is the first one.
    """
    first = first_answer(connection, request.operation)
    if first is not None:
        return _CHANGED.decode(first)
    in_force = newest(connection)
    if refused := refusal(change, Standing(newest=in_force)):
        return refused
    staged = before or Staged(request.operation, in_force + 1)
    source = change.version if isinstance(change, RollBack) else DRAFT
    staged, is_last = _stage(connection, source, staged)
    if not is_last:
        return staged
    standing = Standing(newest=in_force, differs=not in_force or staged.differs)
    if refused := refusal(change, standing):
        return refused
    _keep_card(connection, request.entry, staged, source, change.note)
    changed = Changed(version=staged.version)
    body = msgspec.msgpack.encode(changed)
    write_act(connection, request.operation, request.entry, body)
    return changed


def _keep_card(
    connection: Connection, entry: AuditEntry, staged: Staged, source: int, note: str
) -> None:
    card = VersionCard(
        staged.version,
        entry.at_ms,
        entry.who,
        note,
        source,
        staged.entries,
        staged.added,
        staged.changed,
        staged.removed,
    )
    connection.execute(insert(VERSIONS).values(msgspec.structs.asdict(card)))


def _stage(connection: Connection, source: int, staged: Staged) -> tuple[Staged, bool]:
    """A slice further; True: it was the last one."""
    wanted = content_of(connection, source)
    until = slice_end(connection, (wanted, PUBLISHED), staged.after)
    new = {
        (row.kind, row.id): row
        for row in connection.execute(
            select(wanted)
            .where(within(wanted, staged.after, until))
            .order_by(wanted.c.kind, wanted.c.id)
        )
    }
    lasting = _lasting(connection, staged, until)
    old = {(row.kind, row.id): row for row in lasting if row.since < staged.version}
    same = {
        key for key, row in old.items() if key in new and new[key].digest == row.digest
    }
    _unstage(connection, [row for row in lasting if row.since == staged.version])
    _close(connection, old, same, staged.version)
    _open(connection, [new[key] for key in new if key not in same], staged.version)
    changed = len(new.keys() & old.keys()) - len(same)
    is_entry = [kind == ItemKind.ENTRY.value for kind, _ in new]
    further = Staged(
        staged.operation,
        staged.version,
        until or staged.after,
        staged.entries + sum(is_entry),
        staged.added + len(new.keys() - old.keys()),
        staged.changed + changed,
        staged.removed + len(old.keys() - new.keys()),
    )
    return further, until is None


def _lasting(connection: Connection, staged: Staged, until: Key | None) -> list[_Row]:
    """Rows of the version in force, and what was staged before."""
    each = PUBLISHED.c
    read = (each[name] for name in ("kind", "id", "digest", "since", "until"))
    lasting = (
        select(*read)
        .where(within(PUBLISHED, staged.after, until), each.until >= staged.version)
        .order_by(each.kind, each.id)
    )
    return list(connection.execute(lasting).all())


def _unstage(connection: Connection, rows: Sequence[_Row]) -> None:
    """What was begun before, perhaps of something else."""
    each = PUBLISHED.c
    gone = delete(PUBLISHED).where(
        each.kind == bindparam("of_kind"),
        each.id == bindparam("of_id"),
        each.since == bindparam("of_since"),
    )
    if rows:
        connection.execute(gone, [_named(row) for row in rows])


def _close(
    connection: Connection, old: Mapping[Key, _Row], same: Collection[Key], version: int
) -> None:
    """What is not the same ends with the version; what is goes on."""
    each = PUBLISHED.c
    ends = (
        update(PUBLISHED)
        .where(
            each.kind == bindparam("of_kind"),
            each.id == bindparam("of_id"),
            each.since == bindparam("of_since"),
        )
        .values(until=bindparam("to"))
    )
    wished = {key: OPEN_END if key in same else version for key in old}
    rows = [
        {**_named(row), "to": wished[key]}
        for key, row in old.items()
        if row.until != wished[key]
    ]
    if rows:
        connection.execute(ends, rows)


def _named(row: _Row) -> dict[str, object]:
    return {"of_kind": row.kind, "of_id": row.id, "of_since": row.since}


def _open(connection: Connection, rows: Sequence[_Row], version: int) -> None:
    values = [
        {**{name: getattr(row, name) for name in KEPT}, "since": version}
        for row in rows
    ]
    if values:
        new = insert(PUBLISHED).values(until=OPEN_END)
        connection.execute(new, values)
