"""PURE: two runs side by side: what became faster or slower, and what else differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from statistics import fmean
from typing import Final

import msgspec

from loadtest.histogram import Histogram
from loadtest.outcome import Measure, Outcome, Played, is_busy
from loadtest.page.quantity import Unit
from loadtest.verdict import Verdict, grounds, verdict_of

NOTEWORTHY: Final = 1.2
"""A smaller ratio, up or down, is not worth a word. A larger one may yet be chance:
with twelve busy processes on two cores, half of the figures of two runs of the same
program differed by more. That is why a busy machine is told."""


class Change(StrEnum):
    """What the ratio of two figures says."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


class Aspect(StrEnum):
    """What is compared of a scenario."""

    MEDIAN = "median"
    P99 = "p99"
    RATE = "rate"
    SERVER_CORES = "server_cores"
    SERVER_BYTES = "server_bytes"


UNITS: Final = {
    Aspect.MEDIAN: Unit.SECONDS,
    Aspect.P99: Unit.SECONDS,
    Aspect.RATE: Unit.PER_SECOND,
    Aspect.SERVER_CORES: Unit.COUNT,
    Aspect.SERVER_BYTES: Unit.BYTES,
}


class Figure(msgspec.Struct, frozen=True):
    """One figure of both runs, in the unit of its aspect.

    Attributes:
        what: name of the measure or of what was counted; "" of the server's figures.
    """

    aspect: Aspect
    what: str
    before: float
    after: float

    @property
    def ratio(self) -> float | None:
        """After to before; None where before was nothing."""
        return self.after / self.before if self.before else None

    @property
    def change(self) -> Change:
        """Whether that is better; of all but rates, less is."""
        ratio = self.ratio
        if ratio is None or 1 / NOTEWORTHY <= ratio <= NOTEWORTHY:
            return Change.SAME
        is_better = ratio > 1 if self.aspect is Aspect.RATE else ratio < 1
        return Change.BETTER if is_better else Change.WORSE


class Pair(msgspec.Struct, frozen=True):
    """A scenario that both runs played."""

    before: Played
    after: Played
    figures: tuple[Figure, ...]

    @property
    def is_alike(self) -> bool:
        """Played with the same parameters and settings; else the ratios say little."""
        return (self.before.parameters, self.before.settings) == (
            self.after.parameters,
            self.after.settings,
        )

    @property
    def verdicts(self) -> tuple[Verdict, Verdict]:
        """Of both."""
        return verdict_of(grounds(self.before)), verdict_of(grounds(self.after))


class Difference(msgspec.Struct, frozen=True):
    """Something of machine or server that is not the same.

    Attributes:
        name: of the attribute of `Machine` or `Server`.
    """

    name: str
    before: str
    after: str


class Comparison(msgspec.Struct, frozen=True):
    """Two runs.

    Attributes:
        pairs: scenarios of both, in the order of the later run.
        unpaired: names of those that only one of them played.
    """

    before: Outcome
    after: Outcome
    pairs: tuple[Pair, ...]
    unpaired: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def was_busy(self) -> bool:
        """Others used the machine in one of the runs: ratios may be theirs."""
        return is_busy(self.before) or is_busy(self.after)


def compare(before: Outcome, after: Outcome) -> Comparison:
    """The later run held against the earlier one."""
    earlier = {played.name: played for played in before.played}
    later = {played.name: played for played in after.played}
    pairs = tuple(
        Pair(earlier[name], played, tuple(_figures(earlier[name], played)))
        for name, played in later.items()
        if name in earlier
    )
    return Comparison(
        before=before,
        after=after,
        pairs=pairs,
        unpaired=tuple(sorted(earlier.keys() ^ later.keys())),
        differences=tuple(_differences(before, after)),
    )


def _figures(before: Played, after: Played) -> Iterator[Figure]:
    earlier = {measure.name: measure for measure in before.measures}
    for measure in after.measures:
        if measure.name in earlier:
            yield from _times(earlier[measure.name], measure)
    rates = {rate.name: rate.achieved_per_second for rate in before.rates}
    for rate in after.rates:
        if rate.name in rates:
            name, was = rate.name.name, rates[rate.name]
            yield Figure(Aspect.RATE, name, was, rate.achieved_per_second)
    for aspect, pick in (
        (Aspect.SERVER_CORES, _cores),
        (Aspect.SERVER_BYTES, _bytes),
    ):
        known, now = pick(before), pick(after)
        if known and now:
            yield Figure(aspect, "", fmean(known), fmean(now))


def _times(before: Measure, after: Measure) -> Iterator[Figure]:
    was, now = Histogram.of(before.recorded), Histogram.of(after.recorded)
    if was.count and now.count:
        yield Figure(Aspect.MEDIAN, after.name.name, was.p50, now.p50)
        yield Figure(Aspect.P99, after.name.name, was.p99, now.p99)


def _cores(played: Played) -> Sequence[float]:
    return [one.server_cores for one in played.samples if one.server_cores is not None]


def _bytes(played: Played) -> Sequence[float]:
    return [one.server_bytes for one in played.samples if one.server_bytes is not None]


def _differences(before: Outcome, after: Outcome) -> Iterator[Difference]:
    for was, now in (
        (before.machine, after.machine),
        (before.server, after.server),
    ):
        for name in was.__struct_fields__:
            old, new = getattr(was, name), getattr(now, name)
            if old != new:
                yield Difference(name, _told(old), _told(new))


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(f"{setting.name}={setting.value}" for setting in value)
    return str(value)
