"""PURE: what is known of a customer, and the bounds of each part (M12)."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from actors.assignment.standing import MAX_PRIORITY
from actors.session.tag_rule import fault_of_tag

MAX_NAME_CHARS: Final = 64
MAX_PHONE_CHARS: Final = 32
MAX_EMAIL_CHARS: Final = 254
"""RFC 5321 section 4.5.3.1.3, without the brackets."""
MAX_LANGUAGE_CHARS: Final = 16
"""As in BCP 47, the usual ones."""
MAX_FIELDS: Final = 20
"""Fields of one's own, such as a member number or a size."""
MAX_FIELD_NAME_CHARS: Final = 32
MAX_FIELD_CHARS: Final = 200
MAX_CUSTOMER_TAGS: Final = 20
MAX_LEVEL: Final = MAX_PRIORITY
"""VIP level 0 … 9: the least priority of the customer's sessions (Q4)."""
MAX_NOTE_CHARS: Final = 500
MAX_NOTES: Final = 200
"""Notes that are shown; older ones stay in the journal."""
MAX_REASON_CHARS: Final = 200
MAX_BLOCK_MS: Final = 5 * 366 * 24 * 3600 * 1000
"""A block with an end has it within five years; longer is for ever."""
_PHONE: Final = re.compile(r"[0-9+() -]*")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")


class Field(msgspec.Struct, frozen=True, array_like=True):
    """A field that the business has added."""

    name: str
    value: str


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """Who the customer is, as far as somebody wrote it down; "" = not told.

    `nickname` is what agents call him, whatever his page says.
    """

    nickname: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    fields: tuple[Field, ...] = ()


class CustomerNote(msgspec.Struct, frozen=True, array_like=True):
    """What somebody noted, and when (wall time)."""

    text: str
    by: str
    by_name: str
    at_ms: int


class Block(msgspec.Struct, frozen=True, array_like=True):
    """The customer is not served, from `since_ms` to `until_ms` (0 = for ever)."""

    reason: str
    until_ms: int
    by: str
    since_ms: int

    def holds(self, now_ms: int) -> bool:
        """True while it lasts."""
        return not self.until_ms or now_ms < self.until_ms


class BlockOrder(msgspec.Struct, frozen=True):
    """Block him, for a reason that he is not told, until then (0 = for ever)."""

    reason: str
    until_ms: int = 0


class CustomerChange(msgspec.Struct, frozen=True):
    """What is to become different, in one step; None and "": that stays as it is.

    Attributes:
        nickname, phone, email, language: parts of the profile; "" takes one back.
        fields: all of them.
        tags: all of them.
        level: VIP level.
        note: is added.
        block: is put in place of another.
        unblocks: ends a block.
    """

    nickname: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    fields: tuple[Field, ...] | None = None
    tags: tuple[str, ...] | None = None
    level: int | None = None
    note: str = ""
    block: BlockOrder | None = None
    unblocks: bool = False


def fault_of(change: CustomerChange, now_ms: int) -> str:
    """Why this cannot be; "": it can."""
    level, block = change.level, change.block
    faults = [
        _fault_of_word("nickname", change.nickname, MAX_NAME_CHARS),
        _fault_of_word("language", change.language, MAX_LANGUAGE_CHARS),
        _fault_of_word("phone", change.phone, MAX_PHONE_CHARS),
        _fault_of_word("email", change.email, MAX_EMAIL_CHARS),
        _fault_of_contact(change),
        _fault_of_fields(change.fields or ()),
        _fault_of_tags(change.tags or ()),
    ]
    if level is not None and not 0 <= level <= MAX_LEVEL:
        faults.append(f"expected a level 0 … {MAX_LEVEL}, got {level}")
    if len(change.note) > MAX_NOTE_CHARS:
        faults.append(f"expected a note of at most {MAX_NOTE_CHARS} characters")
    if block is not None:
        faults.append(_fault_of_block(block, now_ms))
        if change.unblocks:
            faults.append("expected to block or to unblock, not both")
    return next(filter(None, faults), "")


def _fault_of_word(name: str, value: str | None, most: int) -> str:
    if value is None or (len(value) <= most and (not value or value.isprintable())):
        return ""
    return f"expected a {name} of at most {most} characters that can be seen"


def _fault_of_contact(change: CustomerChange) -> str:
    if change.phone and not _PHONE.fullmatch(change.phone):
        return "expected a phone number of digits, blanks, +, -, ( and )"
    if change.email and not _EMAIL.fullmatch(change.email):
        return "expected an e-mail address"
    return ""


def _fault_of_fields(fields: tuple[Field, ...]) -> str:
    if len(fields) > MAX_FIELDS:
        return f"expected at most {MAX_FIELDS} fields, got {len(fields)}"
    if len({field.name for field in fields}) < len(fields):
        return "expected each field once"
    for field in fields:
        if not field.name:
            return "expected a name for each field"
        fault = _fault_of_word("field's name", field.name, MAX_FIELD_NAME_CHARS)
        if fault := fault or _fault_of_word("field", field.value, MAX_FIELD_CHARS):
            return fault
    return ""


def _fault_of_tags(tags: tuple[str, ...]) -> str:
    if len(tags) > MAX_CUSTOMER_TAGS:
        return f"expected at most {MAX_CUSTOMER_TAGS} tags, got {len(tags)}"
    return next(filter(None, map(fault_of_tag, tags)), "")


def _fault_of_block(block: BlockOrder, now_ms: int) -> str:
    if not block.reason.strip() or len(block.reason) > MAX_REASON_CHARS:
        return f"expected a reason of 1 … {MAX_REASON_CHARS} characters"
    if block.until_ms and not now_ms < block.until_ms <= now_ms + MAX_BLOCK_MS:
        return "expected an end within five years from now, or 0: for ever"
    return ""
