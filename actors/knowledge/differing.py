"""PURE: what of an entry, a category or a welcome card is not as it was (R8)."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from actors.knowledge.entry import Category, Entry, Welcome
from actors.knowledge.records import FieldChange

T = TypeVar("T", Entry, Category, Welcome)

SHOWN_CHARS: Final = 200
"""Of a value, for people; `entries show --version` has all of it."""
UNCOMPARED: Final = frozenset({"changed_ms", "changed_by"})
"""What says of a change that there was one is none itself."""


def field_changes(old: T, new: T) -> tuple[FieldChange, ...]:
    """The fields that differ, in their order."""
    return tuple(
        FieldChange(name, _shown(getattr(old, name)), _shown(getattr(new, name)))
        for name in old.__struct_fields__
        if name not in UNCOMPARED and getattr(old, name) != getattr(new, name)
    )


def _shown(value: object) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…"
