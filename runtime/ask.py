"""Ask: one object that is envelope, waiter and deadline.

The answer goes to a callback, so asking costs no task and no channel; `Ref.ask` is the
same thing with a task that sleeps. A deadline comes from the node's timers, never from
a cancel scope. After the deadline the outcome is unknown: a mutating command carries an
operation id, so that it can be asked again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar

import trio

from runtime.errors import AskCycle, AskTimeout
from runtime.observe import Duty, Event, Events

if TYPE_CHECKING:
    from runtime.cell import Cell
    from runtime.timers import Timer, Timers

CURRENT_CELL: ContextVar[Cell | None] = ContextVar(
    "triodesk_current_cell", default=None
)
"""The actor whose asynchronous handler runs in this task; None outside of actors."""

Answered = Callable[[object, Exception | None], None]
"""Called once with (answer, None) or (None, error), by who answers or by the timers;
what it raises is reported and harms neither."""


class AnswerNotTaken(Event, frozen=True):
    """A call-back raised when it was given its answer."""

    duty: ClassVar[Duty] = Duty.ERROR

    callback: str
    error: str


class Ask:
    """A message that wants an answer, for as long as `is_open`."""

    __slots__ = ("_done", "_events", "is_open", "message", "timer")

    def __init__(self, message: object, done: Answered, events: Events) -> None:
        self.message = message
        self.is_open = True
        self.timer: Timer | None = None
        self._done = done
        self._events = events

    def settle(self, timers: Timers, answer: object, error: Exception | None) -> bool:
        """Gives the answer; False: it came too late and is dropped."""
        if not self.is_open:
            return False
        self.is_open = False
        if self.timer is not None:
            timers.cancel(self.timer)
        self._give(answer, error)
        return True

    def fire(self, timer: Timer) -> None:
        """The deadline passed."""
        del timer
        if self.is_open:
            self.is_open = False
            self._give(None, AskTimeout("no answer before the deadline"))

    def _give(self, answer: object, error: Exception | None) -> None:
        try:
            self._done(answer, error)
        except Exception as failure:  # noqa: BLE001 - who answers is not its victim
            name = getattr(self._done, "__qualname__", type(self._done).__qualname__)
            text = f"{type(failure).__qualname__}: {failure}"
            self._events.emit(AnswerNotTaken(str(name), text))


class SleepingAsk(Ask):
    """An ask of one trio task, which sleeps unless it is answered at once."""

    __slots__ = ("_answer", "_error", "_task", "_timers")

    def __init__(self, message: object) -> None:
        self.message = message
        self.is_open = True
        self.timer = None
        self._task: trio.lowlevel.Task | None = None
        self._answer: object = None
        self._error: Exception | None = None

    def _give(self, answer: object, error: Exception | None) -> None:
        self._answer = answer
        self._error = error
        if self._task is not None:
            trio.lowlevel.reschedule(self._task)

    async def sleep(self, timers: Timers, seconds: float) -> None:
        """Sleeps until the answer or the deadline; to be called while it is open.

        Cancelling forgets the ask, not its effects.
        """
        self._timers = timers
        self.timer = timers.arm(seconds, self)
        self._task = trio.lowlevel.current_task()
        await trio.lowlevel.wait_task_rescheduled(self._forget)

    def outcome(self) -> object:
        """The answer, once there is one.

        Raises:
            Exception: what the ask was answered with.
        """
        if self._error is not None:
            raise self._error
        return self._answer

    def _forget(self, _: object) -> trio.lowlevel.Abort:
        self.is_open = False
        if self.timer is not None:
            self._timers.cancel(self.timer)
        return trio.lowlevel.Abort.SUCCEEDED


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
