"""People's deadlines are extended by the time in which nothing ran."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.journal import Outage
from runtime.outages import extended

pytestmark = pytest.mark.covers("S7")


def outages_of(cuts: list[int]) -> list[Outage]:
    return [Outage(ended, begun) for ended, begun in list(pairwise(cuts))[::2]]


def model(due: int, armed: int, outages: list[Outage]) -> int:
    """Counts the ms in which something ran, one by one."""
    left, now = due - armed, armed
    while left > 0:
        if not any(each.ended_ms <= now < each.started_ms for each in outages):
            left -= 1
        now += 1
    return now


@given(
    st.integers(0, 50),
    st.integers(1, 60),
    st.lists(st.integers(0, 200), max_size=12).map(sorted),
)
def test_it_is_the_time_in_which_something_ran_that_counts(
    armed: int, wait: int, cuts: list[int]
) -> None:
    outages = outages_of(cuts)
    if any(each.ended_ms < armed < each.started_ms for each in outages):
        return  # nobody arms a timer while nothing runs
    due = armed + wait
    expected = model(due, armed, outages)
    assert extended(due, armed, outages) == expected


@pytest.mark.parametrize(
    ("outage", "due"),
    [
        (Outage(99, 500), 200),  # over before it was armed
        (Outage(100, 110), 210),  # began in the moment of arming
        (Outage(150, 1_150), 1_200),
        (Outage(199, 204), 205),
        (Outage(200, 900), 200),  # it had fired already
        (Outage(150, 140), 200),  # a clock that was set back gives nothing
    ],
)
def test_one_outage(outage: Outage, due: int) -> None:
    assert extended(200, 100, [outage]) == due


def test_an_extension_can_reach_the_next_outage() -> None:
    assert extended(200, 100, [Outage(150, 250), Outage(280, 380)]) == 400
