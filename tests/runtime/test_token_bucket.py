"""The token bucket against its definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runtime.token_bucket import TokenBucket, take_all

STEPS = st.lists(st.floats(0, 10), max_size=60)


@given(STEPS, st.floats(0.1, 50), st.integers(1, 100))
def test_no_window_lets_more_through_than_burst_and_rate(
    steps: list[float], rate: float, burst: int
) -> None:
    bucket = TokenBucket(rate, burst, now=0.0)
    now, passed = 0.0, 0
    for step in steps:
        now += step
        passed += bucket.take(now)
        assert passed <= burst + rate * now + 1e-6


@given(STEPS, st.floats(0.1, 50))
def test_the_stated_wait_is_enough(steps: list[float], rate: float) -> None:
    bucket = TokenBucket(rate, 1, now=0.0)
    now = 0.0
    for step in steps:
        now += step
        wait = bucket.wait_seconds(now)
        assert bucket.take(now + wait + 1e-6)
        now += wait + 1e-6


@given(STEPS, st.floats(0.1, 50), st.floats(0.1, 50))
def test_of_several_buckets_each_gives_a_token_or_none_does(
    steps: list[float], rate: float, other: float
) -> None:
    both = TokenBucket(rate, 2, now=0.0), TokenBucket(other, 3, now=0.0)
    alone = TokenBucket(rate, 2, now=0.0), TokenBucket(other, 3, now=0.0)
    now = 0.0
    for step in steps:
        now += step
        wait = take_all(now, *both)
        assert wait == max(bucket.wait_seconds(now) for bucket in alone)
        if not wait:
            assert [bucket.take(now) for bucket in alone] == [True, True]
