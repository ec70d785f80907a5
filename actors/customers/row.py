"""PURE: what is recorded of a customer, and what events mean for it (M12).

The row is also the projection's state, as those of sessions are: so it is built again
with the same result, however the journal is cut.
"""

from __future__ import annotations

from typing import Final, assert_never

import msgspec

from actors.customers.events import (
    Blocked,
    BlockEnforced,
    CustomerEvent,
    LevelSet,
    NoteAdded,
    ProfileSet,
    TagsSet,
    Unblocked,
)
from actors.customers.profile import Block, Field, Profile
from actors.customers.records import CustomerCard
from actors.records.said import clean
from actors.session.events import (
    MessagePosted,
    SelectionMade,
    SessionEvent,
    SessionOpened,
)
from actors.session.terms import VISITOR_ROOM, Role, SessionPhase

_ENCODER: Final = msgspec.json.Encoder()
_FIELDS: Final = msgspec.json.Decoder(tuple[Field, ...])
_TAGS: Final = msgspec.json.Decoder(tuple[str, ...])


class CustomerRow(msgspec.Struct):
    """A customer: whoever has opened a session, or of whom something is written down.

    Attributes:
        number: position of the first event about him; newer customers have higher ones.
        called: as his newest session calls him.
        nickname, phone, email, language: of the profile.
        fields, tags: in JSON.
        blocked_ms: since when he is blocked, or was until `blocked_until_ms` (0 = for
            ever); None = he is not.
        first_ms, last_ms: wall time of his first and his newest sign of life: a session
            opened, something said or chosen.
        sessions: all, also those that an agent began.
    """

    number: int
    visitor: str
    called: str = ""
    nickname: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    fields: str = "[]"
    tags: str = "[]"
    level: int = 0
    blocked_ms: int | None = None
    blocked_until_ms: int = 0
    block_reason: str = ""
    block_by: str = ""
    first_ms: int | None = None
    last_ms: int | None = None
    sessions: int = 0


def names_of(row: CustomerRow) -> str:
    """What a search by name looks at: how agents call him, and how his pages do."""
    return f"{row.nickname}\n{row.called}"


def tags_of(row: CustomerRow) -> tuple[str, ...]:
    """His tags, in order."""
    return _TAGS.decode(row.tags)


def card_of(row: CustomerRow) -> CustomerCard:
    """What a list shows of him."""
    fields = _FIELDS.decode(row.fields)
    profile = Profile(row.nickname, row.phone, row.email, row.language, fields)
    block: Block | None = None
    if row.blocked_ms is not None:
        told = (row.block_reason, row.blocked_until_ms, row.block_by)
        block = Block(*told, row.blocked_ms)
    return CustomerCard(
        row.visitor,
        row.nickname or row.called,
        profile,
        tags_of(row),
        row.level,
        block,
        row.first_ms,
        row.last_ms,
        row.sessions,
    )


def lived(row: CustomerRow, event: SessionEvent, at_ms: int) -> None:
    """What happened in a session of his."""
    match event:
        case SessionOpened(nickname=nickname, stage=stage):
            row.called = clean(nickname)
            row.sessions += 1
            if stage is not SessionPhase.SERVING:  # that one an agent began
                _seen(row, at_ms)
        case _:
            _seen(row, at_ms)


def is_about_visitor(event: SessionEvent) -> bool:
    """True if `lived` is to be told."""
    match event:
        case SessionOpened():
            return True
        case MessagePosted() | SelectionMade():
            return event.role is Role.VISITOR and event.room == VISITOR_ROOM
        case _:
            return False


def _seen(row: CustomerRow, at_ms: int) -> None:
    row.last_ms = at_ms
    if row.first_ms is None:
        row.first_ms = at_ms


def changed(row: CustomerRow, event: CustomerEvent, at_ms: int) -> None:
    """What somebody wrote down of him; notes are the entity's."""
    match event:
        case ProfileSet(profile):
            row.nickname, row.phone = clean(profile.nickname), clean(profile.phone)
            row.email, row.language = clean(profile.email), clean(profile.language)
            row.fields = _ENCODER.encode(profile.fields).decode()
        case TagsSet(tags):
            row.tags = _ENCODER.encode(tags).decode()
        case LevelSet(level):
            row.level = level
        case Blocked(reason, until_ms, by):
            row.blocked_ms, row.blocked_until_ms = at_ms, until_ms
            row.block_reason, row.block_by = clean(reason), clean(by)
        case Unblocked():
            row.blocked_ms, row.blocked_until_ms = None, 0
            row.block_reason = row.block_by = ""
        case NoteAdded() | BlockEnforced():
            pass
        case _:
            assert_never(event)
