"""Transcripts that are read for all clients: a few at a time, in order. Pure.

The store answers one question after the other. What keeps a conversation going (has
this been done before? how does a session that wakes stand?) must not wait behind the
pages that a thousand clients come back for at once, or that hostile ones ask for and
never read. So these wait here, before the store, where they cost no memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

MAX_AT_ONCE: Final = 8
"""Readings under way, half a batch of the store: a question of another kind goes along
with the next batch. A page is up to 256 KiB, so these take a few MiB."""


class ReadingQueue:
    """Whose turn it is; each connection has but a few readings, which bounds it.

    Args:
        most: readings under way.
    """

    __slots__ = ("_is_going", "_most", "_under_way", "_waiting")

    def __init__(self, most: int = MAX_AT_ONCE) -> None:
        self._most = most
        self._under_way = 0
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_going = False

    def begin(self, read: Callable[[], None]) -> None:
        """Calls `read` when its turn has come, now or later; one `end` must follow."""
        self._waiting.append(read)
        self._go_on()

    def end(self) -> None:
        """A reading has ended, or was given up when its turn came."""
        self._under_way -= 1
        self._go_on()

    def _go_on(self) -> None:
        # A reading may end within its own call: a loop, lest many of them go too deep.
        if self._is_going:
            return
        self._is_going = True
        try:
            while self._waiting and self._under_way < self._most:
                self._under_way += 1
                self._waiting.popleft()()
        finally:
            self._is_going = False
