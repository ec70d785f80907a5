from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from admin.simulation.comparison import Change, Comparison, Measure, Row, compare
from admin.simulation.comparison_view import (
    comparison_lines,
    comparison_page,
    difference_of,
)
from admin.simulation.confidence import Interval
from admin.simulation.engine import play_day
from admin.simulation.measures import outcome_of
from admin.simulation.outcome import Outcome
from admin.simulation.scenario import Scenario
from admin.simulation.what_if import changed, read_change
from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.styled import columns_of
from tests.admin.simulation.days import scenario

BUSY = """
name = "a busy desk"
start = "08:00"
end = "10:00"
[[groups]]
id = "g"
[[agents]]
id = "a"
count = 4
groups = ["g"]
capacity = 1
[[arrivals]]
group = "g"
sessions = 90
handling = { kind = "exponential", mean_seconds = 300 }
patience = { kind = "exponential", mean_seconds = 300 }
"""


def days(one: Scenario, seeds: Sequence[int]) -> list[Outcome]:
    return [outcome_of(one, seed, play_day(one, seed)) for seed in seeds]


def compared(*changes: str, runs: int = 4) -> Comparison:
    base = scenario(BUSY)
    variant = changed(base, map(read_change, changes))
    seeds = range(1, runs + 1)
    return compare(days(base, seeds), days(variant, seeds), changes)


def row(comparison: Comparison, measure: Measure) -> Row:
    return next(row for row in comparison.rows if row.measure is measure)


@pytest.mark.covers("Q16")
def test_two_more_agents_are_better_for_visitors_and_cost_hours() -> None:
    told = compared("agents.a+2")
    for measure in (Measure.WAIT_MEAN, Measure.ABANDONMENT, Measure.SERVICE_LEVEL):
        assert row(told, measure).change is Change.BETTER
    hours = row(told, Measure.PRESENT_HOURS)
    assert hours.change is Change.DIFFERENT
    assert hours.difference is not None
    assert hours.difference.mean > 3.9  # two agents for two hours


def test_fewer_agents_are_worse() -> None:
    told = compared("agents.a-2")
    assert row(told, Measure.WAIT_MEAN).change is Change.WORSE


def test_the_same_days_have_no_difference() -> None:
    """The same visitors come to both, so chance makes none."""
    told = compared()
    for each in told.rows:
        assert each.difference in {None, Interval(0.0, 0.0)}
        assert each.change is Change.SAME


def test_one_day_proves_nothing() -> None:
    told = compared("agents.a+2", runs=1)
    assert {each.change for each in told.rows} == {Change.UNCLEAR, Change.SAME}
    assert "--runs" in comparison_lines(told, Words(ENGLISH))[-1]


def test_the_course_of_the_day_is_the_mean_of_the_days() -> None:
    base = scenario(BUSY)
    first, second = days(base, (1, 2))
    told = compare([first, second], [first, first], ("x",))
    (at, value), one, two = told.waiting.base[3], first.points[3], second.points[3]
    assert (at, value) == (one.at_seconds, (one.waiting + two.waiting) / 2)
    assert told.waiting.variant[3][1] == one.waiting


def test_a_day_without_agents_or_visits_has_no_shares() -> None:
    day = days(scenario(BUSY), (1,))[0]
    empty = replace(
        day,
        agents=(),
        points=tuple(replace(each, slots=0) for each in day.points),
        total=replace(day.total, wait=None),
    )
    told = compare([empty], [day], ())
    assert row(told, Measure.OCCUPANCY).base is None
    assert row(told, Measure.WAIT_MEAN).difference is None
    assert {value for _, value in told.utilisation.base} == {None}


def test_differences_are_told_with_sign_and_unit() -> None:
    words = Words(ENGLISH)
    waits = Row(Measure.WAIT_MEAN, 30.0, 20.0, Interval(-10.0, 1.5), Change.BETTER)
    share = replace(
        waits, measure=Measure.SERVICE_LEVEL, difference=Interval(0.05, None)
    )
    assert difference_of(waits, words) == "−10 ± 1.5 s"
    assert difference_of(share, words) == "+5 pp"
    assert difference_of(replace(waits, difference=Interval(0, None)), words) == "0 s"
    assert difference_of(replace(waits, difference=None), words) == "–"
    many = replace(waits, measure=Measure.SERVED, difference=Interval(1_500, 1_234.5))
    assert difference_of(many, words) == "+1,500 ± 1,234"


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_table_fits_a_narrow_terminal(language: str) -> None:
    lines = comparison_lines(compared("agents.a+2"), Words(language))
    assert max(map(columns_of, lines[2:-2])) <= 60
    assert len(lines) == 2 + 1 + len(Measure) + 2


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_page_holds_table_and_charts_and_needs_no_network(language: str) -> None:
    told = compared("agents.a+2", runs=2)
    page = comparison_page(told, Words(language))
    assert page.count("<svg") == 4
    assert page.count("<tr>") == 1 + len(Measure)
    assert "<code>agents.a+2</code>" in page
    assert "http" not in page.replace("http://www.w3.org", "")
