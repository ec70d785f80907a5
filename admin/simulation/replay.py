"""PURE: a recorded day as a scenario: who came then comes again.

What the records tell exactly is replayed exactly: when who came to which group, and how
long an agent had to do. The rest is inferred:

- Patience is known of those who gave up; whoever was served would have waited longer,
  nobody knows how long. Under an exponential patience its mean is estimated by all the
  time waited by the number who gave up, which counts such censored waits rightly; those
  who were served are given their wait and another draw. Without anybody who gave up all
  wait for ever. (Brown et al., "Statistical analysis of a telephone call center", JASA
  2005, section 5.)
- Agents are there from their first session to their last; a gap of `BREAK_SECONDS`
  without any is taken for a break. Their slots are the most sessions they had at once.
- Groups take sessions as `[service]` does by default. Ringing is part of the waits.

Where the rota and rules are known a scenario's own agents and groups are better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from random import Random
from typing import Final

from msgspec.structs import replace

from actors.records.rows import LegEnding, LegKind
from admin.simulation.distribution import MAX_SECONDS
from admin.simulation.recorded_day import RecordedDay, RecordedLeg, RecordedVisit
from admin.simulation.scenario import DAY_SECONDS, Group, Scenario, Shift, Team, Visit
from runtime.errors import UsageError

BREAK_SECONDS: Final = 1_800
"""Without a session: most are shorter between two sessions of who is there."""
_HOUR: Final = 3_600

Span = tuple[float, float]


def replayed(day: RecordedDay, visits: Sequence[RecordedVisit]) -> Scenario:
    """The day, with the agents and groups that it shows.

    Raises:
        UsageError: nobody came, or nobody served, on that day.
    """
    people = _visits(day, visits)
    teams = _teams(day, visits)
    if not people or not teams:
        expected = "expected a day on which somebody was served"
        raise UsageError(f"{expected}, got {len(people)} visits, {len(teams)} agents")
    groups = {visit.group for visit in people} | {
        group for team in teams for group in team.groups
    }
    first, last = people[0].at_seconds, people[-1].at_seconds
    return Scenario(
        name=day.name,
        start=_time(floor(first / _HOUR) * _HOUR),
        end=_time(min(DAY_SECONDS, (floor(last / _HOUR) + 1) * _HOUR)),
        groups=tuple(Group(id=group) for group in sorted(groups)),
        agents=teams,
        visits=people,
    )


def come_again(
    scenario: Scenario, day: RecordedDay, visits: Sequence[RecordedVisit]
) -> Scenario:
    """The scenario with those who came that day, instead of whom it draws."""
    return replace(scenario, arrivals=(), visits=_visits(day, visits))


# --- visitors


def _visits(day: RecordedDay, visits: Sequence[RecordedVisit]) -> tuple[Visit, ...]:
    """Those who came to people, first first."""
    came = sorted(
        (visit for visit in visits if visit.legs),
        key=lambda visit: visit.legs[0].begun_ms,
    )
    handlings = [seconds for visit in came if (seconds := _handling(visit)) is not None]
    mean = _mean_patience(came)
    random = Random("replay")  # noqa: S311 - nobody is to guess it
    return tuple(_visit(day, visit, handlings or [0.0], mean, random) for visit in came)


def _visit(
    day: RecordedDay,
    visit: RecordedVisit,
    handlings: Sequence[float],
    mean_patience: float | None,
    random: Random,
) -> Visit:
    handling, drawn = _handling(visit), random.choice(handlings)
    more = random.expovariate(1.0)
    patience: float | None = _wait(visit)
    if not _gave_up(visit):
        patience = (
            None if mean_patience is None else _wait(visit) + more * mean_patience
        )
    at_seconds = (visit.legs[0].begun_ms - day.begin_ms) / 1000
    return Visit(
        at_seconds=min(max(0.0, at_seconds), float(DAY_SECONDS)),
        group=visit.legs[0].group,
        handling_seconds=min(drawn if handling is None else handling, MAX_SECONDS),
        patience_seconds=None if patience is None else min(patience, MAX_SECONDS),
        channel=visit.channel,
    )


def _handling(visit: RecordedVisit) -> float | None:
    """Seconds that agents had to do; None: nobody served, or it went on."""
    served = [leg for leg in visit.legs if leg.kind == LegKind.SERVED.value]
    if not served or served[-1].ended_ms is None:
        return None
    return sum((leg.ended_ms or leg.begun_ms) - leg.begun_ms for leg in served) / 1000


def _wait(visit: RecordedVisit) -> float:
    """Seconds until somebody served, or it was over; of one who waits on 0."""
    came = visit.legs[0].begun_ms
    for leg in visit.legs:
        if leg.kind == LegKind.SERVED.value:
            return (leg.begun_ms - came) / 1000
    return ((visit.legs[-1].ended_ms or came) - came) / 1000


def _gave_up(visit: RecordedVisit) -> bool:
    return visit.legs[-1].ending == LegEnding.ABANDONED.value


def _mean_patience(visits: Sequence[RecordedVisit]) -> float | None:
    gave_up = sum(map(_gave_up, visits))
    return sum(map(_wait, visits)) / gave_up if gave_up else None


# --- agents


def _teams(day: RecordedDay, visits: Iterable[RecordedVisit]) -> tuple[Team, ...]:
    """A team of one for each who served."""
    work: dict[str, list[RecordedLeg]] = defaultdict(list)
    for visit in visits:
        for leg in visit.legs:
            if leg.kind == LegKind.SERVED.value and leg.agent:
                work[leg.agent].append(leg)
    teams = (_team(day, agent, legs) for agent, legs in sorted(work.items()))
    return tuple(team for team in teams if team.shifts)


def _team(day: RecordedDay, agent: str, legs: Sequence[RecordedLeg]) -> Team:
    spans = sorted(_span(day, leg) for leg in legs)
    return Team(
        id=agent,
        groups=tuple(sorted({leg.group for leg in legs})),
        capacity=_most_at_once(spans),
        shifts=tuple(_shifts(spans)),
    )


def _span(day: RecordedDay, leg: RecordedLeg) -> Span:
    """Seconds after midnight; what goes on does so until the day's end."""
    ended_ms = day.end_ms if leg.ended_ms is None else leg.ended_ms
    return (leg.begun_ms - day.begin_ms) / 1000, (ended_ms - day.begin_ms) / 1000


def _most_at_once(spans: Iterable[Span]) -> int:
    turns = sorted(turn for begin, end in spans for turn in ((begin, 1), (end, -1)))
    load = most = 0
    for _, change in turns:
        load += change
        most = max(most, load)
    return max(1, most)


def _shifts(spans: Iterable[Span]) -> Iterator[Shift]:
    """Times of presence, in whole seconds, within the day."""
    merged: list[Span] = []
    for begin, end in spans:
        if merged and begin - merged[-1][1] < BREAK_SECONDS:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    for begin, end in merged:
        first, last = max(0, floor(begin)), min(DAY_SECONDS, ceil(end))
        if first < last:
            yield Shift(begin=_time(first), end=_time(last))


def _time(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
