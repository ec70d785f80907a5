"""The scheduler seam: who decides which actor runs next.

`TrioDispatcher` is the real one: a single task drains a run queue, so handling a
message costs no task switch. `SteppedDispatcher` runs the same actors without trio, one
turn at a time in an order drawn from a seed.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from random import Random
from time import perf_counter
from typing import Final, Protocol

import trio
from trio.lowlevel import Abort, Task, current_task, reschedule, wait_task_rescheduled

from runtime.cell import Cell
from runtime.errors import UsageError

SLICE_SECONDS: Final = 0.002
"""Time that actors run before input and output get their turn."""


class Dispatcher(Protocol):
    """Runs cells that have mail.

    Attributes:
        lent_seconds: time of turns given in the tasks of askers since the last slice;
            infinite where only the dispatcher gives turns.
        lent_turns: how many such turns there were.
    """

    lent_seconds: float
    lent_turns: int

    def ready(self, cell: Cell) -> None:
        """Called once when a cell has mail; `cell.turn()` must follow, not inside."""

    def start_task(
        self, function: Callable[..., Coroutine[object, object, None]], *args: object
    ) -> None:
        """Runs a coroutine function beside the actors (services, async handlers)."""


class TrioDispatcher:
    """Runs cells in one trio task, in the order in which they became ready."""

    def __init__(self, nursery: trio.Nursery) -> None:
        self._nursery = nursery
        self._ready: deque[Cell] = deque()
        self._parked: Task | None = None
        self.lent_seconds = 0.0
        self.lent_turns = 0
        self._context = copy_context()

    def ready(self, cell: Cell) -> None:
        """Appends a cell to the run queue and wakes the task if it sleeps."""
        self._ready.append(cell)
        if self._parked is not None:
            task, self._parked = self._parked, None
            reschedule(task)

    def start_task(
        self, function: Callable[..., Coroutine[object, object, None]], *args: object
    ) -> None:
        """Starts a task in the node's nursery; it inherits nothing of who asks."""
        self._context.run(self._nursery.start_soon, function, *args)

    def _abort(self, _: object) -> Abort:
        self._parked = None
        return Abort.SUCCEEDED

    async def run(self) -> None:
        """Dispatches until cancelled."""
        ready = self._ready
        while True:
            if ready:
                await trio.lowlevel.checkpoint()
            else:
                self._parked = current_task()
                await wait_task_rescheduled(self._abort)
            self.lent_seconds = 0.0
            before = perf_counter()
            end = before + SLICE_SECONDS
            while ready and before < end:
                cell = ready.popleft()
                cell.turn()
                now = perf_counter()
                cell.busy_seconds += now - before
                before = now


class SteppedDispatcher:
    """Runs cells one turn at a time, in an order drawn from `random`; no trio.

    Services and asynchronous handlers need trio and are refused.
    """

    def __init__(self, random: Random) -> None:
        self.lent_seconds = math.inf
        self.lent_turns = 0
        self._random = random
        self._ready: list[Cell] = []

    def ready(self, cell: Cell) -> None:
        """Notes that a cell has mail."""
        self._ready.append(cell)

    def start_task(
        self, function: Callable[..., Coroutine[object, object, None]], *args: object
    ) -> None:
        """Refuses: there is no trio here.

        Raises:
            UsageError: always.
        """
        raise UsageError(
            f"expected plain handlers under a stepped dispatcher, got {function} {args}"
        )

    def __len__(self) -> int:
        return len(self._ready)

    def step(self) -> bool:
        """Gives one ready cell, chosen by chance, its turn; False when none is."""
        ready = self._ready
        if not ready:
            return False
        place = self._random.randrange(len(ready))
        ready[place], ready[-1] = ready[-1], ready[place]
        ready.pop().turn()
        return True

    def drain(self, limit: int) -> int:
        """Steps until nothing is ready or `limit` turns were given; says how many."""
        turns = 0
        while turns < limit and self.step():
            turns += 1
        return turns
