"""The simulator against queues of which the truth is known.

Each is played on ten days, whose seeds are fixed; the truth lies within the 99 %
confidence interval (Student's) of the days' means. Handling takes a minute on average,
so that few hours are long: the first quarter of one counts in no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from statistics import fmean, stdev
from typing import Final

import pytest

from admin.simulation.engine import play_day
from admin.simulation.erlang import Truth, erlang_a, erlang_c
from admin.simulation.measures import outcome_of
from admin.simulation.outcome import Reached
from tests.admin.simulation.days import scenario

pytestmark = pytest.mark.unmeasured
DAYS: Final = 10
T_99: Final = 3.2498
"""Student's t, two-sided, with nine degrees of freedom."""
HANDLING: Final = 60.0


def days(
    agents: int, load: float, patience: float | None, hours: int
) -> list[tuple[Reached, float]]:
    """Ten days, each with the mean wait of everybody."""
    sessions = load / HANDLING * hours * 3600
    more = (
        f"patience = {{ kind = 'exponential', mean_seconds = {patience} }}"
        if patience
        else ""
    )
    plan = scenario(
        f"""
        name = "theory"
        start = "00:00"
        end = "{hours:02}:00"
        warm_up_minutes = 15
        sample_seconds = 3600
        [[groups]]
        id = "g"
        [[agents]]
        id = "a"
        count = {agents}
        capacity = 1
        groups = ["g"]
        [[arrivals]]
        group = "g"
        sessions = {sessions}
        handling = {{ kind = "exponential", mean_seconds = {HANDLING} }}
        {more}
        """
    )
    totals = [
        outcome_of(plan, seed, play_day(plan, seed)).total for seed in range(DAYS)
    ]
    return [(each, _mean_wait(each)) for each in totals]


def _mean_wait(total: Reached) -> float:
    parts = ((total.served, total.wait), (total.abandoned, total.gave_up_after))
    return sum(count * each.mean for count, each in parts if each) / total.sessions


def agrees(values: Sequence[float], truth: float) -> bool:
    half_width = T_99 * stdev(values) / sqrt(len(values))
    return abs(fmean(values) - truth) <= half_width


def share(read: Callable[[Reached], float | None]) -> Callable[[Reached], float]:
    return lambda total: read(total) or 0.0


waits = share(lambda total: total.waited)
abandons = share(lambda total: total.abandonment)


@pytest.mark.covers("Q16")
@pytest.mark.parametrize(("agents", "load", "hours"), [(1, 0.6, 8), (4, 3.0, 2)])
def test_a_queue_of_the_patient_is_as_erlang_c_has_it(
    agents: int, load: float, hours: int
) -> None:
    truth = erlang_c(agents, load, HANDLING)
    found = days(agents, load, None, hours)
    _assert_agrees(found, truth)


@pytest.mark.covers("Q16")
@pytest.mark.parametrize(
    ("agents", "load", "patience"), [(2, 1.8, 120.0), (6, 6.6, 45.0)]
)
def test_a_queue_of_the_impatient_is_as_erlang_a_has_it(
    agents: int, load: float, patience: float
) -> None:
    truth = erlang_a(agents, load, HANDLING, patience)
    found = days(agents, load, patience, 2)
    _assert_agrees(found, truth)
    assert agrees([abandons(total) for total, _ in found], truth.abandons)


def _assert_agrees(found: Sequence[tuple[Reached, float]], truth: Truth) -> None:
    assert agrees([waits(total) for total, _ in found], truth.waits)
    assert agrees([wait for _, wait in found], truth.mean_wait)
