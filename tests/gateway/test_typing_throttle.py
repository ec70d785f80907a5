"""The typing throttle against its definition."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gateway.typing_throttle import MAX_THROTTLED_SESSIONS, TypingThrottle


@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=60))
def test_typing_starts_are_apart_and_each_stop_follows_a_start(
    steps: list[tuple[float, bool]],
) -> None:
    throttle = TypingThrottle(2.0)
    now = 0.0
    passed: list[tuple[float, bool]] = []
    for step, is_typing in steps:
        now += step
        if throttle.passes("s", now, is_typing=is_typing):
            passed.append((now, is_typing))
    starts = [at for at, is_typing in passed if is_typing]
    assert all(b - a >= 2.0 for a, b in pairwise(starts))
    for index, (_, is_typing) in enumerate(passed):
        if not is_typing:
            assert index > 0
            assert passed[index - 1][1]


def test_sessions_are_bounded() -> None:
    throttle = TypingThrottle(2.0)
    for number in range(MAX_THROTTLED_SESSIONS):
        assert throttle.passes(str(number), 0.0, is_typing=True)
    assert not throttle.passes("one more", 1.0, is_typing=True)
    assert throttle.passes("one more", 2.5, is_typing=True)


def test_without_an_interval_every_start_passes() -> None:
    throttle = TypingThrottle(0.0)
    for is_typing in (True, True, False, True, False):
        assert throttle.passes("s", 1.0, is_typing=is_typing)
    assert not throttle.passes("s", 1.0, is_typing=False)
