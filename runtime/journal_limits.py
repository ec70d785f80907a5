"""PURE: bounds and rules that every journal backend shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from runtime.errors import UsageError
from runtime.journal import (
    Append,
    Claim,
    FollowedEvent,
    IndexRow,
    StoredEvent,
    StoredOutboxRow,
)

MAX_OUTAGES = 10_000
"""Outages kept; older ones cannot matter to a deadline that people still wait for."""

MAX_APPEND_BYTES = 16 * 1024 * 1024
"""Bytes of one append's bodies, far above any message: a larger one is a bug."""

MAX_INTEGER = 2**63 - 1
"""Integers inside the store are 64 bits, signed (SQLite, PostgreSQL)."""

T = TypeVar("T")


def kind_of(entity: str) -> str:
    """The part of `kind/id` before the first slash."""
    return entity.partition("/")[0]


def claim_order(claim: Claim) -> tuple[str, int]:
    """Claims are taken in this order, so that two stores never wait for each other."""
    return claim.resource, claim.slot


def with_ticket(index: IndexRow, kept: int, position: int) -> IndexRow:
    """The index row as it is stored: its ticket is a number.

    Args:
        index: as its writer gave it; `ticket` is not None.
        kept: ticket that is stored already, or 0.
        position: of the append's first event.
    """
    ticket = kept if index.ticket is None else index.ticket
    return IndexRow(
        index.is_open,
        index.state,
        index.place,
        position if ticket < 0 else ticket,
        index.due_ms,
        index.armed_ms,
        index.detail,
    )


def within_bytes(
    rows: Iterable[T], size: Callable[[T], int], max_bytes: int
) -> tuple[T, ...]:
    """The first rows that fit `max_bytes` together, and at least one."""
    taken: list[T] = []
    total = 0
    for row in rows:
        total += size(row)
        if taken and total > max_bytes:
            break
        taken.append(row)
    return tuple(taken)


def event_bytes(event: StoredEvent) -> int:
    """Bytes of one event's body."""
    return len(event.body)


def followed_bytes(followed: FollowedEvent) -> int:
    """Bytes of one followed event's body."""
    return len(followed.event.body)


def outbox_bytes(stored: StoredOutboxRow) -> int:
    """Bytes of one outbox row's body."""
    return len(stored.row.body)


def body_bytes(append: Append) -> int:
    """Bytes of everything in an append that its writer chooses the length of.

    Marks count as characters: near enough for a bound.
    """
    size = sum(map(len, append.events))
    for operation in append.operations:
        size += len(operation.answer)
    for row in append.outbox:
        size += len(row.body)
    if append.erasure is not None:
        size += sum(len(each.body) for each in append.erasure.rewrites)
    if append.index is not None:
        size += len(append.index.detail)
    for mark in append.marks:
        size += len(mark.key) + len(mark.value)
    return size if append.snapshot is None else size + len(append.snapshot)


def check_append(append: Append, size: int) -> None:
    """Refuses what no backend can store, before it can hurt a whole batch.

    Args:
        append: as its writer gave it.
        size: its `body_bytes`.

    Raises:
        UsageError: no events, bodies above `MAX_APPEND_BYTES`, or an operation's key
            that is no signed 64-bit number.
    """
    if not append.events:
        raise UsageError(f"expected at least one event for {append.entity}, got none")
    if size > MAX_APPEND_BYTES:
        raise UsageError(
            f"expected at most {MAX_APPEND_BYTES} bytes for {append.entity}, got {size}"
        )
    for operation in append.operations:
        if not -MAX_INTEGER <= operation.key <= MAX_INTEGER:
            raise UsageError(
                f"expected a signed 64-bit operation key for {append.entity}, "
                f"got {operation.key}"
            )
