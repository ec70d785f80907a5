"""PURE: a queue by ascending key, made for things that mostly come in order.

Whoever comes with the highest key so far is appended, O(1); a latecomer goes into a
heap, O(log n). Taking out is O(1) too: the item's stamp moves on, and what was put
under an older stamp is dropped when it reaches the front, or when it is the majority.
One item may stand in several queues at once and leaves all of them by one stamp.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import islice
from typing import Final, Generic, TypeVar

_MIN_TO_SWEEP: Final = 64
"""Entries below which sweeping gains nothing."""


class Stamped:
    """What can stand in queues; equal keys are told apart by `name`.

    Whoever owns the item counts `stamp` up to take it out of all its queues, and
    before it is put anywhere again.
    """

    __slots__ = ()

    name: str
    stamp: int

    def __lt__(self, other: Stamped) -> bool:
        """Of namesakes one has been taken out: any order will do."""
        return id(self) < id(other)


T = TypeVar("T", bound=Stamped)


class OrderedQueue(Generic[T]):
    """Items by ascending (key, name); only those whose stamp is still the same."""

    __slots__ = ("_late", "_limit", "_line")

    def __init__(self) -> None:
        # An entry is key, name, stamp and item: comparing two hardly ever gets as far
        # as the items, which compare in Python.
        self._line: deque[tuple[int, str, int, T]] = deque()
        self._late: list[tuple[int, str, int, T]] = []
        self._limit = _MIN_TO_SWEEP

    def put(self, key: int, item: T) -> None:
        """Adds an item under its present stamp; once per stamp."""
        entry = (key, item.name, item.stamp, item)
        line = self._line
        if line and entry < line[-1]:
            heappush(self._late, entry)
            if len(self._late) > self._limit:
                self._sweep()
        else:
            line.append(entry)
            if len(line) > self._limit:
                self._sweep()

    def first(self) -> T | None:
        """The item with the lowest key."""
        line = self._line
        while line:
            _, _, stamp, item = line[0]
            if item.stamp == stamp:
                return self._first_of_both() if self._late else item
            line.popleft()
        return self._first_of_both() if self._late else None

    def _first_of_both(self) -> T | None:
        """The same with latecomers; whoever heads the line has not been taken out."""
        line, late = self._line, self._late
        while late:
            _, _, stamp, item = late[0]
            if item.stamp == stamp:
                return item if not line or late[0] < line[0] else line[0][3]
            heappop(late)
        return line[0][3] if line else None

    def take(self) -> T | None:
        """Takes out the item with the lowest key; its stamp stays as it is."""
        if not self._late:
            line = self._line
            while line:
                _, _, stamp, item = line.popleft()
                if item.stamp == stamp:
                    return item
            return None
        first = self.first()
        if first is not None:
            self._pop(first)
        return first

    def first_where(self, accepts: Callable[[T], bool]) -> T | None:
        """The first that is accepted; costs as many steps as are passed over."""
        passed: list[tuple[int, str, int, T]] = []
        found = self.first()
        while found is not None and not accepts(found):
            passed.append(self._pop(found))
            found = self.first()
        self._line.extendleft(reversed(passed))
        return found

    def some(self, count: int) -> list[T]:
        """The first few, at least one, first first."""
        head = tuple(islice(self._line, count))
        late = self._late
        if not late or (len(head) == count and head[-1] < late[0]):
            found = [item for _, _, stamp, item in head if item.stamp == stamp]
            if len(found) == len(head):
                return found
        # Some were taken out, or came late: tidied up, they cost nothing next time.
        passed: list[tuple[int, str, int, T]] = []
        while len(passed) < count and (first := self.first()) is not None:
            passed.append(self._pop(first))
        self._line.extendleft(reversed(passed))
        return [entry[3] for entry in passed]

    def _pop(self, first: T) -> tuple[int, str, int, T]:
        """Takes out what `first` has just found."""
        line = self._line
        if line and line[0][3] is first:
            return line.popleft()
        return heappop(self._late)

    def _sweep(self) -> None:
        """Drops what was taken out; each entry pays for one look at it."""
        entries = [*self._line, *self._late]
        alive = sorted(entry for entry in entries if entry[3].stamp == entry[2])
        self._line = deque(alive)
        self._late = []
        self._limit = 2 * len(alive) + _MIN_TO_SWEEP

    def __len__(self) -> int:
        """Entries, those included that were taken out and not yet dropped."""
        return len(self._line) + len(self._late)
