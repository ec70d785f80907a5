"""PURE: what of a session goes into a copy: the newest that fits, nothing recalled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from actors.session.events import MessageRecalled, Spoken
from actors.session.view import PublishedMessage

T = TypeVar("T")


class Excerpt(Generic[T]):
    """Messages of one session, oldest first, as they are read.

    Args:
        render: a message, and when it was said, wall time, as the copy has it.
        size: of one as the copy has it, in characters or bytes.
        until: the last number that belongs to it; what comes later may only take back.
        most: size of all together; the oldest give way.

    Attributes:
        left_out: messages that gave way.
    """

    def __init__(
        self,
        render: Callable[[Spoken, int], T],
        size: Callable[[T], int],
        until: int,
        most: int,
    ) -> None:
        self._render = render
        self._sizes = size
        self._until = until
        self._most = most
        self._kept: dict[int, T] = {}
        self._size = 0
        self.left_out = 0

    @property
    def kept(self) -> tuple[T, ...]:
        """What is in it, oldest first."""
        return tuple(self._kept.values())

    def take(self, found: Iterable[PublishedMessage]) -> None:
        """The next messages of the session."""
        for each in found:
            message = each.message
            if isinstance(message, MessageRecalled):
                self._drop(message.recalled)
            elif message.number <= self._until and not each.is_recalled:
                kept = self._kept[message.number] = self._render(message, each.at_ms)
                self._size += self._sizes(kept)
            while self._size > self._most:
                self._drop(next(iter(self._kept)))
                self.left_out += 1

    def _drop(self, number: int) -> None:
        gone = self._kept.pop(number, None)
        if gone is not None:
            self._size -= self._sizes(gone)
