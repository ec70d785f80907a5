"""Output that waits to be written: bounded by its producer's patience."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Generic, TypeVar

import trio

T = TypeVar("T")


class LineQueue(Generic[T]):
    """Items for one writer.

    Args:
        limit: items at which `wait_room` waits.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: deque[T] = deque()
        self._news = trio.Event()
        self._room = trio.Event()

    def put(self, items: Iterable[T]) -> None:
        """Adds items; none at all is a reason to write, too."""
        self._items.extend(items)
        self._news.set()

    def take(self) -> list[T]:
        """All items, oldest first; it may be none."""
        items = list(self._items)
        self._items.clear()
        self._room.set()
        return items

    async def wait(self) -> None:
        """Waits until something was put."""
        await self._news.wait()
        self._news = trio.Event()

    async def wait_room(self) -> None:
        """Waits while there are more items than the limit."""
        while len(self._items) >= self._limit:
            self._room = trio.Event()
            await self._room.wait()
