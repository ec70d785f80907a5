"""PURE: which durable deadlines of an entity have a timer, and what must change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import msgspec
from msgspec.structs import replace

from runtime.decision import Deadline
from runtime.journal import Outage
from runtime.outages import extended

C = TypeVar("C")


class Changes(msgspec.Struct, Generic[C], frozen=True):
    """Timers to arm, with the due time extended by outages, and keys to cancel."""

    armed: tuple[Deadline[C], ...]
    gone: tuple[str, ...]


class ArmedDeadlines(Generic[C]):
    """What each timer was armed with, by its key."""

    __slots__ = ("_armed",)

    def __init__(self) -> None:
        self._armed: dict[str, Deadline[C]] = {}

    def __len__(self) -> int:
        return len(self._armed)

    def change(
        self, wanted: Iterable[Deadline[C]], outages: Sequence[Outage], now_ms: int
    ) -> Changes[C]:
        """Takes what the state calls for; answers the difference to what was armed.

        Also what is due when it was due before may mean something else: outages may
        bring the ends of two waits together.
        """
        before = self._armed
        after: dict[str, Deadline[C]] = {}
        armed: list[Deadline[C]] = []
        for each in wanted:
            due_ms = extended(each.due_ms, each.armed_ms, outages, now_ms)
            deadline = each if due_ms == each.due_ms else replace(each, due_ms=due_ms)
            after[each.key] = deadline
            known = before.get(each.key)
            if known is None or (known.due_ms, known.command) != (
                due_ms,
                each.command,
            ):
                armed.append(deadline)
        gone = tuple(key for key in before if key not in after) if before else ()
        self._armed = after
        return Changes(tuple(armed), gone)

    def clear(self) -> tuple[str, ...]:
        """Forgets what was armed; answers the keys."""
        keys = tuple(self._armed)
        self._armed = {}
        return keys

    def covers(self, keys: Iterable[str]) -> bool:
        """True when all these timers are durable deadlines."""
        return all(key in self._armed for key in keys)

    def first_due_ms(self, keys: Iterable[str]) -> int | None:
        """When the first of these timers, which are covered, is due."""
        return min((self._armed[key].due_ms for key in keys), default=None)
