"""The figures of a day: each as it is defined."""

from __future__ import annotations

import pytest

from admin.simulation.engine import play_day
from admin.simulation.measures import fairness, outcome_of, points, reached, spread
from admin.simulation.outcome import Point, Spread, decoded, encoded
from admin.simulation.story import Duty, Fate, Sample, Story
from runtime.errors import UsageError
from tests.admin.simulation.days import ONE_DESK, scenario, visit


def story(fate: Fate, came: int, answered: int, ended: int) -> Story:
    """Times in seconds."""
    return Story(
        0,
        "g",
        "web",
        came * 1000,
        fate,
        answered * 1000,
        ended * 1000,
        has_waited=answered > came,
    )


@pytest.mark.covers("Q16")
def test_the_service_level_leaves_out_who_gave_up_in_time() -> None:
    stories = [
        story(Fate.SERVED, 0, 0, 60),
        story(Fate.SERVED, 0, 20, 60),
        story(Fate.SERVED, 0, 21, 60),
        story(Fate.ABANDONED, 0, 20, 20),
        story(Fate.ABANDONED, 0, 40, 40),
        story(Fate.TURNED_AWAY, 0, 0, 0),
        story(Fate.UNSERVED, 0, 9, 9),
    ]
    found = reached(stories, 20_000)
    assert (found.sessions, found.served, found.abandoned) == (7, 3, 2)
    assert (found.turned_away, found.unserved) == (1, 1)
    assert found.service_level == 0.5
    assert found.abandonment == 0.2857
    assert found.waited == 0.7143
    assert found.gave_up_after == Spread(30.0, 40.0, 40.0, 40.0, 40.0)
    assert found.handling == Spread(46.3333, 40.0, 60.0, 60.0, 60.0)


def test_of_nobody_there_are_no_figures() -> None:
    found = reached([], 0)
    assert (found.wait, found.service_level, found.abandonment) == (None, None, None)


def test_a_quantile_is_a_time_that_occurred() -> None:
    assert spread(range(1000)) == Spread(0.4995, 0.5, 0.9, 0.99, 0.999)


def duty(served: int, hours: float = 1, capacity: int = 1) -> Duty:
    return Duty("a", "t", capacity, round(hours * 3_600_000), 0, 0, served)


@pytest.mark.covers("Q16")
def test_fairness_is_of_sessions_per_hour_and_slot() -> None:
    assert fairness([duty(4), duty(8, hours=2), duty(8, capacity=2)]) == (0.0, 1.0)
    assert fairness([duty(0), duty(0), duty(0), duty(12)]) == (0.75, 0.0)
    assert fairness([duty(1), duty(3)]) == (0.25, 0.3333)
    assert fairness([duty(0), duty(5, hours=0)]) == (None, None)


def test_points_tell_what_happened_since_the_last_one() -> None:
    samples = [Sample(at * 1000, at, 0, 1, 3) for at in (0, 300, 600)]
    stories = [
        story(Fate.SERVED, 0, 100, 900),
        story(Fate.SERVED, 300, 301, 400),
        story(Fate.ABANDONED, 301, 600, 600),
    ]
    assert points(stories, samples, 300) == (
        Point(0.0, 0, 0, 1, 3, 1, 0, 0, None),
        Point(300.0, 300, 0, 1, 3, 1, 1, 0, 100.0),
        Point(600.0, 600, 0, 1, 3, 1, 1, 1, 1.0),
    )


@pytest.mark.covers("Q16")
def test_the_outcome_tells_everybody_by_group_channel_team_and_agent() -> None:
    text = ONE_DESK + visit(0, 60) + visit(10, 60) + visit(300, 60, 'channel = "app"')
    plan = scenario(text)
    outcome = outcome_of(plan, 1, play_day(plan, 1))
    assert (outcome.total.served, outcome.groups["g"].served) == (3, 3)
    assert [(name, each.served) for name, each in outcome.channels.items()] == [
        ("app", 1),
        ("web", 2),
    ]
    assert (outcome.start_seconds, outcome.end_seconds) == (28_800, 32_400)
    (agent,), (team,) = outcome.agents, outcome.teams
    # From eight to the last sample at ten past: 600 s, 180 s of them busy.
    assert (agent.served, agent.present_seconds, agent.occupancy) == (3, 600.0, 0.3)
    assert (team.served, team.utilisation, team.least_to_most) == (3, 0.3, 1.0)
    assert decoded(encoded(outcome)) == outcome
    with pytest.raises(UsageError, match="expected the outcome"):
        decoded(b"{}")


def test_who_comes_during_the_warm_up_counts_in_no_figure() -> None:
    text = "warm_up_minutes = 5\n" + ONE_DESK + visit(0, 60) + visit(300, 60)
    plan = scenario(text)
    assert outcome_of(plan, 1, play_day(plan, 1)).total.sessions == 1


@pytest.mark.covers("Q16")
def test_the_same_seed_gives_the_same_bytes() -> None:
    stream = "[[arrivals]]\ngroup='g'\nsessions=40\n"
    plan = scenario(ONE_DESK + stream)
    one, again, other = (
        encoded(outcome_of(plan, seed, play_day(plan, seed))) for seed in (5, 5, 6)
    )
    assert one == again
    assert one != other
