"""PURE: what is asked of the records so that nothing is kept longer than it is to be.

A session's texts, and who it was of, are erased in the journal; the records follow by
its event. Whole sessions and customers, of which the journal has nothing more, are
dropped by these requests. All of them can be repeated.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.records.bounds import Cursor, Moment, Sought

MAX_ENDED: Final = 200
"""Sessions in one answer."""


class Kept(Enum):
    """What sessions that ended are looked for, because they still have it."""

    TEXTS = "texts"
    FILES = "files"
    SESSIONS = "sessions"


class FindEnded(msgspec.Struct, frozen=True, tag="find_ended"):
    """Asks for sessions that ended in a span and still have something: `EndedFound`.

    Attributes:
        kept: what they still have.
        until_ms: they ended before; wall time.
        after_ms, after: the last one of the page before, by its end and its number.
        limit: so many at most.
    """

    kept: Kept
    until_ms: Moment
    after_ms: Moment = 0
    after: Cursor = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_ENDED)] = MAX_ENDED


class Ended(msgspec.Struct, frozen=True, array_like=True):
    """A session that ended, at that wall time."""

    number: int
    session: str
    visitor: str
    closed_ms: int


class EndedFound(msgspec.Struct, frozen=True, tag="ended_found"):
    """By their ends; fewer than the limit: there are no more."""

    rows: tuple[Ended, ...]


class CountEnded(msgspec.Struct, frozen=True, tag="count_ended"):
    """Asks how many `FindEnded` would find in all: `EndedCounted`."""

    kept: Kept
    until_ms: Moment


class EndedCounted(msgspec.Struct, frozen=True, tag="ended_counted"):
    """So many."""

    count: int


class DropSessions(msgspec.Struct, frozen=True, tag="drop_sessions"):
    """Drops all rows of sessions, by their numbers: `Dropped`."""

    numbers: Annotated[tuple[Cursor, ...], Meta(max_length=MAX_ENDED)]


class DropCustomer(msgspec.Struct, frozen=True, tag="drop_customer"):
    """Drops what the records know of a visitor beside his sessions: `Dropped`."""

    visitor: Sought


class Dropped(msgspec.Struct, frozen=True, tag="dropped"):
    """They are gone."""


KeepingRequest = FindEnded | CountEnded | DropSessions | DropCustomer
KeepingAnswer = EndedFound | EndedCounted | Dropped
