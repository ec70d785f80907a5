"""The timer service: never early, at most a tick late, exact under a mock clock."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from random import Random
from weakref import ref

import pytest
import trio
import trio.testing
from hypothesis import given
from hypothesis import strategies as st

from runtime.timers import (
    MAX_FIRES_PER_TURN,
    MIN_DEAD_TO_SWEEP,
    TICKS_PER_SECOND,
    Timer,
    Timers,
)

TICK = 1 / TICKS_PER_SECOND
ROUNDING = 1e-7
"""Far below a tick; trio's clock counts in floats that start at a large number."""


class Bell:
    """Notes what rings when."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.rung: list[tuple[object, float]] = []

    def fire(self, timer: Timer) -> None:
        self.rung.append((timer.message, self._clock()))

    @property
    def messages(self) -> list[object]:
        return [message for message, _ in self.rung]


class Clock:
    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Holder:
    """A target that knows its timer: a cycle that the collector does not see."""

    timer: Timer

    def fire(self, timer: Timer) -> None:
        raise AssertionError(timer)


def run_until(clock: Clock, timers: Timers, end: float) -> None:
    """Time passes as it does under trio: it wakes up at `next_deadline`."""
    while (due := timers.next_deadline()) <= end:
        clock.now = max(clock.now, due)
        while timers.fire_due():
            pass
    clock.now = end


@given(
    st.floats(0, 1e6),
    st.lists(st.tuples(st.floats(0, 30), st.floats(0, 20)), max_size=20),
)
def test_never_early_and_at_most_a_tick_late(
    start: float, waits: list[tuple[float, float]]
) -> None:
    clock = Clock(start)
    timers = Timers(clock)
    bell = Bell(clock)
    due: dict[int, float] = {}
    for number, (gap, seconds) in enumerate(waits):
        run_until(clock, timers, clock.now + gap)
        due[number] = clock.now + seconds
        timers.arm(seconds, bell, number)
    run_until(clock, timers, clock.now + 100)
    assert sorted(bell.messages, key=str) == sorted(due, key=str)
    for rung, rung_at in bell.rung:
        assert isinstance(rung, int)
        assert -ROUNDING <= rung_at - due[rung] <= TICK + ROUNDING
    assert len(timers) == 0
    assert timers.next_deadline() == float("inf")


def test_what_is_late_fires_at_once() -> None:
    clock = Clock(5.0)
    timers = Timers(clock)
    bell = Bell(clock)
    timers.arm(-3.0, bell, "late")
    timers.fire_due()
    assert bell.messages == ["late"]


def test_timers_of_one_tick_fire_in_the_order_of_arming() -> None:
    clock = Clock()
    timers = Timers(clock)
    bell = Bell(clock)
    for number in range(5):
        timers.arm(0.001, bell, number)
    run_until(clock, timers, 1)
    assert bell.messages == [0, 1, 2, 3, 4]


def test_a_cancelled_timer_never_fires_and_is_cancelled_once() -> None:
    clock = Clock()
    timers = Timers(clock)
    bell = Bell(clock)
    timer = timers.arm(1.0, bell, "never")
    timers.arm(1.0, bell, "kept")
    timers.cancel(timer)
    timers.cancel(timer)
    assert len(timers) == 1
    run_until(clock, timers, 2)
    timers.cancel(timer)
    assert (bell.messages, len(timers)) == (["kept"], 0)


def test_a_timer_that_fired_cannot_be_cancelled() -> None:
    clock = Clock()
    timers = Timers(clock)
    bell = Bell(clock)
    fired = timers.arm(0.1, bell, "fired")
    run_until(clock, timers, 1)
    timers.arm(0.1, bell, "next")
    timers.cancel(fired)
    assert len(timers) == 1


class Canceller:
    """Cancels its victim when it rings."""

    def __init__(self, timers: Timers) -> None:
        self.timers = timers
        self.victim: Timer | None = None

    def fire(self, timer: Timer) -> None:
        assert self.victim is not None
        self.timers.cancel(self.victim)


def test_a_timer_can_cancel_another_of_the_same_tick() -> None:
    clock = Clock()
    timers = Timers(clock)
    bell = Bell(clock)
    canceller = Canceller(timers)
    timers.arm(0.1, canceller)
    canceller.victim = timers.arm(0.1, bell, "never")
    run_until(clock, timers, 1)
    assert (bell.messages, len(timers)) == ([], 0)


@pytest.mark.parametrize("seed", range(5))
def test_a_sweep_keeps_every_live_timer(seed: int) -> None:
    random = Random(seed)
    clock = Clock()
    timers = Timers(clock)
    bell = Bell(clock)
    armed = [
        timers.arm(random.choice((0.1, 0.2, 5.0, 9.0)), bell, number)
        for number in range(3 * MIN_DEAD_TO_SWEEP)
    ]
    kept = set(random.sample(range(len(armed)), 50))
    for number, timer in enumerate(armed):
        if number not in kept:
            timers.cancel(timer)
    assert len(timers) == 50
    run_until(clock, timers, 10)
    assert set(bell.messages) == kept
    assert len(bell.messages) == 50


def test_cancelled_timers_do_not_pile_up() -> None:
    timers = Timers(Clock())
    bell = Bell(Clock())
    kept = timers.arm(1e6, bell, "kept")
    entries = 0
    for number in range(20 * MIN_DEAD_TO_SWEEP):
        timers.cancel(timers.arm(100 + number % 7, bell))
        entries = max(entries, sum(map(len, timers._buckets.values())))
    assert entries <= 2 * MIN_DEAD_TO_SWEEP
    assert kept.target is bell


def test_a_service_that_was_cleared_fires_nothing_and_keeps_nobody_alive() -> None:
    clock = Clock()
    timers = Timers(clock)
    holder = Holder()
    holder.timer = timers.arm(1.0, holder, "message")
    timers.cancel(timers.arm(2.0, holder))
    last = ref(holder)
    del holder
    timers.clear()
    gc.collect()
    assert last() is None
    assert len(timers) == 0
    assert timers.next_deadline() == math.inf
    clock.now = 9.0
    assert not timers.fire_due()


def test_many_timers_of_one_tick_do_not_keep_others_from_their_turn() -> None:
    clock = Clock()
    timers = Timers(clock)
    bell = Bell(clock)
    count = 2 * MAX_FIRES_PER_TURN + 10
    for number in range(count):
        timers.arm(0.005, bell, number)
    timers.arm(0.015, bell, "next tick")
    clock.now = 1.0
    rounds = [len(bell.rung)]
    while timers.fire_due():
        rounds.append(len(bell.rung))
    assert rounds == [0, MAX_FIRES_PER_TURN, 2 * MAX_FIRES_PER_TURN]
    assert bell.messages == [*range(count), "next tick"]


def test_arming_while_firing_waits_for_its_own_tick() -> None:
    clock = Clock()
    timers = Timers(clock)
    bell = Bell(clock)

    class Again:
        def fire(self, timer: Timer) -> None:
            timers.arm(0.05, bell, "again")

    timers.arm(0.1, Again())
    clock.now = 0.5
    timers.fire_due()
    assert bell.messages == []
    run_until(clock, timers, 1)
    assert bell.messages == ["again"]


async def test_under_a_mock_clock_each_fires_on_its_tick(
    autojump_clock: trio.testing.MockClock,
) -> None:
    timers = Timers(trio.current_time)
    bell = Bell(trio.current_time)
    random = Random(1)
    start = trio.current_time()
    due = {number: random.uniform(0, 20) for number in range(200)}
    async with trio.open_nursery() as nursery:
        nursery.start_soon(timers.run)
        await trio.testing.wait_all_tasks_blocked()
        for number, seconds in due.items():
            timers.arm(seconds, bell, number)
        await trio.sleep(60)
        nursery.cancel_scope.cancel()
    assert len(bell.rung) == 200
    for rung, rung_at in bell.rung:
        assert isinstance(rung, int)
        assert -ROUNDING <= rung_at - start - due[rung] <= TICK + ROUNDING


async def test_an_earlier_timer_wakes_the_service_that_sleeps_for_a_later_one(
    autojump_clock: trio.testing.MockClock,
) -> None:
    timers = Timers(trio.current_time)
    bell = Bell(trio.current_time)
    start = trio.current_time()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(timers.run)
        timers.arm(100, bell, "late")
        await trio.testing.wait_all_tasks_blocked()
        timers.arm(1, bell, "soon")
        await trio.sleep(2)
        assert bell.messages == ["soon"]
        await trio.sleep(100)
        nursery.cancel_scope.cancel()
    assert [round(at - start) for _, at in bell.rung] == [1, 100]


async def test_a_flood_of_due_timers_leaves_turns_to_other_tasks(
    autojump_clock: trio.testing.MockClock,
) -> None:
    timers = Timers(trio.current_time)
    bell = Bell(trio.current_time)
    seen: list[int] = []

    async def watch() -> None:
        while len(bell.rung) < 3 * MAX_FIRES_PER_TURN:
            if bell.rung:
                seen.append(len(bell.rung))
            await trio.lowlevel.checkpoint()

    for number in range(3 * MAX_FIRES_PER_TURN):
        timers.arm(0.0, bell, number)
    await trio.sleep(1)
    with trio.fail_after(10):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(watch)
            nursery.start_soon(timers.run)
            while len(bell.rung) < 3 * MAX_FIRES_PER_TURN:
                await trio.lowlevel.checkpoint()
            nursery.cancel_scope.cancel()
    assert seen
    assert min(seen) <= 2 * MAX_FIRES_PER_TURN


@pytest.mark.parametrize("now", [0.0, 0.29, 1e5 + 0.07, 123_456.78])
def test_a_clock_that_stands_on_the_tick_has_reached_it(now: float) -> None:
    clock = Clock(now)
    timers = Timers(clock)
    bell = Bell(clock)
    timers.arm(0.5, bell, "x")
    clock.now = timers.next_deadline()
    timers.fire_due()
    assert bell.messages == ["x"]


@pytest.mark.parametrize("now", [0.0, 0.29, 257.9, 1e5 + 0.07, 123_456.78])
def test_what_is_armed_for_now_waits_for_the_next_tick(now: float) -> None:
    clock = Clock(now)
    timers = Timers(clock)
    bell = Bell(clock)
    timers.arm(0.0, bell, "x")
    timers.fire_due()
    assert bell.messages == []
    clock.now = timers.next_deadline()
    timers.fire_due()
    assert bell.messages == ["x"]
    assert clock.now > now
