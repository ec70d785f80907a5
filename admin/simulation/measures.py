"""PURE: the figures of a day, from what was told of it.

Whoever came during the warm-up counts in no figure of visitors; figures of agents are
of their whole day, and so are the points over time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Final

from admin.simulation.outcome import (
    AgentFigures,
    Outcome,
    Point,
    Reached,
    Spread,
    TeamFigures,
)
from admin.simulation.scenario import Scenario, seconds_of
from admin.simulation.story import Day, Duty, Fate, Sample, Story

_DIGITS: Final = 4
"""Behind the point: a tenth of a millisecond, or of a thousandth."""
_HOUR_MS: Final = 3_600_000


def outcome_of(
    scenario: Scenario, seed: int, day: Day, played_by: str = "cores"
) -> Outcome:
    """What a day came to; `played_by`: see `Outcome`."""
    start = seconds_of(scenario.start)
    from_ms = round(1000 * (start + 60 * scenario.warm_up_minutes))
    stories = [each for each in day.stories if each.came_ms >= from_ms]
    within_ms = round(scenario.target.seconds * 1000)
    gini, least_to_most = fairness(day.duties)
    return Outcome(
        scenario.name,
        seed,
        played_by,
        start,
        seconds_of(scenario.end),
        scenario.target.seconds,
        scenario.target.share,
        reached(stories, within_ms),
        max((each.waiting for each in day.samples), default=0),
        {
            group.id: reached([s for s in stories if s.group == group.id], within_ms)
            for group in scenario.groups
        },
        {
            channel: reached([s for s in stories if s.channel == channel], within_ms)
            for channel in sorted({each.channel for each in day.stories})
        },
        tuple(
            _team(team.id, [each for each in day.duties if each.team == team.id])
            for team in scenario.agents
        ),
        tuple(_agent(duty) for duty in day.duties),
        gini,
        least_to_most,
        points(day.stories, day.samples, scenario.sample_seconds),
    )


# --- visitors


def reached(stories: Sequence[Story], within_ms: int) -> Reached:
    """What became of these; `within_ms`: the target of the service level."""
    fates = Counter(each.fate for each in stories)
    served = [each for each in stories if each.fate is Fate.SERVED]
    gave_up = [each for each in stories if each.fate is Fate.ABANDONED]
    in_time = sum(_wait_ms(each) <= within_ms for each in served)
    counted = len(served) + sum(_wait_ms(each) > within_ms for each in gave_up)
    return Reached(
        len(stories),
        fates[Fate.SERVED],
        fates[Fate.ABANDONED],
        fates[Fate.TURNED_AWAY],
        fates[Fate.UNSERVED],
        abandonment=_share(len(gave_up), len(stories)),
        waited=_share(sum(each.has_waited for each in stories), len(stories)),
        wait=spread([_wait_ms(each) for each in served]),
        gave_up_after=spread([_wait_ms(each) for each in gave_up]),
        handling=spread([each.ended_ms - each.answered_ms for each in served]),
        service_level=_share(in_time, counted),
    )


def _wait_ms(story: Story) -> int:
    return story.answered_ms - story.came_ms


def spread(times_ms: Sequence[int]) -> Spread | None:
    """Of times in ms; None of nobody's."""
    if not times_ms:
        return None
    ordered = sorted(times_ms)
    p50, p90, p99 = (
        ordered[min(len(ordered) - 1, int(len(ordered) * share))] / 1000
        for share in (0.5, 0.9, 0.99)
    )
    mean = round(fmean(ordered) / 1000, _DIGITS)
    return Spread(mean, p50, p90, p99, ordered[-1] / 1000)


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, _DIGITS) if whole else None


# --- agents


def _agent(duty: Duty) -> AgentFigures:
    return AgentFigures(
        duty.agent,
        duty.team,
        duty.capacity,
        duty.present_ms / 1000,
        duty.served,
        _share(duty.busy_ms, duty.present_ms),
        _share(duty.slot_ms, duty.present_ms * duty.capacity),
        duty.declined,
        duty.missed,
        duty.lost,
    )


def _team(team: str, duties: Sequence[Duty]) -> TeamFigures:
    present_ms = sum(each.present_ms for each in duties)
    gini, least_to_most = fairness(duties)
    return TeamFigures(
        team,
        len(duties),
        sum(each.served for each in duties),
        round(present_ms / _HOUR_MS, _DIGITS),
        _share(sum(each.busy_ms for each in duties), present_ms),
        _share(
            sum(each.slot_ms for each in duties),
            sum(each.present_ms * each.capacity for each in duties),
        ),
        gini,
        least_to_most,
    )


def fairness(duties: Iterable[Duty]) -> tuple[float | None, float | None]:
    """Gini coefficient, and least to most, of sessions per hour present and slot.

    None where nobody was there, or nobody served. Source of the sum over ranks: Sen,
    "On Economic Inequality", 1973, 2.8.
    """
    rates = sorted(
        each.served / (each.present_ms / _HOUR_MS * each.capacity)
        for each in duties
        if each.present_ms
    )
    total = sum(rates)
    if not total:
        return None, None
    ranked = sum(rank * rate for rank, rate in enumerate(rates, 1))
    count = len(rates)
    gini = 2 * ranked / (count * total) - (count + 1) / count
    return round(max(gini, 0.0), _DIGITS), round(rates[0] / rates[-1], _DIGITS)


# --- over the day


def points(
    stories: Sequence[Story], samples: Sequence[Sample], sample_seconds: float
) -> tuple[Point, ...]:
    """A point per sample: what was so then, and what happened since the last one."""
    length_ms = round(sample_seconds * 1000)
    first_ms = samples[0].at_ms if samples else 0

    def stretch(at_ms: int) -> int:
        return -((first_ms - at_ms) // length_ms)

    arrived = Counter(stretch(each.came_ms) for each in stories)
    abandoned = Counter(
        stretch(each.ended_ms) for each in stories if each.fate is Fate.ABANDONED
    )
    waits: dict[int, list[int]] = {}
    for each in stories:
        if each.fate is Fate.SERVED:
            waits.setdefault(stretch(each.answered_ms), []).append(_wait_ms(each))
    return tuple(
        Point(
            sample.at_ms / 1000,
            sample.waiting,
            sample.serving,
            sample.present,
            sample.slots,
            arrived[number],
            len(waits.get(number, ())),
            abandoned[number],
            round(fmean(waits[number]) / 1000, _DIGITS) if number in waits else None,
        )
        for number, sample in enumerate(samples)
    )
