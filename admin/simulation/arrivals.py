"""PURE: who comes in a day, drawn beforehand.

All that a visitor brings is drawn before anybody is served, from a stream of chance of
its own: two days of one seed, with other agents or other rules, have the same visitors
(common random numbers), and differ by the agents and rules alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from operator import attrgetter
from random import Random

from admin.simulation.distribution import MAX_SECONDS, draw
from admin.simulation.scenario import Arrivals, Scenario, Visit, seconds_of


def visits_of(scenario: Scenario, seed: int) -> tuple[Visit, ...]:
    """Everybody who comes, first first; their place here is their number."""
    drawn = [
        visit
        for number, stream in enumerate(scenario.arrivals)
        for visit in _stream(scenario, stream, Random(f"{seed} arrivals {number}"))  # noqa: S311 - nobody is to guess them
    ]
    return tuple(sorted([*scenario.visits, *drawn], key=attrgetter("at_seconds")))


def _stream(scenario: Scenario, stream: Arrivals, random: Random) -> Iterator[Visit]:
    """What else is drawn of a visitor must not depend on the time of coming."""
    for at_seconds in _times(scenario, stream, random):
        handling = min(draw(stream.handling, random), MAX_SECONDS)
        patience = draw(stream.patience, random)
        is_returning = random.random() < stream.returning
        yield Visit(
            at_seconds=at_seconds,
            group=stream.group,
            handling_seconds=handling,
            patience_seconds=None if patience == inf else min(patience, MAX_SECONDS),
            channel=stream.channel,
            priority=stream.priority,
            skill=stream.skill,
            level=stream.level if stream.skill else 0,
            is_returning=is_returning,
        )


def _times(scenario: Scenario, stream: Arrivals, random: Random) -> Iterator[float]:
    """A Poisson process whose rate changes from stretch to stretch.

    It has no memory: at the bounds of a stretch it begins anew.
    """
    start, end = seconds_of(scenario.start), seconds_of(scenario.end)
    weights = stream.profile or (1.0,)
    length = (end - start) / len(weights)
    total = sum(weights)
    for number, weight in enumerate(weights):
        rate = stream.sessions * weight / total / length
        begins = start + number * length
        at_seconds = begins
        while rate:
            at_seconds += random.expovariate(rate)
            if at_seconds >= begins + length:
                break
            yield at_seconds
