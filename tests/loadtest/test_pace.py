"""When people come: by a schedule, not when others have been answered."""

from __future__ import annotations

import math
from itertools import islice, pairwise, takewhile
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loadtest.pace import Pace, bursts
from runtime.errors import UsageError


@given(st.floats(0.1, 1_000), st.floats(0, 100), st.integers(0, 2**32))
def test_moments_rise(rate: float, ramp: float, seed: int) -> None:
    for is_regular in (False, True):
        pace = Pace(rate, ramp, is_regular)
        moments = list(islice(pace.moments(Random(seed)), 50))
        assert moments[0] >= 0
        assert all(before < after for before, after in pairwise(moments))


def test_regular_moments_keep_the_rate() -> None:
    moments = list(islice(Pace(4.0, is_regular=True).moments(Random(0)), 4))
    assert moments == [0.25, 0.5, 0.75, 1.0]


def test_in_the_ramp_half_as_many_come() -> None:
    moments = Pace(100.0, 10.0, is_regular=True).moments(Random(0))
    until_20 = list(takewhile(lambda moment: moment <= 20, moments))
    in_ramp = [moment for moment in until_20 if moment < 10]
    assert len(until_20) == pytest.approx(1_500, abs=1)
    assert len(in_ramp) == pytest.approx(500, abs=1)
    assert len([moment for moment in in_ramp if moment < 5]) == pytest.approx(
        125, abs=1
    )


def test_by_chance_the_rate_is_kept_in_the_long_run_alone() -> None:
    moments = Pace(50.0).moments(Random(1))
    seconds = [int(moment) for moment in takewhile(lambda each: each < 200, moments)]
    counts = [seconds.count(second) for second in range(200)]
    mean = sum(counts) / 200
    assert mean == pytest.approx(50, rel=0.05)
    # Poisson: the variance is the mean; at equal distances it would be nearly 0.
    spread = sum((each - mean) ** 2 for each in counts) / 200
    assert spread == pytest.approx(50, rel=0.4)


def test_the_same_seed_gives_the_same_moments() -> None:
    first, second = (list(islice(Pace(3).moments(Random(5)), 9)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("rate", "ramp"), [(0, 0), (-1, 0), (1, -1), (math.nan, 0)])
def test_what_is_no_rate_is_refused(rate: float, ramp: float) -> None:
    with pytest.raises(UsageError, match="rate above 0"):
        Pace(rate, ramp)


def test_bursts_come_together() -> None:
    assert list(islice(bursts(2, 3.0), 5)) == [3.0, 3.0, 6.0, 6.0, 9.0]
