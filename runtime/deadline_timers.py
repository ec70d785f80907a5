"""Keeps an actor's timers in line with its durable deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from runtime.actor import Context
from runtime.armed_deadlines import ArmedDeadlines
from runtime.decision import Deadline
from runtime.journal import Outage
from runtime.passivation import Leave

C = TypeVar("C")


class DeadlineTimers(Generic[C]):
    """The timers of one incarnation's deadlines.

    Args:
        outages: stretches in which nothing ran, oldest first; they extend deadlines.
    """

    __slots__ = ("_armed", "_outages")

    def __init__(self, outages: Sequence[Outage]) -> None:
        self._armed: ArmedDeadlines[C] = ArmedDeadlines()
        self._outages = outages

    def follow(self, wanted: Sequence[Deadline[C]], context: Context[C]) -> None:
        """Arms what is new or another, and cancels what is gone."""
        if not wanted and not self._armed:
            return
        now_ms = context.node.wall_ms()
        changed = self._armed.change(wanted, self._outages, now_ms)
        for key in changed.gone:
            context.cancel_timer(key)
        for each in changed.armed:
            seconds = max(0, each.due_ms - now_ms) / 1000
            context.start_timer(each.key, seconds, each.command)

    def forget(self, context: Context[C]) -> None:
        """Cancels all, so that `follow` arms afresh, also what was received."""
        for key in self._armed.clear():
            context.cancel_timer(key)

    def may_leave(self, running: Iterable[str], *, is_stored: bool) -> Leave | None:
        """Leave with the next deadline, unless other timers than these run."""
        keys = tuple(running)
        if not self._armed.covers(keys):
            return None
        return Leave(self._armed.first_due_ms(keys), is_stored=is_stored)
