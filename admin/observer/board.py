"""The experiments of a process: those that wait, and what came of the others."""

from __future__ import annotations

from collections import deque
from typing import Final

import trio

from admin.observer.experiment import ENDED, Experiment

MAX_SHOWN: Final = 20
"""Experiments on the board; the audit log has all."""
MAX_WAITING: Final = 5
"""Each takes some seconds, so that the next is not blamed for it."""


class Board:
    """Outlives who carries experiments out: that may be an experiment's victim."""

    def __init__(self) -> None:
        self._shown: deque[Experiment] = deque(maxlen=MAX_SHOWN)
        self._asked = trio.Event()
        self._count = 0

    @property
    def shown(self) -> tuple[Experiment, ...]:
        """The newest, newest first."""
        return tuple(reversed(self._shown))

    @property
    def open(self) -> tuple[Experiment, ...]:
        """Those that are under way or wait, oldest first."""
        return tuple(each for each in self._shown if each.stage not in ENDED)

    def find(self, who: str, operation: str) -> Experiment | None:
        """What somebody asked for under an id of his."""
        wanted = (who, operation)
        found = (each for each in self._shown if (each.who, each.operation) == wanted)
        return next(found, None)

    @property
    def is_full(self) -> bool:
        """No more may wait."""
        return len(self.open) >= MAX_WAITING

    def next_number(self) -> int:
        """Of an experiment that is to be added."""
        self._count += 1
        return self._count

    def add(self, experiment: Experiment) -> None:
        """Has it wait for its turn."""
        self._shown.append(experiment)
        self._asked.set()

    async def next_open(self) -> Experiment:
        """The oldest that has not ended; waits for one."""
        while not self.open:
            self._asked = trio.Event()
            await self._asked.wait()
        return self.open[0]
