"""PURE: a page of differences that is put together from what slices found."""

from __future__ import annotations

from actors.knowledge.key import cursor_of
from actors.knowledge.records import Diff, Difference


class DiffPage:
    """One page on its way.

    Args:
        limit: differences at most.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._shown: list[Difference] = []
        self._counts = (0, 0, 0)
        self._next = ""

    def add(self, part: Diff) -> None:
        """Takes what the next slice has."""
        added, changed, removed = self._counts
        self._counts = (
            added + part.added,
            changed + part.changed,
            removed + part.removed,
        )
        if self._next:
            return
        room = self._limit - len(self._shown)
        self._shown += part.differences[:room]
        if room < len(part.differences):
            last = self._shown[-1]
            self._next = cursor_of((last.kind.value, last.id))
        else:
            self._next = part.next

    def page(self) -> Diff:
        """All of it."""
        return Diff(*self._counts, tuple(self._shown), self._next)
