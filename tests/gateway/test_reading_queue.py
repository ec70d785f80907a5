from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.reading_queue import MAX_AT_ONCE, ReadingQueue


@given(st.lists(st.booleans()), st.integers(1, 4))
def test_readings_come_in_order_and_few_at_a_time(
    steps: list[bool],
    most: int,
) -> None:
    queue = ReadingQueue(most)
    begun, called, ended = 0, deque[int](), 0
    for is_begun in steps:
        if is_begun:
            queue.begin(lambda number=begun: called.append(number))  # type: ignore[misc]
            begun += 1
        elif ended < len(called):
            ended += 1
            queue.end()
        assert len(called) == min(begun, ended + most)
    assert list(called) == list(range(len(called)))


def test_readings_that_end_at_once_do_not_go_deep() -> None:
    queue = ReadingQueue(1)
    ended: list[int] = []

    def read(number: int) -> None:
        ended.append(number)
        queue.end()

    queue.begin(lambda: None)
    for number in range(5_000):
        queue.begin(lambda number=number: read(number))  # type: ignore[misc]
    queue.end()
    assert ended == list(range(5_000))


def test_one_that_fails_stops_nobody() -> None:
    queue = ReadingQueue(MAX_AT_ONCE)
    called: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        queue.begin(fail)
    queue.begin(lambda: called.append("next"))
    assert called == ["next"]
