from __future__ import annotations

import resource

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from runtime.busy_share import QUIET_SHARE, Clocks
from runtime.heap import (
    FIRST_WAIT_SECONDS,
    FORCED_SECONDS,
    LOOK_SECONDS,
    MAX_WAIT_SECONDS,
    MIN_GROWTH_BYTES,
    GivenBack,
    Heap,
    Memory,
    Pressure,
    is_due,
    next_wait,
    own_memory,
)
from runtime.observe import Events

MIB = 1024 * 1024
QUIET, BUSY = QUIET_SHARE / 2, QUIET_SHARE


@pytest.mark.parametrize(
    ("pressure", "due"),
    [
        (Pressure(MIN_GROWTH_BYTES, QUIET, 0), True),
        (Pressure(MIN_GROWTH_BYTES - 1, QUIET, MAX_WAIT_SECONDS), False),
        (Pressure(MIN_GROWTH_BYTES, QUIET, -1), False),
        (Pressure(MIN_GROWTH_BYTES, BUSY, FORCED_SECONDS - 1), False),
        (Pressure(MIN_GROWTH_BYTES, BUSY, FORCED_SECONDS), True),
    ],
)
def test_what_is_due(pressure: Pressure, *, due: bool) -> None:
    assert is_due(pressure) is due


@given(
    st.floats(FIRST_WAIT_SECONDS, MAX_WAIT_SECONDS),
    st.integers(0, 100 * MIB),
    st.integers(MIN_GROWTH_BYTES, 100 * MIB),
)
def test_what_brings_little_is_done_less_often(
    wait: float, given_bytes: int, grown: int
) -> None:
    after = next_wait(wait, given_bytes, grown)
    if given_bytes >= grown / 4:
        assert after == FIRST_WAIT_SECONDS
    else:
        assert after == min(2 * wait, MAX_WAIT_SECONDS)


class Process:
    """So much of its memory is in use, and so much more is kept."""

    def __init__(self, in_use: int) -> None:
        self.in_use = in_use
        self.kept = 0
        self.work = 0.0

    def heap(self, events: Events) -> Heap:
        clocks = Clocks(trio.current_time, lambda: self.work)
        memory = Memory(lambda: self.in_use + self.kept, self._give_back)
        return Heap(events, memory, clocks)

    def _give_back(self) -> None:
        self.kept = 0


@pytest.fixture
def told(events: Events) -> list[GivenBack]:
    heard: list[GivenBack] = []
    events.subscribe(GivenBack, heard.append)
    return heard


async def test_what_was_freed_is_given_back(
    events: Events, told: list[GivenBack], autojump_clock: trio.testing.MockClock
) -> None:
    process = Process(60 * MIB)
    heap = process.heap(events)
    with trio.move_on_after(20 * LOOK_SECONDS):
        process.kept = 90 * MIB
        await heap.run()
    assert told == [GivenBack(90 * MIB, 60 * MIB, 0.0)]
    with trio.move_on_after(FIRST_WAIT_SECONDS + LOOK_SECONDS):
        process.kept = 30 * MIB
        await heap.run()
    assert process.kept == 0


async def test_what_is_in_use_is_looked_through_ever_less_often(
    events: Events, told: list[GivenBack], autojump_clock: trio.testing.MockClock
) -> None:
    process = Process(60 * MIB)
    heap = process.heap(events)
    process.in_use += 500 * MIB
    with trio.move_on_after(3 * MAX_WAIT_SECONDS):
        await heap.run()
    assert [event.given_bytes for event in told] == [0] * 7
    with trio.move_on_after(MAX_WAIT_SECONDS):
        process.in_use, process.kept = 60 * MIB, 500 * MIB
        await heap.run()
    assert process.kept == 0


async def test_the_least_that_it_was_is_what_counts(
    events: Events, told: list[GivenBack], autojump_clock: trio.testing.MockClock
) -> None:
    process = Process(100 * MIB)
    heap = process.heap(events)
    with trio.move_on_after(FIRST_WAIT_SECONDS):
        process.in_use = 50 * MIB
        await heap.run()
    with trio.move_on_after(FIRST_WAIT_SECONDS):
        process.kept = 40 * MIB
        await heap.run()
    assert [event.given_bytes for event in told] == [40 * MIB]


def test_this_process_gets_rid_of_what_it_freed() -> None:
    memory = own_memory()
    if memory is None:
        pytest.skip("this C library keeps nothing that it could be asked for")
    messages: list[bytes] = []
    pins: list[bytes] = []
    for _ in range(4_000):
        messages.append(bytes(24_000))
        pins.append(bytes(700))
    messages.clear()
    kept = memory.resident_bytes()
    memory.give_back()
    assert memory.resident_bytes() < kept - 60 * MIB
    assert pins


def test_a_process_that_can_open_nothing_more_is_measured() -> None:
    memory = own_memory()
    if memory is None:
        pytest.skip("there is nothing to be measured for")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        assert memory.resident_bytes() > MIB
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
