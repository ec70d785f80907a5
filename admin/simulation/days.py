"""PURE: what several days of one scenario came to, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from admin.simulation.comparison import KINDS, Measure
from admin.simulation.confidence import Interval, interval
from admin.simulation.outcome import Outcome


class Days(msgspec.Struct, frozen=True):
    """Means over days that differ by chance alone.

    Attributes:
        name, played_by, target_seconds: see `Outcome`.
        seed: of the first; the others follow it.
        runs: how many days.
        figures: each with its 95 % confidence interval, in the units of `KINDS`; None:
            no day has it.
    """

    name: str
    played_by: str
    target_seconds: float
    seed: int
    runs: int
    figures: dict[Measure, Interval | None]


def days_of(outcomes: Sequence[Outcome]) -> Days:
    """Of at least one day; their seeds follow each other."""
    first = outcomes[0]
    return Days(
        first.name,
        first.played_by,
        first.target_seconds,
        first.seed,
        len(outcomes),
        {measure: _figure(measure, outcomes) for measure in Measure},
    )


def _figure(measure: Measure, outcomes: Sequence[Outcome]) -> Interval | None:
    read = KINDS[measure].read
    known = [value for each in outcomes if (value := read(each)) is not None]
    return interval(known) if known else None
