"""The journal in memory: the constraints of the durable ones, none of the disk.

No trio, no clock, no randomness: safe under a deterministic scheduler. An append is
checked in full before anything of it is written, so a refusal needs no undoing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice
from typing import assert_never

from msgspec.structs import replace

from runtime.journal import (
    EXCLUSIVE,
    MAX_FOLLOWED_EVENTS,
    MAX_INDEX_PAGE,
    MAX_READ_BYTES,
    Answer,
    Append,
    Beat,
    Begin,
    Claim,
    ClaimRefused,
    Committed,
    Done,
    Duplicate,
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
    Outcome,
    Page,
    Query,
    ReadEntity,
    ReadOutbox,
    Refusal,
    SettleOutbox,
    Stale,
    StoredEvent,
    StoredOutboxRow,
    Superseded,
)
from runtime.journal_erasing import Erasure, Forget, Forgotten
from runtime.journal_limits import (
    MAX_OUTAGES,
    claim_order,
    event_bytes,
    followed_bytes,
    kind_of,
    outbox_bytes,
    with_ticket,
    within_bytes,
)
from runtime.outages import last_sign_ms


@dataclass(slots=True)
class _Entity:
    """What is stored of one entity; event number n is `events[n - 1]`."""

    events: list[StoredEvent] = field(default_factory=list)
    operations: dict[int, bytes] = field(default_factory=dict)
    held: set[Claim] = field(default_factory=set)
    index: IndexRow | None = None
    snapshot: bytes | None = None
    snapshot_seq: int = 0


Places = dict[str, dict[int, str]]
"""Holders by slot, by resource."""


class MemoryJournal:
    """A `JournalBackend` in dictionaries; what it holds ends with it."""

    def __init__(self) -> None:
        self._entities: dict[str, _Entity] = {}
        self._places: Places = {}
        self._capacities: dict[str, int] = {}
        self._outbox: dict[int, StoredOutboxRow] = {}
        self._marks: dict[str, str] = {}
        self._open: dict[str, dict[str, _Entity]] = {}
        self._outages: list[Outage] = []
        self._beat_ms: int | None = None
        self._committed_ms: int | None = None
        self._log: list[FollowedEvent | None] = []
        self._outbox_id = 0

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        """Decides each append in order; there is nothing to make durable."""
        refused: set[str] = set()
        outcomes: list[Outcome] = []
        for append in batch:
            outcome = Superseded() if append.entity in refused else self._decide(append)
            if not isinstance(outcome, Committed):
                refused.add(append.entity)
            outcomes.append(outcome)
        return outcomes

    def answer(self, query: Query) -> Answer:  # noqa: C901 - one row per query
        """Answers from what was committed."""
        match query:
            case ReadEntity():
                return self._read(query)
            case OpenEntities():
                return self._open_page(query)
            case Holders(resource):
                holders = sorted(self._places.get(resource, {}).items())
                return Holdings(
                    tuple(Holding(Claim(resource, slot), who) for slot, who in holders)
                )
            case ReadOutbox(after, limit):
                rows = (row for row in self._outbox.values() if row.id > after)
                return OutboxPage(
                    within_bytes(islice(rows, limit), outbox_bytes, MAX_READ_BYTES)
                )
            case FindOperations(name, keys):
                done = (self._entities.get(name) or _Entity()).operations
                return FoundOperations(tuple(map(done.get, keys)))
            case FindMarks(keys):
                return FoundMarks(tuple(self._marks.get(key) for key in keys))
            case FollowEvents():
                return self._follow(query)
            case SettleOutbox() | Beat() | Begin() | Forget():
                return self._act(query)
            case _:
                assert_never(query)

    def close(self) -> None:
        """Does nothing: what is in memory ends with its owner."""

    def _act(self, query: SettleOutbox | Beat | Begin | Forget) -> Answer:
        match query:
            case SettleOutbox(ids):
                for row_id in ids:
                    self._outbox.pop(row_id, None)
            case Beat(at_ms):
                self._beat_ms = at_ms
            case Begin(at_ms):
                return self._begin(at_ms)
            case Forget():
                return self._forget(query)
            case _:
                assert_never(query)
        return Done()

    def _decide(self, append: Append) -> Committed | Refusal:
        entity = self._entities.get(append.entity) or _Entity()
        if len(entity.events) != append.expected_seq:
            return Stale(len(entity.events))
        if append.operations and (duplicate := _duplicate(entity, append)):
            return duplicate
        if append.erasure is not None and not _are_its_own(entity, append.erasure):
            return Stale(len(entity.events))
        if append.claims or append.releases or append.releases_all:
            places = self._places_after(entity, append)
            if isinstance(places, ClaimRefused):
                return places
            self._places.update(places)
            entity.held = _held_after(append.entity, entity.held, places)
        for capacity in append.capacities:
            self._capacities[capacity.resource] = capacity.slots
        return self._write(entity, append)

    def _places_after(self, entity: _Entity, append: Append) -> Places | ClaimRefused:
        name = append.entity
        capacities = {row.resource: row.slots for row in append.capacities}
        places: Places = {}
        for claim in (*append.releases, *(entity.held if append.releases_all else ())):
            holders = self._holders(places, claim.resource)
            if holders.get(claim.slot) == name:
                del holders[claim.slot]
        for claim in sorted(append.claims, key=claim_order):
            holders = self._holders(places, claim.resource)
            kept = self._capacities.get(claim.resource)
            slots = capacities.get(claim.resource, kept)
            if claim.slot in holders or not _is_within(claim.slot, slots, len(holders)):
                return ClaimRefused(claim, holders.get(claim.slot, ""))
            holders[claim.slot] = name
        return places

    def _holders(self, places: Places, resource: str) -> dict[int, str]:
        if resource not in places:
            places[resource] = dict(self._places.get(resource, {}))
        return places[resource]

    def _write(self, entity: _Entity, append: Append) -> Committed:
        name, seq, first = append.entity, append.expected_seq, len(self._log) + 1
        self._entities[name] = entity
        if append.erasure is not None:
            self._erase(name, entity, append.erasure)
        for body in append.events:
            seq += 1
            event = StoredEvent(seq, len(self._log) + 1, append.at_ms, body)
            entity.events.append(event)
            self._log.append(FollowedEvent(name, event))
        self._committed_ms = append.at_ms
        for operation in append.operations:
            entity.operations[operation.key] = operation.answer
        for row in append.outbox:
            self._outbox_id += 1
            stored = StoredOutboxRow(self._outbox_id, name, row)
            self._outbox[self._outbox_id] = stored
        for mark in append.marks:
            self._marks[mark.key] = mark.value
        if append.snapshot is not None:
            entity.snapshot, entity.snapshot_seq = append.snapshot, seq
        if append.index is not None:
            self._write_index(name, entity, append.index, first)
        return Committed(seq, first)

    def _erase(self, name: str, entity: _Entity, erasure: Erasure) -> None:
        for each in erasure.rewrites:
            followed = self._log[each.position - 1]
            assert followed is not None, "it was looked at"  # noqa: S101
            event = replace(followed.event, body=each.body)
            entity.events[event.seq - 1] = event
            self._log[each.position - 1] = FollowedEvent(name, event)
        entity.operations.clear()
        entity.snapshot, entity.snapshot_seq = None, 0
        self._drop_outbox(name)

    def _drop_outbox(self, name: str) -> None:
        gone = [row.id for row in self._outbox.values() if row.entity == name]
        for row_id in gone:
            del self._outbox[row_id]

    def _forget(self, query: Forget) -> Forgotten:
        kept = tuple(name for name in query.entities if not self._drop(name))
        for key in [each for each in self._marks if _is_meant(each, query)]:
            del self._marks[key]
        return Forgotten(kept)

    def _drop(self, name: str) -> bool:
        """False: it is there, and must stay."""
        entity = self._entities.get(name)
        if entity is None:
            return True
        is_open = entity.index is not None and entity.index.is_open
        is_newest = entity.events[-1].position == len(self._log)
        if is_open or is_newest or entity.held:
            return False
        for event in entity.events:
            self._log[event.position - 1] = None
        self._drop_outbox(name)
        del self._entities[name]
        return True

    def _write_index(
        self, name: str, entity: _Entity, index: IndexRow, position: int
    ) -> None:
        kept = entity.index.ticket if entity.index is not None else 0
        entity.index = with_ticket(index, kept or 0, position)
        of_kind = self._open.setdefault(kind_of(name), {})
        if index.is_open:
            of_kind[name] = entity
        else:
            of_kind.pop(name, None)

    def _read(self, query: ReadEntity) -> EntityRecord:
        entity = self._entities.get(query.entity)
        if entity is None:
            return EntityRecord(0, ())
        after, snapshot, snapshot_seq = query.after_seq, None, 0
        if query.use_snapshot and after == 0 and entity.snapshot is not None:
            snapshot, snapshot_seq = entity.snapshot, entity.snapshot_seq
            after = snapshot_seq
        tail = islice(entity.events, after, after + query.max_events)
        return EntityRecord(
            len(entity.events),
            within_bytes(tail, event_bytes, query.max_bytes),
            snapshot,
            snapshot_seq,
            entity.index,
        )

    def _open_page(self, query: OpenEntities) -> Page:
        of_kind = self._open.get(query.kind, {})
        rows = (
            OpenEntity(name, len(entity.events), entity.index)
            for name, entity in of_kind.items()
            if name > query.after
            and entity.index is not None
            and query.place in (None, entity.index.place)
        )
        return Page(tuple(nsmallest(MAX_INDEX_PAGE, rows, key=lambda row: row.entity)))

    def _follow(self, query: FollowEvents) -> FollowedEvents:
        """The event at position n is number n - 1 of the log."""
        limit = min(query.limit, MAX_FOLLOWED_EVENTS)
        log = islice(self._log, query.after, None)
        rows = islice((each for each in log if each is not None), limit)
        most = min(query.max_bytes, MAX_READ_BYTES)
        return FollowedEvents(within_bytes(rows, followed_bytes, most), len(self._log))

    def _begin(self, at_ms: int) -> Outages:
        ended_ms = last_sign_ms(self._beat_ms, self._committed_ms, at_ms)
        if ended_ms is not None and ended_ms != at_ms:
            self._outages = [*self._outages, Outage(ended_ms, at_ms)][-MAX_OUTAGES:]
        self._beat_ms = at_ms
        return Outages(tuple(self._outages))


def _is_within(slot: int, slots: int | None, held: int) -> bool:
    """Tells whether a free `slot` may be taken; `slots` None = no capacity row."""
    if slots is None:
        return slot == EXCLUSIVE
    return 1 <= slot <= slots and held < slots


def _are_its_own(entity: _Entity, erasure: Erasure) -> bool:
    positions = {event.position for event in entity.events}
    return all(each.position in positions for each in erasure.rewrites)


def _is_meant(key: str, query: Forget) -> bool:
    folder = key[: key.rfind("/") + 1]
    return key in query.marks or folder in query.mark_folders


def _duplicate(entity: _Entity, append: Append) -> Duplicate | None:
    seen: dict[int, bytes] = {}
    for key, answer in ((row.key, row.answer) for row in append.operations):
        first = entity.operations.get(key, seen.get(key))
        if first is not None:
            return Duplicate(key, first)
        seen[key] = answer
    return None


def _held_after(name: str, held: set[Claim], places: Places) -> set[Claim]:
    return {claim for claim in held if claim.resource not in places} | {
        Claim(resource, slot)
        for resource, holders in places.items()
        for slot, holder in holders.items()
        if holder == name
    }
