"""Days of several seeds come in order, whichever is over first; a failure is told."""

from __future__ import annotations

import pytest

from admin.simulation.outcome import Outcome
from admin.simulation.repetition import play_cores, play_days
from admin.simulation.scenario import Scenario
from runtime.errors import UsageError
from tests.admin.simulation.days import ONE_DESK, scenario

STREAM = "[[arrivals]]\ngroup = 'g'\nsessions = 20\n"


def refuse(plan: Scenario, seed: int) -> Outcome:
    """Plays nothing; a process finds it by its name."""
    raise UsageError(f"{plan.name} {seed}")


@pytest.mark.covers("Q16")
def test_days_come_in_the_order_in_which_they_were_asked_for() -> None:
    plan = scenario(ONE_DESK + STREAM)
    shares: list[float] = []
    played = play_days([(plan, 2), (plan, 1)], shares.append)
    assert played == [play_cores(plan, 2), play_cores(plan, 1)]
    assert shares == [0.5, 1.0]


def test_what_a_day_raises_is_raised() -> None:
    plan = scenario(ONE_DESK + STREAM)
    with pytest.raises(UsageError, match="one desk 7"):
        play_days([(plan, 7)], lambda _: None, refuse)
