"""PURE: what one scenario measures, while it runs and as a whole.

Everything is timed from the moment that it was meant to begin. What was to begin within
the measured phase counts, however late it ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from loadtest.histogram import Histogram
from loadtest.outcome import Measure, MeasureName, Rate, RateName

_NEVER: Final = float("inf")


class Second(msgspec.Struct, frozen=True):
    """What ended since the last one was taken, by measure and by rate."""

    measures: Mapping[MeasureName, Histogram]
    done: Mapping[RateName, int]


class Measures:
    """Histograms of durations, counts of what was offered and done."""

    def __init__(self) -> None:
        self._from = self._until = _NEVER
        self._whole: defaultdict[MeasureName, Histogram] = defaultdict(Histogram)
        self._second: defaultdict[MeasureName, Histogram] = defaultdict(Histogram)
        self._offered: Counter[RateName] = Counter()
        self._done: Counter[RateName] = Counter()
        self._done_in_second: Counter[RateName] = Counter()

    def measure_from(self, moment: float) -> None:
        """The measured phase begins, seconds of the clients' clock."""
        self._from = moment

    def measure_until(self, moment: float) -> None:
        """The measured phase is over."""
        self._until = moment

    def record(self, name: MeasureName, began: float, ended: float) -> None:
        """Something took from `began`, when it was meant to begin, to `ended`."""
        self._second[name].record(ended - began)
        if self._is_measured(began):
            self._whole[name].record(ended - began)

    def offer(self, name: RateName, moment: float) -> None:
        """Something was meant to be done at that moment."""
        if self._is_measured(moment):
            self._offered[name] += 1

    def done(self, name: RateName, moment: float) -> None:
        """Something was done at that moment."""
        self._done_in_second[name] += 1
        if self._is_measured(moment):
            self._done[name] += 1

    def take_second(self) -> Second:
        """What ended since the last call."""
        second = Second(dict(self._second), dict(self._done_in_second))
        self._second.clear()
        self._done_in_second.clear()
        return second

    def measured(self, names: Sequence[MeasureName]) -> tuple[Measure, ...]:
        """Those that a scenario is about, also when nothing was seen of them."""
        return tuple(Measure(name, self._whole[name].recorded()) for name in names)

    def rates(self) -> tuple[Rate, ...]:
        """Per second of the measured phase, what was offered or done in it.

        What nobody planned (answers, offers that ring) has no offered rate.
        """
        seconds = self._until - self._from
        if not 0 < seconds < _NEVER:
            return ()
        return tuple(
            Rate(
                name,
                self._done[name] / seconds,
                self._offered[name] / seconds if self._offered[name] else None,
            )
            for name in RateName
            if self._offered[name] or self._done[name]
        )

    def _is_measured(self, moment: float) -> bool:
        return self._from <= moment < self._until
