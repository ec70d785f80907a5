"""PURE: a copy of what was said, as it is ordered: where to, and up to where (S10).

The order stands in the outbox, in the commit that says who asked. What was said is read
from the journal with each attempt to deliver it, so that what was taken back meanwhile
is not in it. The row's format is JSON; new fields go last, with a default.
"""

from __future__ import annotations

from typing import Final

import msgspec

from actors.mail.address import MAX_ADDRESS_CHARS, is_mail_address
from actors.session.aside_events import CopyAsked, CopyKind
from actors.webhooks.payload import SessionData
from runtime.journal import OutboxRow

COPY_TOPIC: Final = "cc"
"""Of the outbox rows, and the kind of their deliveries."""


class Copy(msgspec.Struct, frozen=True):
    """An outbox row: send the visitor's room up to message `number` to `address`.

    `by` asked for it, at `at_ms`, and speaks `language` (BCP 47); `note` goes along.
    `about` is the session as it was then.
    """

    session: str
    kind: CopyKind
    address: str
    note: str
    number: int
    by: str
    by_name: str
    at_ms: int
    language: str
    about: SessionData


_DECODER: Final = msgspec.json.Decoder(Copy)


def copy_row(
    about: SessionData, asked: CopyAsked, language: str, at_ms: int
) -> OutboxRow:
    """The row that goes with the event."""
    copy = Copy(
        about.session,
        asked.kind,
        asked.address,
        asked.note,
        asked.number,
        asked.by,
        asked.by_name,
        at_ms,
        language,
        about,
    )
    return OutboxRow(COPY_TOPIC, msgspec.json.encode(copy))


def read_copy(body: bytes) -> Copy | None:
    """What a row asks for; None: it is no copy that this version knows."""
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def is_address(kind: CopyKind, address: str) -> bool:
    """True for what could be one; nothing that it takes can start another header."""
    if kind is CopyKind.MAIL:
        return is_mail_address(address)
    is_url = address.startswith(("https://", "http://"))
    return is_url and address.isprintable() and len(address) <= MAX_ADDRESS_CHARS


def is_listed(listed: str, address: str) -> bool:
    """True for an e-mail address that is on the list, as the setting `copy_to` has it.

    Args:
        listed: addresses, and `*@domain` for all of a domain, apart by blanks.
        address: upper and lower case are one.
    """
    wanted = address.lower()
    domain = wanted.rpartition("@")[2]
    return not {wanted, f"*@{domain}"}.isdisjoint(listed.lower().split())
