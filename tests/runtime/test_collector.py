from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from runtime.busy_share import QUIET_SHARE, Clocks
from runtime.collector import (
    CHECK_SECONDS,
    FORCED_FACTOR,
    MAX_GROWTH,
    MAX_NOTES,
    MIN_GROWTH,
    THAW_FORCED_SECONDS,
    THAW_QUIET_SECONDS,
    YOUNG_THRESHOLD,
    Action,
    Collected,
    Collector,
    Counts,
    Frozen,
    decide,
    growth_limit,
)
from runtime.observe import Event, Events

BUSY = 1.0
QUIET = 0.0


class Knot:
    """Refers to itself: only the collector can free it."""

    def __init__(self) -> None:
        self.me = self


class Time:
    """A wall and a processor clock, turned by hand."""

    def __init__(self) -> None:
        self.wall = 0.0
        self.work = 0.0

    @property
    def clocks(self) -> Clocks:
        return Clocks(lambda: self.wall, lambda: self.work)


def counts(
    *,
    frozen: int = 0,
    grown: int = 0,
    busy_share: float = QUIET,
    since_thaw_seconds: float = 0.0,
) -> Counts:
    return Counts(frozen, grown, busy_share, since_thaw_seconds)


@pytest.mark.parametrize(
    ("frozen", "limit"),
    [
        (0, MIN_GROWTH),
        (MIN_GROWTH + 1, MIN_GROWTH + 1),
        (MAX_GROWTH + 1, MAX_GROWTH),
    ],
)
def test_growth_that_is_due_doubles_the_heap_within_bounds(
    frozen: int, limit: int
) -> None:
    assert growth_limit(frozen) == limit


def test_a_quiet_process_freezes_at_the_limit_a_busy_one_later() -> None:
    limit = growth_limit(0)
    assert decide(counts(grown=limit - 1)) is Action.WAIT
    assert decide(counts(grown=limit)) is Action.FREEZE
    assert decide(counts(grown=limit, busy_share=BUSY)) is Action.WAIT
    forced = counts(grown=limit * FORCED_FACTOR, busy_share=BUSY)
    assert decide(forced) is Action.FREEZE


def test_everything_is_looked_at_in_quiet_times_and_in_the_end_anyway() -> None:
    quiet = counts(since_thaw_seconds=THAW_QUIET_SECONDS)
    busy = counts(since_thaw_seconds=THAW_QUIET_SECONDS, busy_share=BUSY)
    late = counts(since_thaw_seconds=THAW_FORCED_SECONDS, busy_share=BUSY)
    assert [decide(one) for one in (quiet, busy, late)] == [
        Action.THAW,
        Action.WAIT,
        Action.THAW,
    ]


@given(
    st.builds(
        Counts,
        frozen=st.integers(0, 10_000_000),
        grown=st.integers(0, 10_000_000),
        busy_share=st.floats(0, 2),
        since_thaw_seconds=st.floats(0, 2 * THAW_FORCED_SECONDS),
    )
)
def test_growth_and_age_are_bounded_whatever_the_load(given_counts: Counts) -> None:
    if decide(given_counts) is Action.WAIT:
        assert given_counts.grown < MAX_GROWTH * FORCED_FACTOR
        assert given_counts.since_thaw_seconds < THAW_FORCED_SECONDS


def test_small_growth_just_after_a_pass_is_left_alone() -> None:
    assert decide(counts(grown=MIN_GROWTH - 1, busy_share=QUIET_SHARE)) is Action.WAIT


@pytest.fixture(autouse=True, scope="module")
def frozen_again() -> Iterator[None]:
    """What the tests themselves are made of, see `tests/conftest.py`."""
    yield
    gc.freeze()


@pytest.fixture
def told(events: Events) -> list[Event]:
    heard: list[Event] = []
    events.subscribe(Event, heard.append)
    return heard


@pytest.fixture
def hands() -> Time:
    return Time()


@pytest.fixture
def collector(events: Events, hands: Time) -> Iterator[Collector]:
    made = Collector(events, hands.clocks)
    with made.installed():
        yield made


def test_the_start_freezes_what_is_there(
    told: list[Event], collector: Collector
) -> None:
    assert gc.get_freeze_count() > 0
    frozen = [event for event in told if isinstance(event, Frozen)]
    assert [event.was_full for event in frozen] == [True]
    assert frozen[0].frozen > 0


def test_growth_is_seen_and_frozen_so_that_the_next_pass_skips_it(
    told: list[Event], hands: Time, collector: Collector
) -> None:
    before = gc.get_freeze_count()
    hands.wall += CHECK_SECONDS
    assert collector.look() is Action.WAIT

    grown: list[list[int]] = [[] for _ in range(growth_limit(before) + YOUNG_THRESHOLD)]
    hands.wall += CHECK_SECONDS
    assert collector.look() is Action.FREEZE
    assert gc.get_freeze_count() >= before + len(grown)
    assert gc.get_count()[0] < YOUNG_THRESHOLD
    hands.wall += CHECK_SECONDS
    assert collector.look() is Action.WAIT


def test_a_busy_process_is_measured_by_its_processor_time(
    hands: Time, collector: Collector
) -> None:
    limit = growth_limit(gc.get_freeze_count())
    grown: list[list[int]] = [[] for _ in range(limit * 3 // 2)]
    hands.wall += CHECK_SECONDS
    hands.work += CHECK_SECONDS
    assert collector.look() is Action.WAIT
    hands.wall += CHECK_SECONDS
    assert collector.look() is Action.FREEZE
    assert grown


def test_cycles_that_were_frozen_alive_are_freed_by_the_thaw(
    hands: Time, collector: Collector
) -> None:
    knot = Knot()
    alive = weakref.ref(knot)
    collector.perform(Action.FREEZE)
    del knot
    gc.collect()
    assert alive() is not None
    hands.wall += THAW_QUIET_SECONDS
    assert collector.look() is Action.THAW
    assert alive() is None


def test_young_cycles_are_freed_before_they_are_frozen(collector: Collector) -> None:
    alive = weakref.ref(Knot())
    collector.perform(Action.FREEZE)
    assert alive() is None


def test_collections_are_told_from_the_task_not_from_the_allocation(
    told: list[Event], hands: Time, collector: Collector
) -> None:
    told.clear()
    gc.collect(0)
    assert told == []
    hands.wall += CHECK_SECONDS
    collector.look()
    (collected,) = told
    assert isinstance(collected, Collected)
    assert (collected.generation, collected.pause_seconds) == (0, 0.0)


def test_reports_are_bounded_and_the_lost_ones_counted(
    told: list[Event], hands: Time, collector: Collector
) -> None:
    told.clear()
    for _ in range(MAX_NOTES + 3):
        gc.collect(0)
    hands.wall += CHECK_SECONDS
    collector.look()
    assert (len(told), collector.drop_count) == (MAX_NOTES, 3)


async def test_the_task_looks_again_and_again_and_leaves_no_trace(
    events: Events, autojump_clock: trio.testing.MockClock
) -> None:
    thresholds, callbacks = gc.get_threshold(), list(gc.callbacks)
    full: list[Frozen] = []
    events.subscribe(Frozen, full.append)
    # The processor of this process stands still on this clock: it is always quiet.
    collector = Collector(events, Clocks(trio.current_time, lambda: 0.0))
    with trio.move_on_after(2.5 * THAW_QUIET_SECONDS):
        await collector.run()
    assert [event.was_full for event in full].count(True) == 3
    assert (gc.get_threshold(), gc.callbacks) == (thresholds, callbacks)
    assert gc.get_freeze_count() == 0
