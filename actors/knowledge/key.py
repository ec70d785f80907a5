"""PURE: what entries, categories and the card are ordered by, also as a cursor."""

from __future__ import annotations

from typing import Final

Key = tuple[str, str]
"""Kind and id."""
BEGINNING: Final[Key] = ("", "")
"""Before any; nothing is of kind ""."""
_BETWEEN: Final = ":"
"""In a cursor; neither kind nor id has it."""


def cursor_of(key: Key) -> str:
    """A key in one word."""
    return _BETWEEN.join(key)


def key_of(cursor: str) -> Key:
    """The key of such a word; of "" the beginning."""
    kind, _, id_ = cursor.partition(_BETWEEN)
    return kind, id_
