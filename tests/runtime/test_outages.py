"""People's deadlines are extended by the time in which nothing ran."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.journal import Outage
from runtime.outages import extended, last_sign_ms, lost_ms

pytestmark = pytest.mark.covers("S7")

LATER = 10_000
HOUR = 3_600


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
    assert extended(due, armed, outages, LATER) == expected


@pytest.mark.parametrize(
    ("outage", "due"),
    [
        (Outage(99, 500), 200),  # over before it was armed
        (Outage(100, 110), 210),  # began in the moment of arming
        (Outage(150, 1_150), 1_200),
        (Outage(199, 204), 205),
        (Outage(200, 900), 200),  # it had fired already
        (Outage(150, 140), 190),  # the clock was set back
        (Outage(201, 140), 140),  # the same; it was due before
    ],
)
def test_one_outage(outage: Outage, due: int) -> None:
    assert extended(200, 100, [outage], LATER) == due


def test_an_extension_can_reach_the_next_outage() -> None:
    outages = [Outage(150, 250), Outage(280, 380)]
    assert extended(200, 100, outages, LATER) == 400


class Lives:
    """Lives of a service, each under a clock that may have been set anew before."""

    def __init__(self, lives: list[tuple[int, int]]) -> None:
        self.begins = [begin for begin, _ in lives]
        self.ends = [begin + seconds for begin, seconds in lives]
        self.now = self.ends[-1]
        ended_and_begun = zip(self.ends, self.begins[1:], strict=False)
        self.outages = [Outage(*each) for each in ended_and_begun]

    def since(self, life: int, at: int) -> int:
        """How long something ran since a time of one of them."""
        pairs = list(zip(self.begins, self.ends, strict=True))[life + 1 :]
        return self.ends[life] - at + sum(end - begin for begin, end in pairs)

    def is_clear(self, life: int, at: int) -> bool:
        """No later life knew the same time."""
        later = zip(self.begins[life + 1 :], self.ends[life + 1 :], strict=True)
        return not any(begin <= at <= end for begin, end in later)


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 60)), min_size=1, max_size=5
    ).map(Lives),
    st.integers(1, 90),
    st.data(),
)
def test_a_clock_set_anew_at_a_start_makes_nothing_early(
    lives: Lives, wait: int, data: st.DataObject
) -> None:
    life = data.draw(st.integers(0, len(lives.outages)))
    armed = data.draw(st.integers(lives.begins[life], lives.ends[life]))
    ran = lives.since(life, armed)
    due = extended(armed + wait, armed, lives.outages, lives.now)
    left = max(0, due - lives.now)
    assert left >= max(0, wait - ran)
    if lives.is_clear(life, armed):
        assert left == max(0, wait - ran)
        assert lives.now - armed - lost_ms(armed, lives.outages, lives.now) == ran


def test_what_a_clock_knew_twice_counts_as_known_the_second_time() -> None:
    set_back = [Outage(2 * HOUR, HOUR)]
    armed = 2 * HOUR - 10
    assert extended(armed + 30, armed, set_back, HOUR) == HOUR + 20
    assert extended(armed + 30, armed, set_back, armed) == armed + 30


def test_what_is_of_the_future_under_any_clock_is_the_present_s() -> None:
    assert extended(900, 800, [Outage(200, 100)], 150) == 900


def test_what_is_of_a_gap_is_the_life_s_after_it() -> None:
    assert extended(900, 250, [Outage(100, 200), Outage(240, 300)], 400) == 900


@pytest.mark.parametrize(
    ("beat", "committed", "sign"),
    [
        (None, None, None),
        (None, 5, 5),
        (5, None, 5),
        (5, 7, 7),
        (7, 5, 7),
        (5, LATER + 1, 5),  # committed before the clock was set back
        (LATER + 1, LATER + 2, LATER + 2),  # it has been set back now
    ],
)
def test_the_last_sign_of_a_life(
    beat: int | None, committed: int | None, sign: int | None
) -> None:
    assert last_sign_ms(beat, committed, LATER) == sign
