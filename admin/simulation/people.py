"""PURE: who works in a day, when, and how each answers an offer."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from admin.simulation.distribution import draw
from admin.simulation.scenario import Scenario, Team, seconds_of


class Span(NamedTuple):
    """Seconds after midnight; `end` None: until nobody is left to be served.

    `is_last`: after it, the day is over for who works it.
    """

    begin: float
    end: float | None
    is_last: bool


class Person(NamedTuple):
    """An agent of a team; `spans` are the times in which new sessions may come."""

    id: str
    team: Team
    spans: tuple[Span, ...]


class Reply(NamedTuple):
    """How an offer is answered: after `seconds`; `accepts` None: not at all."""

    accepts: bool | None
    seconds: float


class Loss(NamedTuple):
    """A connection is lost at `at_seconds` after midnight, for `seconds`."""

    at_seconds: float
    seconds: float


def staff_of(scenario: Scenario) -> tuple[Person, ...]:
    """Everybody, in the order of the file."""
    return tuple(
        Person(
            f"{team.id}-{number + 1}",
            team,
            _spans(scenario, team, 60 * team.stagger_minutes * number / team.count),
        )
        for team in scenario.agents
        for number in range(team.count)
    )


def _spans(scenario: Scenario, team: Team, late: float) -> tuple[Span, ...]:
    """All of a day; `late` seconds after what the shifts say."""
    if not team.shifts:
        return (Span(seconds_of(scenario.start), None, is_last=True),)
    found: list[Span] = []
    for shift in team.shifts:
        begin, last = seconds_of(shift.begin) + late, seconds_of(shift.end) + late
        for each in shift.breaks:
            at_seconds = seconds_of(each.at) + late
            found.append(Span(begin, at_seconds, is_last=False))
            begin = min(last, at_seconds + 60 * each.minutes)
        found.append(Span(begin, last, is_last=False))
    return (*found[:-1], found[-1]._replace(is_last=True))


def reply(team: Team, seed: int, visit: int, nth: int) -> Reply:
    """How somebody of a team answers the nth offer of a visit, from 0.

    It is drawn for that offer alone, whoever plays the day and whatever else happens.
    """
    random = Random(f"{seed} offer {visit} {nth}")  # noqa: S311 - nobody is to guess it
    chance, seconds = random.random(), draw(team.answering, random)
    if chance < team.misses:
        return Reply(None, seconds)
    return Reply(chance >= team.misses + team.declines, seconds)


def losses(person: Person, seed: int, end: float) -> Iterator[Loss]:
    """When an agent's connection is lost, up to `end`, in seconds after midnight.

    While he is not there, or has lost it already, nothing is lost.
    """
    plan = person.team.losses
    if plan is None or not plan.per_hour:
        return
    random = Random(f"{seed} losses {person.id}")  # noqa: S311 - nobody is to guess them
    at_seconds = person.spans[0].begin
    while True:
        at_seconds += random.expovariate(plan.per_hour / 3600)
        if at_seconds >= end:
            return
        seconds = draw(plan.seconds, random)
        if any(
            each.begin <= at_seconds < (end if each.end is None else each.end)
            for each in person.spans
        ):
            yield Loss(at_seconds, seconds)
            at_seconds += seconds
