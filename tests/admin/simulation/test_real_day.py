from typing import Final

import msgspec
import pytest

from admin.simulation.engine import play_day
from admin.simulation.judge import Promise
from admin.simulation.real_day import RealDay
from admin.simulation.scenario import Scenario
from admin.simulation.story import Fate
from tests.admin.simulation.days import scenario

pytestmark = pytest.mark.unmeasured
TICK_MS: Final = 20
"""A timer of the service is late by up to two of its ticks, a simulated one never."""

SMALL: Final = """
name = "everything happens"
start = "08:00"
end = "09:30"
[service]
wrap_up_seconds = 10
rests_on_silence = true
max_wait_seconds = 120
[[groups]]
id = "g"
reception = "manual"
overflow = "h"
[[groups]]
id = "h"
max_waiting = 6
[[agents]]
id = "a"
count = 3
groups = ["g"]
capacity = 2
declines = 0.1
misses = 0.1
losses = { per_hour = 1, seconds = { kind = "fixed", seconds = 20 } }
shifts = [{ from = "08:00", to = "10:00", breaks = [{ at = "08:40", minutes = 10 }] }]
stagger_minutes = 15
[[agents]]
id = "b"
count = 2
groups = ["g", "h"]
capacity = 2
skills = { french = 3 }
[[arrivals]]
group = "g"
sessions = 110
handling = { kind = "lognormal", mean_seconds = 300, variation = 0.8 }
patience = { kind = "exponential", mean_seconds = 200 }
returning = 0.2
[[arrivals]]
group = "h"
sessions = 40
skill = "french"
level = 3
handling = { kind = "exponential", mean_seconds = 200 }
patience = { kind = "exponential", mean_seconds = 200 }
"""
FAULTS: Final = """
[faults]
actor_crashes_per_hour = 40
kills_per_hour = 2
down_seconds = 3
"""


def with_faults() -> Scenario:
    head, _, rest = SMALL.partition("[service]")
    return scenario(f"{head}{FAULTS}\n[service]{rest}")


@pytest.mark.covers("Q16")
@pytest.mark.parametrize("seed", [2, 4])
def test_the_actors_play_the_same_day_as_the_cores(seed: int) -> None:
    """Chance is shared, so it is the same day visit by visit, not on average.

    But for the order of what happens at one moment: nothing hangs on it in these days.
    """
    small = scenario(SMALL)
    day, cores = RealDay(small, seed), play_day(small, seed)
    actors = day.run()
    assert len(cores.stories) > 100
    assert {story.fate for story in cores.stories} >= {Fate.SERVED, Fate.ABANDONED}
    for real, played in zip(actors.stories, cores.stories, strict=True):
        late = TICK_MS * (1 + max(1, played.offers))
        assert real.came_ms == played.came_ms
        assert abs(real.answered_ms - played.answered_ms) <= late
        assert abs(real.ended_ms - played.ended_ms) <= late
        same = ("fate", "agent", "offers", "has_waited")
        assert [getattr(real, name) for name in same] == [
            getattr(played, name) for name in same
        ]
    counted = ("agent", "team", "capacity", "served", "declined", "missed", "lost")
    for ours, theirs in zip(actors.duties, cores.duties, strict=True):
        for name in counted:
            assert getattr(ours, name) == getattr(theirs, name)
    assert day.verdict().holds
    assert all(each.looked_at for each in day.verdict().judged)


@pytest.mark.covers("Q16")
def test_promises_hold_through_crashes_and_kills() -> None:
    day = RealDay(with_faults(), 3)
    told = day.run()
    verdict = day.verdict()
    assert verdict.broken.actor_crashes > 20
    assert verdict.broken.kills > 0
    assert verdict.holds, verdict
    judged = {each.promise: each.looked_at for each in verdict.judged}
    assert judged[Promise.NONE_LOST] > 50
    assert judged[Promise.FIRST_COME] > 20
    assert not any(story.fate is Fate.UNSERVED for story in told.stories)


def test_the_same_seed_plays_the_same_day() -> None:
    days = [RealDay(with_faults(), 5) for _ in range(2)]
    first, second = (msgspec.json.encode(day.run()) for day in days)
    assert first == second
