from __future__ import annotations

from math import ceil

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loadtest.histogram import (
    LONGEST_SECONDS,
    MAX_ERROR,
    SHORTEST_SECONDS,
    Histogram,
    Recorded,
)

durations = st.floats(SHORTEST_SECONDS, LONGEST_SECONDS, exclude_max=True)


def histogram(*seconds: float) -> Histogram:
    made = Histogram()
    for duration in seconds:
        made.record(duration)
    return made


@given(st.lists(durations, min_size=1), st.floats(0.001, 1))
def test_a_share_is_told_to_within_a_percent(took: list[float], share: float) -> None:
    true = sorted(took)[ceil(share * len(took)) - 1]
    assert histogram(*took).at(share) == pytest.approx(true, rel=MAX_ERROR)
    assert MAX_ERROR <= 0.01


@given(st.lists(durations), st.lists(durations))
def test_what_is_merged_is_as_if_recorded_at_once(
    these: list[float], those: list[float]
) -> None:
    merged = histogram(*these)
    merged.merge(histogram(*those))
    at_once = histogram(*these, *those)
    assert merged.sum == pytest.approx(at_once.sum)
    merged.sum = at_once.sum
    assert merged.recorded() == at_once.recorded()
    assert merged.count == len(these) + len(those)


@given(st.lists(durations))
def test_json_keeps_it(took: list[float]) -> None:
    before = histogram(*took)
    text = msgspec.json.encode(before.recorded())
    after = Histogram.of(msgspec.json.decode(text, type=Recorded))
    assert after.recorded() == before.recorded()
    assert (after.count, after.p50, after.p90, after.p99) == (
        before.count,
        before.p50,
        before.p90,
        before.p99,
    )


def test_known_values() -> None:
    took = histogram(*(number / 1000 for number in range(1, 1001)))
    assert took.p50 == pytest.approx(0.5, rel=MAX_ERROR)
    assert took.p90 == pytest.approx(0.9, rel=MAX_ERROR)
    assert took.p99 == pytest.approx(0.99, rel=MAX_ERROR)
    assert (took.min, took.max) == (0.001, 1.0)
    assert took.curve([0.5, 1]) == ((0.5, took.p50), (1, 1.0))


def test_beyond_its_range_it_counts_and_keeps_the_ends_exact() -> None:
    took = histogram(-1.0, 1e-7, 250.0)
    assert (took.count, took.min, took.max) == (3, 0.0, 250.0)
    assert took.p50 <= SHORTEST_SECONDS * 1.01
    assert took.at(1) == 250.0


def test_of_nothing_all_is_zero() -> None:
    nothing = Histogram()
    assert (nothing.count, nothing.min, nothing.p50, nothing.max) == (0, 0, 0, 0)
    assert nothing.recorded() == Recorded()


def test_a_bucket_that_there_is_not_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="buckets"):
        msgspec.json.decode(b'{"buckets": [[100000, 1]]}', type=Recorded)


def test_values_are_told_by_how_many_took_about_so_long() -> None:
    (short, once), (long, twice) = histogram(0.2, 0.001, 0.2).values()
    assert (once, twice) == (1, 2)
    assert short == pytest.approx(0.001, rel=MAX_ERROR)
    assert long == pytest.approx(0.2, rel=MAX_ERROR)
