"""PURE: a page of entries that is put together from what slices of a search found."""

from __future__ import annotations

import msgspec

from actors.knowledge.entry import Entry
from actors.knowledge.fitting import how_many_fit
from actors.knowledge.records import MAX_FOUND_BYTES, EntriesFound


class FoundPage:
    """One page on its way.

    Args:
        limit: entries at most; fewer where they are large, and at least one.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: tuple[Entry, ...] = ()
        self._sizes: tuple[int, ...] = ()
        self._total = 0
        self._next = ""

    def add(self, part: EntriesFound) -> None:
        """Takes what the next slice has."""
        self._total += part.total
        if self._next:
            return
        joined = (*self._entries, *part.entries)
        sizes = (*self._sizes, *map(_size, part.entries))
        count = how_many_fit(sizes[: self._limit], MAX_FOUND_BYTES)
        self._entries, self._sizes = joined[:count], sizes[:count]
        self._next = joined[count - 1].id if count < len(joined) else part.next

    def page(self) -> EntriesFound:
        """All of it."""
        return EntriesFound(self._entries, self._total, self._next)


def _size(entry: Entry) -> int:
    return len(msgspec.msgpack.encode(entry))
