"""One task's alarm: any number of `set` calls wake it once."""

from __future__ import annotations

import trio
from trio.lowlevel import Abort, Task, current_task, reschedule, wait_task_rescheduled


class Wakeup:
    """Cheaper than a new `trio.Event` per round; one waiting task at most."""

    __slots__ = ("_is_set", "_task")

    def __init__(self) -> None:
        self._is_set = False
        self._task: Task | None = None

    def set(self) -> None:
        """Wakes the waiting task, or the next one to wait."""
        if self._task is not None:
            task, self._task = self._task, None
            reschedule(task)
        else:
            self._is_set = True

    async def wait(self) -> None:
        """Sleeps until `set`; always a checkpoint; cancelling loses no `set`."""
        if self._is_set:
            self._is_set = False
            await trio.lowlevel.checkpoint()
            return
        self._task = current_task()
        await wait_task_rescheduled(self._forget)

    def _forget(self, _: object) -> Abort:
        self._task = None
        return Abort.SUCCEEDED
