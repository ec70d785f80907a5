"""PURE: a queue ordered by a key, from which anything can be taken out.

Adding, looking at the first and removing cost O(log n); removed entries are dropped
when they reach the top, and swept when they are the majority.
"""

from __future__ import annotations

import heapq
from typing import Final, Generic, TypeVar

T = TypeVar("T", bound=str)

_MIN_DEAD_TO_SWEEP: Final = 64


class KeyedHeap(Generic[T]):
    """Items by ascending (key, item); each item is in it once."""

    __slots__ = ("_heap", "_keys")

    def __init__(self) -> None:
        self._heap: list[tuple[int, T]] = []
        self._keys: dict[T, int] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, item: object) -> bool:
        return item in self._keys

    def put(self, item: T, key: int) -> None:
        """Adds an item, or moves it to another key."""
        if self._keys.get(item) != key:
            self._keys[item] = key
            heapq.heappush(self._heap, (key, item))

    def discard(self, item: T) -> bool:
        """Takes an item out; False when it was not there."""
        if self._keys.pop(item, None) is None:
            return False
        dead = len(self._heap) - len(self._keys)
        if dead > _MIN_DEAD_TO_SWEEP and dead > len(self._keys):
            self._heap = [(key, item) for item, key in self._keys.items()]
            heapq.heapify(self._heap)
        return True

    def first(self) -> tuple[T, int] | None:
        """The item with the lowest key, and the key."""
        while self._heap:
            key, item = self._heap[0]
            if self._keys.get(item) == key:
                return item, key
            heapq.heappop(self._heap)
        return None

    def pop(self) -> tuple[T, int] | None:
        """Takes the first item out."""
        first = self.first()
        if first is not None:
            heapq.heappop(self._heap)
            del self._keys[first[0]]
        return first

    def in_order(self) -> tuple[T, ...]:
        """All items, first first; O(n log n)."""
        return tuple(sorted(self._keys, key=lambda item: (self._keys[item], item)))
