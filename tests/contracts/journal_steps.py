"""What the contract of the journal does to a backend, in few words."""

from __future__ import annotations

from runtime.journal import (
    NEW_TICKET,
    Append,
    Capacity,
    Claim,
    EntityRecord,
    Holders,
    Holdings,
    IndexRow,
    JournalBackend,
    OpenEntities,
    OpenEntity,
    Outcome,
    Page,
    ReadEntity,
)

AT_MS = 1_700_000_000_000
QUEUED = IndexRow(is_open=True, state="queued", place="group/a", ticket=NEW_TICKET)


def plain(entity: str, seq: int = 0, *bodies: bytes) -> Append:
    return Append(entity, seq, AT_MS, bodies or (b"event",))


def claiming(entity: str, seq: int, *claims: Claim) -> Append:
    return Append(entity, seq, AT_MS, (b"claimed",), claims=claims)


def capacity(resource: str, slots: int, seq: int = 0) -> Append:
    rows = (Capacity(resource, slots),)
    return Append(resource, seq, AT_MS, (b"capacity",), capacities=rows)


def commit(backend: JournalBackend, *appends: Append) -> list[Outcome]:
    return backend.commit(appends)


def read(backend: JournalBackend, entity: str, after: int = 0) -> EntityRecord:
    record = backend.answer(ReadEntity(entity, after))
    assert isinstance(record, EntityRecord)
    return record


def holders(backend: JournalBackend, resource: str) -> dict[int, str]:
    answer = backend.answer(Holders(resource))
    assert isinstance(answer, Holdings)
    return {row.claim.slot: row.holder for row in answer.rows}


def open_rows(
    backend: JournalBackend, kind: str, after: str = "", place: str | None = None
) -> tuple[OpenEntity, ...]:
    answer = backend.answer(OpenEntities(kind, after, place))
    assert isinstance(answer, Page)
    return answer.rows
