"""`bench timers`: to arm, to cancel, to fire, with a million timers pending.

A timer that fires is a tell into an awake mailbox: the actor holds its mail until all
have come, so that firing and handling are measured apart.
"""

from __future__ import annotations

import time
from typing import Final

import trio

from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_most, printed
from admin.bench.peers import trio_tasks
from admin.bench.stage import actor_of, staged
from runtime.actor import HOLD, Actor
from runtime.cell import Cell
from runtime.ref import Ref
from runtime.timers import Timer, Timers

GOAL_ARM_US: Final = 1.5
GOAL_CANCEL_US: Final = 0.2
GOAL_FIRE_US: Final = 1.0
FAR_SECONDS: Final = 600.0
"""The pending timers are due between once and twice this."""
LEAD_SECONDS: Final = 2.0
"""From arming until the first is due: enough for arming the rest."""
SPREAD_SECONDS: Final = 1.0
"""The firing ones are due within this."""
FIRING_SHARE: Final = 0.2
"""As many fire as this share of the pending ones."""
_STRIDE: Final = 7_919
"""A prime: deadlines come in no order."""
_POLL_SECONDS: Final = 0.005


class _Holder(Actor[int]):
    """Keeps its mail until it is told to resume."""

    def receive(self, message: int) -> object:
        return HOLD if message < 0 else None


class _Nobody:
    def fire(self, timer: Timer) -> None:
        """Its timers are cancelled or stay pending."""


def _far(number: int, size: int) -> float:
    return FAR_SECONDS * (1 + number * _STRIDE % size / size)


def _arm_and_cancel(timers: Timers, size: int) -> tuple[float, float]:
    nobody = _Nobody()
    began = time.process_time()
    armed = [timers.arm(_far(number, size), nobody) for number in range(size)]
    arming = time.process_time() - began
    began = time.process_time()
    for timer in armed:
        timers.cancel(timer)
    return arming, time.process_time() - began


async def _fire(cell: Cell, count: int) -> tuple[float, float]:
    """CPU seconds until all have come, and until all were handled."""
    context = actor_of(cell, _Holder).context
    Ref[int](cell).tell(-1)
    began = trio.current_time()
    for number in range(count):
        due = number * _STRIDE % count / count * SPREAD_SECONDS
        passed = trio.current_time() - began
        context.start_timer(str(number), LEAD_SECONDS + due - passed, number)
    await trio.sleep_until(began + LEAD_SECONDS - _POLL_SECONDS)
    spent = time.process_time()
    while len(cell.queue or ()) < count:  # noqa: ASYNC110 - nobody tells us
        await trio.sleep(_POLL_SECONDS)
    firing = time.process_time() - spent
    spent = time.process_time()
    context.resume()
    while cell.queue:
        await trio.lowlevel.checkpoint()
    return firing, time.process_time() - spent


def _timers(job: Job) -> Sample:
    async def main() -> Sample:
        async with staged((_Holder,)) as (node, (cell,)):
            arming, cancelling = _arm_and_cancel(node.timers, job.size)
            nobody = _Nobody()
            for number in range(job.size):
                node.timers.arm(_far(number, job.size), nobody)
            count = int(job.size * FIRING_SHARE)
            firing, handling = await _fire(cell, count)
            return {
                "arm_us": arming / job.size * 1e6,
                "cancel_us": cancelling / job.size * 1e6,
                "fire_us": firing / count * 1e6,
                "handle_us": handling / count * 1e6,
            }

    return trio.run(main)


def _figures(samples: Samples) -> tuple[Figure, ...]:
    def of(measure: str) -> float:
        return samples.of("timers", measure)

    peers = {"a task that sleeps": samples.peer("task", "us")}
    return (
        at_most("arm", of("arm_us"), "µs", GOAL_ARM_US, peers),
        at_most("cancel", of("cancel_us"), "µs", GOAL_CANCEL_US),
        at_most("fire", of("fire_us"), "µs", GOAL_FIRE_US),
        printed("handle what fired", of("handle_us"), "µs"),
    )


TIMERS: Final = Benchmark(
    "timers",
    "arm, cancel and fire with a million timers pending",
    (
        Case("timers", _timers, 1_000_000, 20_000),
        Case("task", trio_tasks, 20_000, 2_000),
    ),
    _figures,
)
