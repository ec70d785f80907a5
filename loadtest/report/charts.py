"""PURE: the charts of one scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Final

from markupsafe import Markup

from gateway.console.phrases import Words
from loadtest.histogram import Histogram
from loadtest.outcome import Played, Sample
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
    size = -(-len(samples) // MOST_POINTS) or 1
    points: list[tuple[float, float | None]] = []
    for first in range(0, len(samples), size):
        some = samples[first : first + size]
        known = [value for value in map(field, some) if value is not None]
        points.append((some[0].at_seconds, summary(known) if known else None))
    if all(y is None for _, y in points):
        return None
    return Line(label, tuple(points))


def _over_time(
    title: str, lines: Sequence[Line | None], up: Axis, words: Words
) -> Markup:
    there = [line for line in lines if line is not None]
    if not there:
        return Markup()
    return line_chart(title, there, Axis(words(Say.TIME), Unit.SECONDS), up)


def _done(played: Played, words: Words) -> Markup:
    done = line_of(words(Say.WAS_DONE), played.samples, lambda one: one.done, fmean)
    up = Axis(words(Say.PER_SECOND))
    return _over_time(words(Say.DONE_PER_SECOND), [done], up, words)


def _course(played: Played, words: Words) -> Markup:
    if not played.measures:
        return Markup()
    name = title_of(Measures, played.measures[0].name.name, words)
    lines = [
        line_of(words(Say.P99), played.samples, lambda one: one.p99_seconds, max),
        line_of(words(Say.MEDIAN), played.samples, lambda one: one.p50_seconds, max),
    ]
    up = Axis(words(Say.TOOK), Unit.SECONDS)
    return _over_time(words(Say.COURSE, what=name), lines, up, words)


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
    return _over_time(words(Say.PROCESSOR), lines, Axis(words(Say.CORES)), words)


def _memory(played: Played, words: Words) -> Markup:
    line = line_of(
        words(Say.SERVER), played.samples, lambda one: one.server_bytes, fmean
    )
    return _over_time(
        words(Say.MEMORY), [line], Axis(words(Say.BYTES), Unit.BYTES), words
    )
