"""One timer service per node: plain functions over buckets of ticks.

A deadline is rounded up to the next tick; a bucket holds the timers of one tick, a heap
the ticks. Arming costs a dictionary look-up and an append, cancelling marks the entry;
dead entries are swept when most are dead. No task and no cancel scope per timer: a
scope alone costs several times as much (`triodesk bench timers`).

The service does not read a clock of its own: `clock` is trio's under trio, so a mock
clock drives it, and a plain counter under a stepped dispatcher.

Source: Erlang's `send_after`, Pekko's keyed timers (a replaced or cancelled timer is
never delivered, even when it is in the mailbox already: see `runtime.cell`).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from typing import Protocol

import msgspec
import trio

TICKS_PER_SECOND = 100
"""10 ms a tick, as Pekko's wheel: finer than any deadline people notice."""

_ROUNDING = 1e-6
"""Of a tick: a clock that stands exactly on a tick must count as having reached it."""

MIN_DEAD_TO_SWEEP = 4_096
"""Below this many cancelled entries a sweep is not worth its pass over the buckets."""

MAX_DEAD_SHARE = 0.75
"""Of all entries; a lower share would walk more often over those that are alive."""

MAX_FIRES_PER_TURN = 4_096
"""Timers fired before other tasks get a turn: about 2 ms."""


class Target(Protocol):
    """What a timer wakes."""

    def fire(self, timer: Timer) -> None:
        """Called once, at or after the deadline, unless the timer was cancelled."""


class Timer(msgspec.Struct, eq=False, gc=False):
    """One armed deadline. `target` is None once it has fired or was cancelled.

    There are as many as there are waiting sessions, so the collector does not look at
    them: a cycle through a timer ends when it fires or is cancelled.
    """

    target: Target | None
    message: object
    key: str


class CallBack:
    """A target that calls a function."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[[None], None]) -> None:
        self._call = call

    def fire(self, timer: Timer) -> None:
        """The wait is over."""
        del timer
        self._call(None)


class Timers:
    """The service. All calls belong to the node's loop; none of them blocks."""

    __slots__ = ("_buckets", "_clock", "_count", "_dead", "_next", "_scope", "_ticks")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[int, list[Timer]] = {}
        self._ticks: list[int] = []
        self._count = 0
        self._dead = 0
        self._next = math.inf
        self._scope: trio.CancelScope | None = None

    def __len__(self) -> int:
        return self._count - self._dead

    def arm(
        self, seconds: float, target: Target, message: object = None, key: str = ""
    ) -> Timer:
        """Calls `target.fire` in `seconds`, never early, at most a tick late."""
        # Rounded as in `fire_due`: what is armed in a tick never fires in the same one.
        tick = int((self._clock() + seconds) * TICKS_PER_SECOND + _ROUNDING) + 1
        timer = Timer(target, message, key)
        bucket = self._buckets.get(tick)
        if bucket is None:
            self._buckets[tick] = [timer]
            heapq.heappush(self._ticks, tick)
            if tick < self._next:
                self._wake_at(tick)
        else:
            bucket.append(timer)
        self._count += 1
        return timer

    def cancel(self, timer: Timer) -> None:
        """Makes sure that it does not fire; a fired or cancelled one is left alone."""
        if timer.target is None:
            return
        timer.target = timer.message = None
        dead = self._dead = self._dead + 1
        if dead > MIN_DEAD_TO_SWEEP and dead > MAX_DEAD_SHARE * self._count:
            self._sweep()

    def clear(self) -> None:
        """Cancels all: the node has ended, and nothing is kept alive by a timer."""
        for bucket in self._buckets.values():
            for timer in bucket:
                timer.target = timer.message = None
        self._buckets.clear()
        self._ticks.clear()
        self._count = self._dead = 0

    def next_deadline(self) -> float:
        """The clock's time at which the next bucket is due, or infinity."""
        return self._ticks[0] / TICKS_PER_SECOND if self._ticks else math.inf

    def fire_due(self, limit: int = MAX_FIRES_PER_TURN) -> bool:
        """Fires what is due, at most about `limit` timers; True when more is due."""
        now = int(self._clock() * TICKS_PER_SECOND + _ROUNDING)
        ticks = self._ticks
        while ticks and ticks[0] <= now:
            if limit <= 0:
                return True
            bucket = self._buckets[ticks[0]]
            chunk = bucket[:limit]
            if len(chunk) == len(bucket):
                del self._buckets[heapq.heappop(ticks)]
            else:
                del bucket[:limit]
            limit -= len(chunk)
            self._count -= len(chunk)
            self._fire(chunk)
        return False

    def _fire(self, chunk: list[Timer]) -> None:
        for timer in chunk:
            target = timer.target
            if target is None:
                self._dead -= 1
            else:
                timer.target = None
                target.fire(timer)

    def _sweep(self) -> None:
        """Drops cancelled entries; amortised by `cancel` to a constant each."""
        for tick, bucket in list(self._buckets.items()):
            bucket[:] = [timer for timer in bucket if timer.target is not None]
            if not bucket:
                del self._buckets[tick]
        self._ticks[:] = self._buckets
        heapq.heapify(self._ticks)
        self._count -= self._dead
        self._dead = 0

    def _wake_at(self, tick: int) -> None:
        self._next = tick
        if self._scope is not None:
            self._scope.deadline = tick / TICKS_PER_SECOND

    async def run(self) -> None:
        """Fires timers under trio until cancelled."""
        while True:
            if self.fire_due():
                await trio.lowlevel.checkpoint()
                continue
            self._next = self._ticks[0] if self._ticks else math.inf
            with trio.CancelScope(deadline=self.next_deadline()) as self._scope:
                await trio.sleep_forever()
