"""PURE: a page of entries that is put together from what slices of a search found."""

from __future__ import annotations

import msgspec

from actors.knowledge.entry import Entry
from actors.knowledge.records import MAX_FOUND_BYTES, EntriesFound


class FoundPage:
    """One page on its way.

    Args:
        limit: entries at most; fewer where they are large, and at least one.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: list[Entry] = []
        self._bytes = 0
        self._total = 0
        self._next = ""

    def add(self, part: EntriesFound) -> None:
        """Takes what the next slice has."""
        self._total += part.total
        if self._next:
            return
        for entry in part.entries:
            self._bytes += len(msgspec.msgpack.encode(entry))
            is_large = self._bytes > MAX_FOUND_BYTES
            if self._entries and (is_large or len(self._entries) == self._limit):
                self._next = self._entries[-1].id
                return
            self._entries.append(entry)
        self._next = part.next

    def page(self) -> EntriesFound:
        """All of it."""
        return EntriesFound(tuple(self._entries), self._total, self._next)
