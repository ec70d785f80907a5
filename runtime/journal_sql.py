"""The append path on SQL: decides a batch inside a transaction that its caller opened.

First all appends are written at once, a few statements for the whole batch, and the row
counts are compared with what they must be. Refusals are rare; when one shows, that work
is undone and the appends are decided one by one, each under a savepoint.

Source: design of the tables in `runtime.journal_statements`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from runtime import journal_statements as sql
from runtime.journal import (
    EXCLUSIVE,
    Append,
    Claim,
    ClaimRefused,
    Committed,
    Duplicate,
    IndexRow,
    Outcome,
    Refusal,
    Stale,
    Superseded,
)
from runtime.journal_limits import claim_order, kind_of

MAX_CACHED_HEADS = 200_000
"""Entities whose key, number and last position are remembered (about 60 MB)."""

Row = tuple[int | str | bytes | None, ...]
Head = tuple[int, int, int]
"""An entity's integer key, its last number, and the position of its last event."""

T = TypeVar("T")


class Database(Protocol):
    """What the journal needs of a driver; statements have `?` placeholders."""

    def run(self, statement: str) -> None:
        """Executes a statement without parameters."""
        ...

    def write(self, statement: str, rows: Sequence[Row]) -> int:
        """Executes a statement once per row and returns how many rows it changed."""
        ...

    def read(
        self, make: Callable[..., T], statement: str, parameters: Row = ()
    ) -> Iterator[T]:
        """Yields `make(*row)` for every row found."""
        ...


@dataclass(slots=True)
class _Rows:
    """What a sequence of appends writes, gathered per statement."""

    heads: dict[str, Head] = field(default_factory=dict)
    new_heads: list[Row] = field(default_factory=list)
    moves: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    indexes: list[Row] = field(default_factory=list)
    operations: list[Row] = field(default_factory=list)
    snapshots: list[Row] = field(default_factory=list)
    outbox: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)
    erased: list[Row] = field(default_factory=list)
    rewrites: list[Row] = field(default_factory=list)
    claiming: list[tuple[int, Append]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


class HeadCache:
    """Heads as committed, the least recently used of them forgotten at the bound."""

    def __init__(self, bound: int = MAX_CACHED_HEADS) -> None:
        self._bound = bound
        self._heads: dict[str, Head] = {}

    def find(self, name: str) -> Head | None:
        """The head, if it is remembered."""
        return self._heads.get(name)

    def remember(self, heads: dict[str, Head]) -> None:
        """Takes over what a transaction committed."""
        known = self._heads
        for name, head in heads.items():
            known.pop(name, None)
            known[name] = head
        while len(known) > self._bound:
            del known[next(iter(known))]

    def forget(self, name: str) -> None:
        """Makes the next use of an entity read the database."""
        self._heads.pop(name, None)


class AppendWriter:
    """Writes batches: `decide` in a transaction, then `settle` or `discard`."""

    def __init__(self, database: Database, cache: HeadCache | None = None) -> None:
        self._database = database
        self._cache = cache if cache is not None else HeadCache()
        self._staged: dict[str, Head] = {}
        self._position = 0
        self._head_id = 0

    def decide(self, batch: Sequence[Append]) -> list[Outcome]:
        """Writes what can be written and tells of each append what became of it."""
        self._staged.clear()
        (self._position,) = self._database.read(int, sql.LAST_POSITION)
        (self._head_id,) = self._database.read(int, sql.LAST_HEAD)
        if _erases_itself(batch):
            return self._one_by_one(batch)
        outcomes = self._attempt(batch)
        return outcomes if isinstance(outcomes, list) else self._one_by_one(batch)

    def settle(self) -> None:
        """The transaction was committed."""
        self._cache.remember(self._staged)

    def forget(self, entities: Sequence[str]) -> None:
        """They may be gone: the next use of one reads the database."""
        for name in entities:
            self._cache.forget(name)

    def discard(self, batch: Sequence[Append]) -> None:
        """The transaction was rolled back."""
        self._staged.clear()
        self.forget([append.entity for append in batch])

    def _one_by_one(self, batch: Sequence[Append]) -> list[Outcome]:
        self.forget([append.entity for append in batch])
        refused: set[str] = set()
        outcomes: list[Outcome] = []
        for append in batch:
            if append.entity in refused:
                outcomes.append(Superseded())
                continue
            decided = self._attempt((append,))
            if isinstance(decided, list):
                outcomes += decided
            else:
                refused.add(append.entity)
                outcomes.append(decided)
        return outcomes

    def _attempt(self, appends: Sequence[Append]) -> list[Outcome] | Refusal:
        """Writes all of it, or nothing and says why (exactly, for a single append)."""
        rows = self._gather(appends)
        if not isinstance(rows, _Rows):
            return rows
        self._database.run("SAVEPOINT attempt")
        is_written = self._write(rows)
        refusal = self._claim(rows.claiming) if is_written else None
        if refusal is not None or not is_written:
            self._database.run("ROLLBACK TO SAVEPOINT attempt")
        self._database.run("RELEASE SAVEPOINT attempt")
        if not is_written:
            return self._why(appends[0])
        if refusal is not None:
            return refusal
        self._staged.update(rows.heads)
        self._position += len(rows.events)
        self._head_id += len(rows.new_heads)
        return rows.outcomes

    def _gather(self, appends: Sequence[Append]) -> _Rows | Stale:
        rows = _Rows()
        heads, events, moves = rows.heads, rows.events, rows.moves
        position = self._position
        for append in appends:
            name = append.entity
            head_id, seq, last = heads.get(name) or self._head(name, rows)
            if seq != append.expected_seq:
                return Stale(seq)
            first, before, at_ms = position + 1, last, append.at_ms
            for body in append.events:
                seq += 1
                position += 1
                events.append((position, head_id, seq, last, at_ms, body))
                last = position
            moves.append((seq, last, head_id, append.expected_seq, before))
            heads[name] = (head_id, seq, last)
            committed = Committed(seq, first)
            rows.outcomes.append(committed)
            _gather_extras(append, head_id, committed, rows)
        return rows

    def _head(self, name: str, rows: _Rows) -> Head:
        head = self._staged.get(name) or self._cache.find(name)
        if head is None:
            head = next(self._database.read(head_row, sql.FIND_HEAD, (name,)), None)
        if head is None:
            head = (self._head_id + len(rows.new_heads) + 1, 0, 0)
            rows.new_heads.append((head[0], name, kind_of(name)))
        return head

    def _write(self, rows: _Rows) -> bool:
        """Writes everything but the claims; False when a row count shows a refusal."""
        if rows.erased:
            if self._are_repeated(rows):
                return False
            for statement in (sql.DROP_OPERATIONS, sql.DROP_SNAPSHOT, sql.DROP_OUTBOX):
                self._database.write(statement, rows.erased)
        for statement, some in (
            (sql.ADD_HEAD, rows.new_heads),
            (sql.MOVE_HEAD, rows.moves),
            (sql.REWRITE_EVENT, rows.rewrites),
            (sql.ADD_EVENT, rows.events),
            (sql.ADD_OPERATION, rows.operations),
            (sql.SET_INDEX, rows.indexes),
            (sql.SET_SNAPSHOT, rows.snapshots),
            (sql.ADD_OUTBOX, rows.outbox),
            (sql.SET_MARK, rows.marks),
        ):
            if some and self._database.write(statement, some) != len(some):
                return False
        return True

    def _are_repeated(self, rows: _Rows) -> bool:
        """True where an erasure would drop the row by which a repeat is known."""
        erased = {head_id for (head_id,) in rows.erased}
        return any(
            next(self._database.read(bytes, sql.FIND_OPERATION, (head_id, key)), None)
            is not None
            for head_id, key, _ in rows.operations
            if head_id in erased
        )

    def _why(self, append: Append) -> Stale | Duplicate:
        """The reason of a refusal that showed in a row count of this append alone."""
        head_id, seq, _ = self._read_head(append.entity)
        if seq != append.expected_seq:
            return Stale(seq)
        seen: dict[int, bytes] = {}
        for key, answer in ((row.key, row.answer) for row in append.operations):
            found = self._database.read(bytes, sql.FIND_OPERATION, (head_id, key))
            first = next(found, seen.get(key))
            if first is not None:
                return Duplicate(key, first)
            seen[key] = answer
        return Stale(seq)

    def _read_head(self, name: str) -> Head:
        return next(self._database.read(head_row, sql.FIND_HEAD, (name,)), (0, 0, 0))

    def _claim(self, claiming: list[tuple[int, Append]]) -> ClaimRefused | None:
        """Releases, then sets capacities, then claims: an append after the other."""
        write = self._database.write
        for holder, append in claiming:
            for claim in sorted(append.releases, key=claim_order):
                write(sql.RELEASE, [(claim.resource, claim.slot, holder)])
            if append.releases_all:
                write(sql.RELEASE_ALL, [(holder,)])
            for capacity in append.capacities:
                write(sql.SET_CAPACITY, [(capacity.resource, capacity.slots)])
            for claim in sorted(append.claims, key=claim_order):
                if not self._take(claim, holder):
                    return self._refused(claim)
        return None

    def _take(self, claim: Claim, holder: int) -> bool:
        resource, slot = claim.resource, claim.slot
        if slot == EXCLUSIVE:
            row: Row = (resource, slot, holder, resource)
            return self._database.write(sql.TAKE_EXCLUSIVE, [row]) == 1
        row = (slot, holder, resource, slot)
        return self._database.write(sql.TAKE_SLOT, [row]) == 1

    def _refused(self, claim: Claim) -> ClaimRefused:
        place = (claim.resource, claim.slot)
        return ClaimRefused(
            claim, next(self._database.read(str, sql.FIND_HOLDER, place), "")
        )


def head_row(head_id: int, seq: int, last_position: int) -> Head:
    """A row of `FIND_HEAD`."""
    return head_id, seq, last_position


def _erases_itself(batch: Sequence[Append]) -> bool:
    """True where an erasure is of what stands in the same batch, not written yet."""
    if all(append.erasure is None for append in batch):
        return False
    before: set[str] = set()
    for append in batch:
        if append.erasure is not None and append.entity in before:
            return True
        before.add(append.entity)
    return False


def _gather_extras(
    append: Append, head_id: int, committed: Committed, rows: _Rows
) -> None:
    """What many appends do not have: everything beside their events and number."""
    if append.operations:
        rows.operations += [(head_id, row.key, row.answer) for row in append.operations]
    if append.index is not None:
        rows.indexes.append(_index_row(append.index, head_id, committed.position))
    if append.snapshot is not None:
        rows.snapshots.append((head_id, committed.seq, append.snapshot))
    if append.outbox:
        rows.outbox += [(head_id, row.topic, row.body) for row in append.outbox]
    if append.erasure is not None:
        rows.erased.append((head_id,))
        rows.rewrites += [
            (each.body, each.position, head_id) for each in append.erasure.rewrites
        ]
    if append.marks:
        rows.marks += [(mark.key, mark.value) for mark in append.marks]
    if append.claims or append.releases or append.releases_all or append.capacities:
        rows.claiming.append((head_id, append))


def _index_row(index: IndexRow, head_id: int, position: int) -> Row:
    ticket = index.ticket
    if ticket is not None and ticket < 0:
        ticket = position
    return (
        int(index.is_open),
        index.state,
        index.place,
        ticket,
        index.due_ms,
        index.armed_ms,
        index.detail,
        head_id,
    )
