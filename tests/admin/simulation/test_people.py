"""Who comes and who works: drawn by the seed alone, as the scenario says."""

from __future__ import annotations

from itertools import pairwise

import pytest

from admin.simulation.arrivals import visits_of
from admin.simulation.people import Reply, Span, losses, reply, staff_of
from tests.admin.simulation.days import ONE_DESK, scenario, visit

STREAM = """
[[arrivals]]
group = "g"
sessions = 4000
profile = [1, 0, 3]
returning = 0.25
patience = { kind = "exponential", mean_seconds = 60 }
"""


@pytest.mark.covers("Q16")
def test_visitors_come_by_the_profile_and_the_seed() -> None:
    plan = scenario(ONE_DESK + STREAM)
    visits = visits_of(plan, 1)
    assert visits == visits_of(plan, 1)
    assert visits != visits_of(plan, 2)
    assert all(one.at_seconds <= other.at_seconds for one, other in pairwise(visits))
    thirds = [0, 0, 0]
    for each in visits:
        thirds[int((each.at_seconds - 8 * 3600) // 1200)] += 1
    # Four standard deviations of a Poisson number.
    assert abs(thirds[0] - 1000) < 4 * 1000**0.5
    assert thirds[1] == 0
    assert abs(thirds[2] - 3000) < 4 * 3000**0.5
    share = sum(each.is_returning for each in visits) / len(visits)
    assert abs(share - 0.25) < 4 * (0.25 * 0.75 / len(visits)) ** 0.5


@pytest.mark.covers("Q16")
def test_other_agents_and_rules_leave_the_visitors_as_they_are() -> None:
    one = scenario(ONE_DESK + STREAM)
    other = scenario(ONE_DESK.replace("capacity = 1", "count = 9") + STREAM)
    assert visits_of(one, 3) == visits_of(other, 3)


def test_recorded_visits_come_among_those_that_are_drawn() -> None:
    plan = scenario(ONE_DESK + visit(1800, 60) + STREAM)
    assert plan.visits[0] in visits_of(plan, 1)
    assert len(visits_of(scenario(ONE_DESK + visit(1800, 60)), 1)) == 1


SHIFTS = """
count = 2
stagger_minutes = 10
shifts = [
    { from = "08:00", to = "12:00", breaks = [{ at = "09:00", minutes = 15 }] },
    { from = "13:00", to = "14:00", breaks = [{ at = "13:50", minutes = 60 }] },
]
"""


def test_shifts_are_spans_without_the_breaks_and_later_for_each_of_a_team() -> None:
    text = ONE_DESK.replace("capacity = 1", SHIFTS) + visit(0, 1)
    first, second = staff_of(scenario(text))
    assert (first.id, second.id) == ("a-1", "a-2")
    hour = 3600
    assert first.spans == (
        Span(8 * hour, 9 * hour, is_last=False),
        Span(9.25 * hour, 12 * hour, is_last=False),
        Span(13 * hour, 13 * hour + 50 * 60, is_last=False),
        Span(14 * hour, 14 * hour, is_last=True),
    )
    assert second.spans[0] == Span(8 * hour + 300, 9 * hour + 300, is_last=False)


def test_without_shifts_one_stays_until_nobody_is_left() -> None:
    (person,) = staff_of(scenario(ONE_DESK + visit(0, 1)))
    assert person.spans == (Span(8 * 3600, None, is_last=True),)


@pytest.mark.covers("Q16")
def test_an_offer_is_answered_as_often_as_the_team_does() -> None:
    extra = "declines = 0.2\nmisses = 0.1\nanswering = {kind = 'fixed', seconds = 3}"
    text = ONE_DESK.replace("capacity = 1", extra) + visit(0, 1)
    team = scenario(text).agents[0]
    replies = [reply(team, 1, number, 0) for number in range(5000)]
    assert reply(team, 1, 7, 0) == replies[7]
    for accepts, share in ((True, 0.7), (False, 0.2), (None, 0.1)):
        count = replies.count(Reply(accepts, 3.0))
        assert abs(count - 5000 * share) < 4 * (5000 * share * (1 - share)) ** 0.5


def test_connections_are_lost_while_somebody_is_there() -> None:
    lossy = SHIFTS + "losses = { per_hour = 20 }\n"
    text = ONE_DESK.replace("capacity = 1", lossy) + visit(0, 1)
    person = staff_of(scenario(text))[0]
    lost = list(losses(person, 1, 24 * 3600))
    present_hours = sum((each.end or 0) - each.begin for each in person.spans) / 3600
    assert abs(len(lost) - 20 * present_hours) < 4 * (20 * present_hours) ** 0.5
    assert all(
        any(each.begin <= loss.at_seconds < (each.end or 0) for each in person.spans)
        for loss in lost
    )
    assert {loss.seconds for loss in lost} == {10.0}
    calm = staff_of(scenario(ONE_DESK + visit(0, 1)))[0]
    assert list(losses(calm, 1, 24 * 3600)) == []
    lossy_all_day = ONE_DESK.replace("capacity = 1", "losses = { per_hour = 20 }")
    always = staff_of(scenario(lossy_all_day + visit(0, 1)))[0]
    assert list(losses(always, 1, 9 * 3600))
