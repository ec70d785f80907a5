"""PURE: the charts of one scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import Final

from markupsafe import Markup

from gateway.console.phrases import Words
from loadtest.histogram import Histogram
from loadtest.outcome import Played, RateName, Sample
from loadtest.page.chart import (
    SHARES,
    Axis,
    Bars,
    Line,
    bar_chart,
    line_chart,
    percentile_chart,
)
from loadtest.page.quantity import Unit
from loadtest.report.phrases import Say
from loadtest.report.terms import Measures, Rates, title_of

MOST_POINTS: Final = 240
"""Of a line: a chart on a phone has no more pixels. Of several seconds the mean is
shown, of latencies the worst, so that no peak is hidden."""

Field = Callable[[Sample], float | None]
Summary = Callable[[Sequence[float]], float]


def charts_of(played: Played, words: Words) -> tuple[Markup, ...]:
    """Those of which there are figures."""
    drawn = (
        _done(played, words),
        _course(played, words),
        _curve(played, words),
        _rates(played, words),
        _processor(played, words),
        _memory(played, words),
    )
    return tuple(chart for chart in drawn if chart)


def line_of(
    label: str, samples: Sequence[Sample], field: Field, summary: Summary
) -> Line | None:
    """One line over the seconds of a scenario; None if nothing is known of it."""
    size = _together(samples)
    points: list[tuple[float, float | None]] = []
    for first in range(0, len(samples), size):
        some = samples[first : first + size]
        known = [value for value in map(field, some) if value is not None]
        points.append((some[-1].at_seconds, summary(known) if known else None))
    if all(y is None for _, y in points):
        return None
    return Line(label, tuple(points))


def _together(samples: Sequence[Sample]) -> int:
    """How many samples make a point."""
    return -(-len(samples) // MOST_POINTS) or 1


class _Course:
    """Draws what changed over the seconds of one scenario."""

    def __init__(self, played: Played, words: Words) -> None:
        self._measured = [
            (phase.began_seconds, phase.began_seconds + phase.seconds)
            for phase in played.phases
            if phase.is_measured
        ]
        self._across = Axis(words(Say.TIME), Unit.SECONDS)

    def draw(self, title: str, up: Axis, *lines: Line | None) -> Markup:
        """Of the lines that there are; what was measured is set off."""
        there = [line for line in lines if line is not None]
        if not there:
            return Markup()
        return line_chart(title, there, self._across, up, self._measured)


def _done(played: Played, words: Words) -> Markup:
    has_talk = any(rate.name is RateName.MESSAGES for rate in played.rates)
    kind = RateName.MESSAGES if has_talk else RateName.SESSIONS
    title = words(Say.DONE_PER_SECOND, what=title_of(Rates, kind.name, words))
    line = Line(words(Say.WAS_DONE), tuple(_paces(played.samples)))
    if not line.points:
        return Markup()
    return _Course(played, words).draw(title, Axis(words(Say.PER_SECOND)), line)


def _paces(samples: Sequence[Sample]) -> Iterator[tuple[float, float]]:
    """Done per second since the sample before, whenever that was."""
    size = _together(samples)
    before = 0.0
    for first in range(0, len(samples), size):
        some = samples[first : first + size]
        at = some[-1].at_seconds
        if at > before:
            yield at, sum(one.done for one in some) / (at - before)
        before = at


def _course(played: Played, words: Words) -> Markup:
    if not played.measures:
        return Markup()
    name = title_of(Measures, played.measures[0].name.name, words)
    lines = [
        line_of(words(Say.P99), played.samples, lambda one: one.p99_seconds, max),
        line_of(words(Say.MEDIAN), played.samples, lambda one: one.p50_seconds, max),
    ]
    up = Axis(words(Say.TOOK), Unit.SECONDS)
    title = words(Say.COURSE, what=name)
    return _Course(played, words).draw(title, up, *lines)


def _curve(played: Played, words: Words) -> Markup:
    lines = [
        Line(
            title_of(Measures, measure.name.name, words),
            Histogram.of(measure.recorded).curve(SHARES),
        )
        for measure in played.measures
        if measure.recorded.buckets
    ]
    if not lines:
        return Markup()
    up = Axis(words(Say.TOOK), Unit.SECONDS, is_logarithmic=True)
    return percentile_chart(words(Say.CURVE), lines, up, words(Say.SHARE))


def _rates(played: Played, words: Words) -> Markup:
    bars = [
        Bars(
            title_of(Rates, rate.name.name, words),
            (rate.offered_per_second, rate.achieved_per_second),
        )
        for rate in played.rates
    ]
    if not bars:
        return Markup()
    series = words(Say.MEANT), words(Say.WAS_DONE)
    return bar_chart(words(Say.RATES), bars, Unit.PER_SECOND, series)


def _processor(played: Played, words: Words) -> Markup:
    samples = played.samples
    lines = [
        line_of(words(Say.SERVER), samples, lambda one: one.server_cores, fmean),
        line_of(words(Say.LOAD), samples, lambda one: one.load_cores, fmean),
    ]
    up = Axis(words(Say.CORES))
    return _Course(played, words).draw(words(Say.PROCESSOR), up, *lines)


def _memory(played: Played, words: Words) -> Markup:
    line = line_of(
        words(Say.SERVER), played.samples, lambda one: one.server_bytes, fmean
    )
    up = Axis(words(Say.BYTES), Unit.BYTES)
    return _Course(played, words).draw(words(Say.MEMORY), up, line)
