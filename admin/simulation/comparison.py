"""PURE: a scenario and its variant side by side, over the same days.

Each day is played twice with the same seed, so the same visitors come to both; what is
compared is the difference of each day, whose chance is far less than that of the days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from statistics import fmean
from typing import Final

import msgspec

from admin.simulation.confidence import Interval, interval
from admin.simulation.outcome import AgentFigures, Outcome, Point
from loadtest.page.quantity import Unit


class Measure(StrEnum):
    """What is compared, in the order of showing."""

    WAIT_MEAN = "wait_mean"
    WAIT_P90 = "wait_p90"
    WAIT_P99 = "wait_p99"
    SERVICE_LEVEL = "service_level"
    ABANDONMENT = "abandonment"
    SERVED = "served"
    TURNED_AWAY = "turned_away"
    LONGEST_LINE = "longest_line"
    OCCUPANCY = "occupancy"
    UTILISATION = "utilisation"
    GINI = "gini"
    PRESENT_HOURS = "present_hours"


class Wish(StrEnum):
    """What is better."""

    LESS = "less"
    MORE = "more"
    NEITHER = "neither"
    """That depends on who pays."""


class Change(StrEnum):
    """What a difference means."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"
    UNCLEAR = "unclear"
    """It may be chance; so is every difference of a single day."""
    SAME = "same"
    """On every day, to the last digit."""


class Kind(msgspec.Struct, frozen=True):
    """How a measure is read off a day; None: the day has none."""

    read: Callable[[Outcome], float | None]
    unit: Unit
    wish: Wish


def _share(
    outcome: Outcome, read: Callable[[AgentFigures], float | None]
) -> float | None:
    """Of all agents together, by the time that each was there."""
    present = [one for one in outcome.agents if one.present_seconds]
    total = sum(one.present_seconds for one in present)
    if not total:
        return None
    return sum((read(one) or 0) * one.present_seconds for one in present) / total


def _slots(outcome: Outcome) -> float | None:
    """Utilisation of all slots together."""
    slots = sum(one.present_seconds * one.capacity for one in outcome.agents)
    used = sum(
        (one.utilisation or 0) * one.present_seconds * one.capacity
        for one in outcome.agents
    )
    return used / slots if slots else None


KINDS: Final = {
    Measure.WAIT_MEAN: Kind(
        lambda day: day.total.wait.mean if day.total.wait else None,
        Unit.SECONDS,
        Wish.LESS,
    ),
    Measure.WAIT_P90: Kind(
        lambda day: day.total.wait.p90 if day.total.wait else None,
        Unit.SECONDS,
        Wish.LESS,
    ),
    Measure.WAIT_P99: Kind(
        lambda day: day.total.wait.p99 if day.total.wait else None,
        Unit.SECONDS,
        Wish.LESS,
    ),
    Measure.SERVICE_LEVEL: Kind(
        lambda day: day.total.service_level, Unit.SHARE, Wish.MORE
    ),
    Measure.ABANDONMENT: Kind(lambda day: day.total.abandonment, Unit.SHARE, Wish.LESS),
    Measure.SERVED: Kind(lambda day: day.total.served, Unit.COUNT, Wish.MORE),
    Measure.TURNED_AWAY: Kind(lambda day: day.total.turned_away, Unit.COUNT, Wish.LESS),
    Measure.LONGEST_LINE: Kind(lambda day: day.longest_line, Unit.COUNT, Wish.LESS),
    Measure.OCCUPANCY: Kind(
        lambda day: _share(day, lambda one: one.occupancy), Unit.SHARE, Wish.NEITHER
    ),
    Measure.UTILISATION: Kind(_slots, Unit.SHARE, Wish.NEITHER),
    Measure.GINI: Kind(lambda day: day.gini, Unit.COUNT, Wish.LESS),
    Measure.PRESENT_HOURS: Kind(
        lambda day: sum(one.present_seconds for one in day.agents) / 3600,
        Unit.COUNT,
        Wish.NEITHER,
    ),
}


class Row(msgspec.Struct, frozen=True):
    """One measure: means over the days that have it, and the difference of pairs.

    `difference` is variant less base; None: no day has the measure in both.
    """

    measure: Measure
    base: float | None
    variant: float | None
    difference: Interval | None
    change: Change


class Course(msgspec.Struct, frozen=True):
    """Mean over the days of one figure in the course of a day: (second, value)."""

    base: tuple[tuple[float, float | None], ...]
    variant: tuple[tuple[float, float | None], ...]


class Comparison(msgspec.Struct, frozen=True):
    """Both, over `runs` days.

    Attributes:
        name: of the scenario.
        changes: of the variant, as they were asked for.
        runs: how many days were played with each.
        seed: of the first; the others follow it.
        target_seconds: of the base's service level.
        rows: every measure.
        waiting, waits, utilisation, present: over the day: the queue's length, the mean
            wait of those answered, the share of the slots in use, and agents on line.
    """

    name: str
    changes: tuple[str, ...]
    runs: int
    seed: int
    played_by: str
    target_seconds: float
    rows: tuple[Row, ...]
    waiting: Course
    waits: Course
    utilisation: Course
    present: Course


def compare(
    bases: Sequence[Outcome], variants: Sequence[Outcome], changes: Sequence[str]
) -> Comparison:
    """Lays days of two scenarios side by side.

    Args:
        bases: at least one.
        variants: as many, of the same seeds in the same order.
        changes: what makes the variant.
    """
    first = bases[0]
    return Comparison(
        first.name,
        tuple(changes),
        len(bases),
        first.seed,
        first.played_by,
        first.target_seconds,
        tuple(_row(measure, bases, variants) for measure in Measure),
        _course(bases, variants, lambda point: point.waiting),
        _course(bases, variants, lambda point: point.wait_mean),
        _course(bases, variants, _used),
        _course(bases, variants, lambda point: point.present),
    )


def _used(point: Point) -> float | None:
    return point.serving / point.slots if point.slots else None


def _row(
    measure: Measure, bases: Sequence[Outcome], variants: Sequence[Outcome]
) -> Row:
    kind = KINDS[measure]
    before, after = list(map(kind.read, bases)), list(map(kind.read, variants))
    differences = [
        then - now
        for now, then in zip(before, after, strict=True)
        if now is not None and then is not None
    ]
    difference = interval(differences) if differences else None
    if differences and not any(differences):
        change = Change.SAME
    else:
        change = _change(difference, kind.wish)
    return Row(measure, _mean(before), _mean(after), difference, change)


def _change(difference: Interval | None, wish: Wish) -> Change:
    if difference is None or not difference.is_clear:
        return Change.UNCLEAR
    if wish is Wish.NEITHER:
        return Change.DIFFERENT
    is_more = difference.mean > 0
    return Change.BETTER if is_more is (wish is Wish.MORE) else Change.WORSE


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _course(
    bases: Sequence[Outcome],
    variants: Sequence[Outcome],
    read: Callable[[Point], float | None],
) -> Course:
    return Course(_over_days(bases, read), _over_days(variants, read))


def _over_days(
    days: Sequence[Outcome], read: Callable[[Point], float | None]
) -> tuple[tuple[float, float | None], ...]:
    values: dict[float, list[float | None]] = {}
    for day in days:
        for point in day.points:
            values.setdefault(point.at_seconds, []).append(read(point))
    return tuple((at, _mean(values[at])) for at in sorted(values))
