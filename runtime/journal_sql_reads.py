"""Answers of a journal on SQL, from committed state."""

from __future__ import annotations

from typing import assert_never

import msgspec

from runtime import journal_statements as sql
from runtime.journal import (
    MAX_FOLLOWED_EVENTS,
    MAX_INDEX_PAGE,
    MAX_READ_BYTES,
    Answer,
    Beat,
    Begin,
    Claim,
    Done,
    EntityRecord,
    FindMarks,
    FindOperations,
    FollowedEvent,
    FollowedEvents,
    FollowEvents,
    FoundMarks,
    FoundOperations,
    Holders,
    Holding,
    Holdings,
    IndexRow,
    OpenEntities,
    OpenEntity,
    Outage,
    Outages,
    OutboxPage,
    OutboxRow,
    Page,
    Query,
    ReadEntity,
    ReadOutbox,
    SettleOutbox,
    StoredEvent,
    StoredOutboxRow,
)
from runtime.journal_erasing import Forget, Forgotten
from runtime.journal_limits import (
    MAX_OUTAGES,
    event_bytes,
    followed_bytes,
    outbox_bytes,
    within_bytes,
)
from runtime.journal_sql import Database, head_row
from runtime.outages import last_sign_ms

WRITING = (SettleOutbox, Beat, Begin, Forget)
"""Queries that change something: their caller opens a transaction around them."""


class AnswerReader:
    """Answers queries on a database; one at a time, like everything of a backend."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, query: Query) -> Answer:  # noqa: C901 - one row per query
        """Answers one query; those of `WRITING` need an open transaction."""
        match query:
            case ReadEntity():
                return self._record(query)
            case OpenEntities():
                return self._page(query)
            case Holders(resource):
                return self._holdings(resource)
            case FindOperations(entity, keys):
                answers = (self._operation(entity, key) for key in keys)
                return FoundOperations(tuple(answers))
            case FindMarks(keys):
                return FoundMarks(tuple(map(self._mark, keys)))
            case ReadOutbox(after, limit):
                rows = self._database.read(_outbox_row, sql.READ_OUTBOX, (after, limit))
                return OutboxPage(within_bytes(rows, outbox_bytes, MAX_READ_BYTES))
            case FollowEvents():
                return self._follow(query)
            case SettleOutbox() | Beat() | Begin() | Forget():
                return self._act(query)
            case _:
                assert_never(query)

    def _operation(self, entity: str, key: int) -> bytes | None:
        return next(self._database.read(bytes, sql.READ_OPERATION, (entity, key)), None)

    def _act(self, query: SettleOutbox | Beat | Begin | Forget) -> Answer:
        match query:
            case SettleOutbox(ids):
                self._database.write(sql.SETTLE_OUTBOX, [(row_id,) for row_id in ids])
            case Beat(at_ms):
                self._database.write(sql.BEAT, [(at_ms,)])
            case Begin(at_ms):
                return self._begin(at_ms)
            case Forget():
                return self._forget(query)
            case _:
                assert_never(query)
        return Done()

    def _forget(self, query: Forget) -> Forgotten:
        kept = tuple(name for name in query.entities if not self._drop(name))
        for key in query.marks:
            self._database.write(sql.DROP_MARK, [(key,)])
        for folder in query.mark_folders:
            self._database.write(sql.DROP_MARKS_IN, [(folder,) * 4])
        return Forgotten(kept)

    def _drop(self, name: str) -> bool:
        """False: it is there, and must stay."""
        read, write = self._database.read, self._database.write
        found = next(read(_place, sql.FIND_FORGETTABLE, (name,)), None)
        if found is None:
            return next(read(head_row, sql.FIND_HEAD, (name,)), None) is None
        head_id, last_position = found
        write(sql.DROP_EVENTS, [(last_position,)])
        for statement in (sql.DROP_OPERATIONS, sql.DROP_SNAPSHOT, sql.DROP_OUTBOX):
            write(statement, [(head_id,)])
        write(sql.DROP_HEAD, [(head_id,)])
        return True

    def _record(self, query: ReadEntity) -> EntityRecord:
        name, after = query.entity, query.after_seq
        head = next(self._database.read(head_row, sql.FIND_HEAD, (name,)), None)
        if head is None:
            return EntityRecord(0, ())
        head_id, seq, last_position = head
        snapshot_seq, snapshot = 0, None
        if query.use_snapshot and after == 0:
            snapshot_seq, snapshot = self._snapshot(head_id)
            after = snapshot_seq
        tail = self._database.read(
            StoredEvent,
            sql.READ_TAIL,
            (last_position, after, after, query.max_events),
        )
        events = within_bytes(tail, event_bytes, query.max_bytes)
        index = next(self._database.read(_index, sql.READ_INDEX, (head_id,)), None)
        return EntityRecord(seq, events, snapshot, snapshot_seq, index)

    def _snapshot(self, head_id: int) -> tuple[int, bytes | None]:
        found = self._database.read(_snapshot, sql.READ_SNAPSHOT, (head_id,))
        return next(found, (0, None))

    def _page(self, query: OpenEntities) -> Page:
        kind, after, place = query.kind, query.after, query.place
        if place is None:
            rows = self._database.read(
                _open_entity, sql.READ_OPEN, (kind, after, MAX_INDEX_PAGE)
            )
        else:
            rows = self._database.read(
                _open_entity, sql.READ_OPEN_AT, (kind, place, after, MAX_INDEX_PAGE)
            )
        return Page(tuple(rows))

    def _follow(self, query: FollowEvents) -> FollowedEvents:
        """Positions are given out by the one writer: none comes after a later one."""
        (last,) = self._database.read(int, sql.LAST_POSITION)
        limit = min(query.limit, MAX_FOLLOWED_EVENTS)
        page = self._database.read(_followed, sql.READ_ALL, (query.after, limit))
        most = min(query.max_bytes, MAX_READ_BYTES)
        return FollowedEvents(within_bytes(page, followed_bytes, most), last)

    def _mark(self, key: str) -> str | None:
        return next(self._database.read(str, sql.READ_MARK, (key,)), None)

    def _holdings(self, resource: str) -> Holdings:
        def holding(slot: int, holder: str) -> Holding:
            return Holding(Claim(resource, slot), holder)

        rows = self._database.read(holding, sql.READ_HOLDERS, (resource,))
        return Holdings(tuple(rows))

    def _begin(self, at_ms: int) -> Outages:
        beat_ms = next(self._database.read(int, sql.LAST_BEAT), None)
        committed_ms = next(self._database.read(int, sql.LAST_COMMIT), None)
        ended_ms = last_sign_ms(beat_ms, committed_ms, at_ms)
        if ended_ms is not None and ended_ms != at_ms:
            self._database.write(sql.ADD_OUTAGE, [(ended_ms, at_ms)])
            self._database.write(sql.TRIM_OUTAGES, [(MAX_OUTAGES,)])
        self._database.write(sql.BEAT, [(at_ms,)])
        return Outages(tuple(self._database.read(Outage, sql.READ_OUTAGES)))


def _place(head_id: int, last_position: int) -> tuple[int, int]:
    return head_id, last_position


def _snapshot(seq: int, state: bytes) -> tuple[int, bytes | None]:
    return seq, state


def _followed(
    name: str, seq: int, position: int, at_ms: int, body: bytes
) -> FollowedEvent:
    return FollowedEvent(name, StoredEvent(seq, position, at_ms, body))


def _outbox_row(row_id: int, entity: str, topic: str, body: bytes) -> StoredOutboxRow:
    return StoredOutboxRow(row_id, entity, OutboxRow(topic, body))


def _index(*columns: int | str | bytes | None) -> IndexRow:
    return msgspec.convert(columns, IndexRow, strict=False)


def _open_entity(name: str, seq: int, *index: int | str | bytes | None) -> OpenEntity:
    return OpenEntity(name, seq, _index(*index))
