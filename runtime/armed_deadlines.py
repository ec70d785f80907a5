"""PURE: which durable deadlines of an entity have a timer, and what must change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from runtime.decision import Deadline
from runtime.journal import Outage
from runtime.outages import extended

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Changes(Generic[C]):
    """Timers to arm, with the due time extended by outages, and keys to cancel."""

    armed: tuple[Deadline[C], ...]
    gone: tuple[str, ...]


class ArmedDeadlines:
    """The due time of each timer by its key."""

    __slots__ = ("_due_ms",)

    def __init__(self) -> None:
        self._due_ms: dict[str, int] = {}

    def change(
        self, wanted: Iterable[Deadline[C]], outages: Sequence[Outage]
    ) -> Changes[C]:
        """Takes what the state calls for; answers the difference to what was armed."""
        due = {
            each.key: replace(
                each, due_ms=extended(each.due_ms, each.armed_ms, outages)
            )
            for each in wanted
        }
        gone = tuple(key for key in self._due_ms if key not in due)
        armed = tuple(
            each for key, each in due.items() if self._due_ms.get(key) != each.due_ms
        )
        self._due_ms = {key: each.due_ms for key, each in due.items()}
        return Changes(armed, gone)

    def covers(self, keys: Iterable[str]) -> bool:
        """True when all these timers are durable deadlines."""
        return all(key in self._due_ms for key in keys)

    def first_due_ms(self, keys: Iterable[str]) -> int | None:
        """When the first of these timers, which are covered, is due."""
        return min((self._due_ms[key] for key in keys), default=None)
