"""Ask: one object that is envelope, waiter and deadline.

The answer goes to a callback, so asking costs no task and no channel; `Ref.ask` is the
same thing with a task that sleeps. A deadline comes from the node's timers, never from
a cancel scope. After the deadline the outcome is unknown: a mutating command carries an
operation id, so that it can be asked again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING

import trio
from outcome import Error, Value

from runtime.errors import AskCycle, AskTimeout

if TYPE_CHECKING:
    from runtime.cell import Cell
    from runtime.timers import Timer, Timers

CURRENT_CELL: ContextVar[Cell | None] = ContextVar(
    "triodesk_current_cell", default=None
)
"""The actor whose asynchronous handler runs in this task; None outside of actors."""

Answered = Callable[[object, Exception | None], None]
"""Called once with (answer, None) or (None, error)."""


class Ask:
    """A message that wants an answer. `done` is None once it has one."""

    __slots__ = ("done", "message", "timer")

    def __init__(self, message: object, done: Answered) -> None:
        self.message = message
        self.done: Answered | None = done
        self.timer: Timer | None = None

    def settle(self, timers: Timers, answer: object, error: Exception | None) -> bool:
        """Gives the answer; False: it came too late and is dropped."""
        done = self.done
        if done is None:
            return False
        self.done = None
        if self.timer is not None:
            timers.cancel(self.timer)
        done(answer, error)
        return True

    def fire(self, timer: Timer) -> None:
        """The deadline passed."""
        del timer
        done = self.done
        if done is not None:
            self.done = None
            done(None, AskTimeout("no answer before the deadline"))


class SleepingAsk(Ask):
    """An ask whose answer wakes one trio task."""

    __slots__ = ("_task",)

    def __init__(self, message: object) -> None:
        super().__init__(message, self._wake)
        self._task: trio.lowlevel.Task = trio.lowlevel.current_task()

    def _wake(self, answer: object, error: Exception | None) -> None:
        trio.lowlevel.reschedule(
            self._task, Value(answer) if error is None else Error(error)
        )

    async def wait(self, timers: Timers) -> object:
        """Sleeps until the answer; cancelling forgets the ask, not its effects."""

        def forget(_: object) -> trio.lowlevel.Abort:
            self.done = None
            if self.timer is not None:
                timers.cancel(self.timer)
            return trio.lowlevel.Abort.SUCCEEDED

        return await trio.lowlevel.wait_task_rescheduled(forget)


def refuse_cycle(asker: Cell, target: Cell) -> None:
    """Follows who waits for whom from `target` on.

    Raises:
        AskCycle: `target` waits, directly or through others, for `asker`.
    """
    path = [asker.path, target.path]
    cell: Cell | None = target
    while cell is not None:
        if cell is asker:
            raise AskCycle(tuple(path))
        cell = cell.waiting_on
        if cell is not None:
            path.append(cell.path)
