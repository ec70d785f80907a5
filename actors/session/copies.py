"""PURE: a copy of what was said, on its way to an address outside (S10).

What is sent, and when, is the business of who empties the outbox: the row says which
messages of which session, and where to. Its format is JSON, read by other processes.
"""

from __future__ import annotations

from typing import Final

import msgspec

from actors.session.aside_rule import MAX_ADDRESS_CHARS
from actors.session.events import CopyAsked, CopyKind
from runtime.journal import OutboxRow

COPY_TOPIC: Final = "cc"
"""Of the outbox rows."""


class Copy(msgspec.Struct, frozen=True):
    """An outbox row: send the visitor's room up to message `number` to `address`.

    `by` asked for it, at `at_ms`; `note` goes along.
    """

    session: str
    kind: str
    address: str
    note: str
    number: int
    by: str
    by_name: str
    at_ms: int


def copy_row(session: str, asked: CopyAsked, at_ms: int) -> OutboxRow:
    """The row that goes with the event."""
    copy = Copy(
        session,
        asked.kind.value,
        asked.address,
        asked.note,
        asked.number,
        asked.by,
        asked.by_name,
        at_ms,
    )
    return OutboxRow(COPY_TOPIC, msgspec.json.encode(copy))


def read_copy(row: OutboxRow) -> Copy:
    """What a row asks for.

    Raises:
        msgspec.ValidationError: it is no copy.
    """
    return msgspec.json.decode(row.body, type=Copy)


def is_address(kind: CopyKind, address: str) -> bool:
    """True for what could be one: whether it exists is found out by sending."""
    if not address.isprintable() or " " in address or len(address) > MAX_ADDRESS_CHARS:
        return False
    if kind is CopyKind.WEBHOOK:
        return address.startswith("https://") and len(address) > len("https://")
    name, at, domain = address.rpartition("@")
    return bool(name and at and domain)
