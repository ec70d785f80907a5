"""Who is restarted, in which order, how soon, and when a supervisor gives up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.child import Backoff, Intensity, Restart, Strategy
from runtime.exits import Crash, ExitReason, Killed, NoProc, Normal, Shutdown
from runtime.restart import Budget, delay, is_restarted, plan

CRASH = Crash("ValueError", "x", "")


@pytest.mark.parametrize(
    ("reason", "when_transient"),
    [
        (Normal(), False),
        (Shutdown(), False),
        (NoProc(), False),
        (Killed(), True),
        (CRASH, True),
    ],
)
def test_who_is_started_again(reason: ExitReason, *, when_transient: bool) -> None:
    assert is_restarted(Restart.PERMANENT, reason)
    assert is_restarted(Restart.TRANSIENT, reason) == when_transient
    assert not is_restarted(Restart.TEMPORARY, reason)


def test_the_plans_of_the_three_strategies() -> None:
    names = ("a", "b", "c", "d")
    one = plan(Strategy.ONE_FOR_ONE, names, "b")
    assert (one.stop, one.start) == ((), ("b",))
    rest = plan(Strategy.REST_FOR_ONE, names, "b")
    assert (rest.stop, rest.start) == (("d", "c"), ("b", "c", "d"))
    every = plan(Strategy.ONE_FOR_ALL, names, "b")
    assert (every.stop, every.start) == (("d", "c", "a"), names)


@given(
    st.sampled_from(Strategy),
    st.lists(st.text("abcdefgh", min_size=1), min_size=1, unique=True),
    st.data(),
)
def test_a_plan_stops_in_reverse_what_it_starts_in_order(
    strategy: Strategy, names: list[str], data: st.DataObject
) -> None:
    failed = data.draw(st.sampled_from(names))
    decided = plan(strategy, names, failed)
    assert list(decided.start) == [name for name in names if name in decided.start]
    assert failed in decided.start
    others = [name for name in decided.start if name != failed]
    assert list(decided.stop) == others[::-1]


@given(
    st.integers(0, 5),
    st.floats(0.1, 10),
    st.lists(st.floats(0, 5), max_size=30),
)
def test_never_more_restarts_in_a_period_than_allowed(
    restarts: int, period: float, gaps: list[float]
) -> None:
    budget = Budget(Intensity(restarts, period))
    now = 0.0
    granted: list[float] = []
    for gap in gaps:
        now += gap
        recent = [time for time in granted if time > now - period]
        earlier = budget.spend(now)
        if len(recent) < restarts:
            assert earlier == len(recent)
            granted.append(now)
        else:
            assert earlier is None


def test_a_budget_recovers_when_its_period_is_over() -> None:
    budget = Budget(Intensity(1, 5.0))
    assert (budget.spend(0.0), budget.spend(4.9)) == (0, None)
    assert budget.spend(5.0) == 0


def test_no_restart_at_all_can_be_allowed() -> None:
    assert Budget(Intensity(0, 5.0)).spend(0.0) is None


def test_the_wait_doubles_up_to_its_cap() -> None:
    backoff = Backoff(0.1, 1.0)
    waits = [delay(backoff, earlier, 1.0) for earlier in range(7)]
    assert waits == [0.0, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0]


@given(st.floats(0.001, 10), st.floats(0, 50), st.integers(1, 200), st.floats(0, 0.999))
def test_chance_takes_at_most_half_of_the_wait(
    first: float, more: float, earlier: int, chance: float
) -> None:
    backoff = Backoff(first, first + more)
    longest = delay(backoff, earlier, 1.0)
    assert longest / 2 <= delay(backoff, earlier, chance) <= longest
    assert first <= longest <= backoff.cap_seconds


def test_a_budget_is_whole_until_it_is_spent_and_after_its_period() -> None:
    budget = Budget(Intensity(1, 5.0))
    assert budget.is_whole(0.0)
    budget.spend(0.0)
    assert not budget.is_whole(4.9)
    assert budget.is_whole(5.0)


def test_a_budget_tells_what_is_left_of_it() -> None:
    budget = Budget(Intensity(2, 5.0))
    assert budget.left(0.0) == 2
    budget.spend(0.0)
    budget.spend(1.0)
    assert budget.left(1.0) == 0
    assert budget.left(5.0) == 1
    assert budget.left(6.0) == 2
