"""PURE: what can be done to the draft, and to what is published (R2, R8)."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.knowledge.entry import Category, CategoryId, Entry, EntryId, Welcome
from actors.row_number import MAX_ROW

MAX_CHANGED: Final = 500
"""Entries in one change: a transaction of some tens of ms."""
MAX_NOTE_CHARS: Final = 500
"""Of what is said of a version."""

Ids = Annotated[tuple[EntryId, ...], Meta(min_length=1, max_length=MAX_CHANGED)]
Note = Annotated[str, Meta(max_length=MAX_NOTE_CHARS)]
Version = Annotated[int, Meta(ge=1, le=MAX_ROW)]


class PutEntries(msgspec.Struct, frozen=True, tag="put_entries"):
    """There are these entries, in place of those with the same ids.

    An id "" is a new entry's. Who changed them, and when, is not taken from them.
    """

    entries: Annotated[tuple[Entry, ...], Meta(min_length=1, max_length=MAX_CHANGED)]


class SetEntries(msgspec.Struct, frozen=True, tag="set_entries"):
    """Entries are enabled or not, or moved to a category of their base; None: as is."""

    ids: Ids
    enabled: bool | None = None
    category: CategoryId | None = None


class DropEntries(msgspec.Struct, frozen=True, tag="drop_entries"):
    """There are no such entries."""

    ids: Ids


class PutCategory(msgspec.Struct, frozen=True, tag="put_category"):
    """There is this category, in place of one of the same id; "" is a new one's."""

    category: Category


class DropCategory(msgspec.Struct, frozen=True, tag="drop_category"):
    """There is no such category; it must be empty."""

    id: CategoryId


class SetWelcome(msgspec.Struct, frozen=True, tag="set_welcome"):
    """This is the welcome card."""

    welcome: Welcome


class Publish(msgspec.Struct, frozen=True, tag="publish"):
    """The draft becomes the version that visitors are answered from."""

    note: Note = ""


class RollBack(msgspec.Struct, frozen=True, tag="roll_back"):
    """What an earlier version had becomes the newest one; the draft stays as it is."""

    version: Version
    note: Note = ""


DraftChange = (
    PutEntries | SetEntries | DropEntries | PutCategory | DropCategory | SetWelcome
)
Publication = Publish | RollBack
Change = DraftChange | Publication
