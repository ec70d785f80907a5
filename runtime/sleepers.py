"""The entities of a region that left memory, and the deadlines that call them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.timers import Timer

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.node import Node


@dataclass(frozen=True, slots=True)
class Census:
    """How many entities of one kind are where.

    Attributes:
        kind: first part of their names.
        awake: in memory.
        asleep: left memory since the region's start and did not come back yet.
        passivated: how often one left, since the region's start.
        revived: how often one came back, for mail or for a deadline.
        quarantined: over their budget of crashes, left alone for now.
    """

    kind: str
    awake: int
    asleep: int = 0
    passivated: int = 0
    revived: int = 0
    quarantined: int = 0


class Sleepers:
    """Who is asleep; one timer each for those who have a deadline.

    Args:
        node: whose timers.
        wake: called with the id of one whose deadline is due; it must come back then.
    """

    __slots__ = ("_asleep", "_node", "_wake", "passivated", "revived")

    def __init__(self, node: Node, wake: Callable[[str], None]) -> None:
        self._node = node
        self._wake = wake
        self._asleep: dict[str, Timer | None] = {}
        self.passivated = 0
        self.revived = 0

    def __len__(self) -> int:
        return len(self._asleep)

    def __contains__(self, entity_id: str) -> bool:
        return entity_id in self._asleep

    def put(self, entity_id: str, due_ms: int | None) -> None:
        """One left memory; `due_ms` is the wall time of its next deadline, or None."""
        timer = None
        if due_ms is not None:
            seconds = max(0, due_ms - self._node.wall_ms()) / 1000
            timer = self._node.timers.arm(seconds, self, key=entity_id)
        self._asleep[entity_id] = timer
        self.passivated += 1

    def fire(self, timer: Timer) -> None:
        """A sleeper's deadline is due."""
        self._wake(timer.key)

    def came_back(self, entity_id: str) -> None:
        """One is in memory; it may have been asleep, or never have been there."""
        if entity_id in self._asleep:
            timer = self._asleep.pop(entity_id)
            self.revived += 1
            if timer is not None:
                self._node.timers.cancel(timer)

    def forget(self) -> None:
        """Nobody is called back any more."""
        for timer in self._asleep.values():
            if timer is not None:
                self._node.timers.cancel(timer)
        self._asleep.clear()
