"""PURE: charts as SVG, readable on a phone and on a desk, in light and dark.

Their colours and letters are the page's (`templates/page.css`); a chart is drawn once,
small enough for a phone, and may grow to half a desk's width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log10
from typing import Final

import msgspec
from markupsafe import Markup

from loadtest.page import scale
from loadtest.page.quantity import Unit, shown
from loadtest.page.scale import Scale, Tick

WIDTH: Final = 400
"""Units of length, which are pixels on a phone."""
HEIGHT: Final = 240
COLOURS: Final = 6
"""Of series, after which they repeat: more lines are told apart by nobody."""
SHARES: Final = (0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999)
"""What a curve over percentiles shows, and the longest."""
_NAMED_SHARES: Final = (0.5, 0.9, 0.99, 0.999)
_LEFT: Final = 52
_RIGHT: Final = 24
_TOP: Final = 30
_BOTTOM: Final = 40
_PLOT_WIDTH: Final = WIDTH - _LEFT - _RIGHT
_PLOT_HEIGHT: Final = HEIGHT - _TOP - _BOTTOM
_MARKS_ACROSS: Final = 6
_MARKS_UP: Final = 4
_BAR_HEIGHT: Final = 16
_BAR_LABEL_HEIGHT: Final = 20
_BAR_GAP: Final = 8
_BAR_WIDTH: Final = 310
"""Of the longest; its figure stands behind it."""


class Line(msgspec.Struct, frozen=True):
    """A series of a chart.

    Attributes:
        label: for the legend.
        points: (x, y), x ascending; y None: nothing is known there, the line breaks.
    """

    label: str
    points: tuple[tuple[float, float | None], ...]


class Axis(msgspec.Struct, frozen=True):
    """What an axis counts.

    Attributes:
        title: without its unit, which is added.
        is_logarithmic: of the upright axis; for values that differ by powers of ten.
    """

    title: str
    unit: Unit = Unit.COUNT
    is_logarithmic: bool = False


class Bars(msgspec.Struct, frozen=True):
    """The figures of one thing, one for each series; None: there is none."""

    label: str
    values: tuple[float | None, ...]


def line_chart(
    title: str,
    lines: Sequence[Line],
    across: Axis,
    up: Axis,
    shaded: Sequence[tuple[float, float]] = (),
) -> Markup:
    """Lines over time, or over whatever ascends.

    Args:
        title: what the chart tells; it is read out where it cannot be seen, too.
        lines: at least one; the legend is shown from two on.
        across: the axis of x, from the first to the last value there is.
        up: the axis of y, from 0.
        shaded: stretches of x that are set off, such as night or what was measured.
    """
    all_x = [x for line in lines for x, _ in line.points]
    x_scale = scale.spanning(all_x, across.unit, _MARKS_ACROSS)
    shades = [_shade(x_scale, *stretch) for stretch in shaded]
    return _lines(title, lines, across.title, x_scale, up, Markup().join(shades))


def percentile_chart(
    title: str, lines: Sequence[Line], up: Axis, across: str
) -> Markup:
    """How long all but the slowest few took.

    Each nine takes as much room as the one before, so that the few are seen.

    Args:
        title: what the chart tells.
        lines: of points (share, value), as `Histogram.curve(SHARES)` yields them.
        up: of the values.
        across: title of the axis of shares.
    """
    ticks = tuple(Tick(_nines(share), f"{share * 100:g} %") for share in _NAMED_SHARES)
    bent = [
        Line(line.label, tuple((_nines(share), value) for share, value in line.points))
        for line in lines
    ]
    return _lines(title, bent, across, Scale(0, 1, ticks), up, Markup())


def bar_chart(
    title: str, bars: Sequence[Bars], unit: Unit, series: Sequence[str] = ("",)
) -> Markup:
    """Lying bars, with label and figure; in groups if there are several series.

    Args:
        title: what the chart tells.
        bars: at least one, from the top.
        unit: of all figures.
        series: names of the values of each group, for the legend.
    """
    figures = [value for bar in bars for value in bar.values if value is not None]
    longest = max(figures, default=0) or 1
    drawn = Markup()
    top = 0
    for bar in bars:
        drawn += Markup('<text class="label" x="0" y="{}">{}</text>').format(
            top + _BAR_LABEL_HEIGHT - 5, bar.label
        )
        top += _BAR_LABEL_HEIGHT
        for index, value in enumerate(bar.values):
            drawn += _bar(index, value, longest, top, shown(value, unit))
            top += _BAR_HEIGHT + 2
        top += _BAR_GAP
    return _figure(title, series, _svg(title, drawn, top))


def _bar(
    index: int, value: float | None, longest: float, top: float, text: str
) -> Markup:
    width = max(0.0, (value or 0) / longest) * _BAR_WIDTH
    return Markup(
        '<rect class="f{}" x="0" y="{}" width="{:.1f}" height="{}" rx="2"/>'
        '<text class="value" x="{:.1f}" y="{}">{}</text>'
    ).format(
        index % COLOURS, top, width, _BAR_HEIGHT, width + 5, top + _BAR_HEIGHT - 3, text
    )


def _nines(share: float) -> float:
    """0 of 0, 1 of 0.999 and more."""
    return min(1.0, -log10(max(1 - share, 1e-9)) / 3)


def _lines(
    title: str,
    lines: Sequence[Line],
    across: str,
    x_scale: Scale,
    up: Axis,
    behind: Markup,
) -> Markup:
    values = [y for line in lines for _, y in line.points if y is not None]
    if up.is_logarithmic:
        y_scale = scale.decades(values, up.unit)
    else:
        y_scale = scale.from_zero(values, up.unit, _MARKS_UP)
    drawn = behind + _grid(x_scale, y_scale)
    drawn += _title_of_axis(0, 13, "start", up.title, y_scale.symbol)
    drawn += _title_of_axis(WIDTH - _RIGHT, HEIGHT - 4, "end", across, x_scale.symbol)
    for index, line in enumerate(lines):
        drawn += Markup('<path class="s{}" d="{}"/>').format(
            index % COLOURS, _path(line, x_scale, y_scale)
        )
    labels = [line.label for line in lines]
    return _figure(title, labels, _svg(title, drawn, HEIGHT))


def _shade(x_scale: Scale, first: float, last: float) -> Markup:
    left = _LEFT + x_scale.place(first) * _PLOT_WIDTH
    width = _LEFT + x_scale.place(last) * _PLOT_WIDTH - left
    return Markup(
        '<rect class="shade" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>'
    ).format(left, _TOP, width, _PLOT_HEIGHT)


def _grid(x_scale: Scale, y_scale: Scale) -> Markup:
    bottom = _TOP + _PLOT_HEIGHT
    drawn = Markup()
    for tick in y_scale.ticks:
        y = bottom - tick.place * _PLOT_HEIGHT
        drawn += Markup(
            '<line class="grid" x1="{}" x2="{}" y1="{y:.1f}" y2="{y:.1f}"/>'
            '<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{}</text>'
        ).format(_LEFT, WIDTH - _RIGHT, _LEFT - 5, y + 4, tick.label, y=y)
    for tick in x_scale.ticks:
        x = _LEFT + tick.place * _PLOT_WIDTH
        drawn += Markup(
            '<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{}" y2="{}"/>'
            '<text class="tick" x="{x:.1f}" y="{}" text-anchor="middle">{}</text>'
        ).format(bottom, bottom + 4, bottom + 18, tick.label, x=x)
    return drawn


def _title_of_axis(x: float, y: float, anchor: str, title: str, symbol: str) -> Markup:
    text = f"{title} ({symbol})" if symbol else title
    return Markup('<text class="axis" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        x, y, anchor, text
    )


def _path(line: Line, x_scale: Scale, y_scale: Scale) -> str:
    """Each piece begins with a dot, so that a sole point between gaps is seen."""
    parts: list[str] = []
    pen = "M"
    for x, y in line.points:
        if y is None:
            pen = "M"
            continue
        across = _LEFT + x_scale.place(x) * _PLOT_WIDTH
        up = _TOP + (1 - y_scale.place(y)) * _PLOT_HEIGHT
        dot = "h0" if pen == "M" else ""
        parts.append(f"{pen}{across:.1f} {up:.1f}{dot}")
        pen = "L"
    return "".join(parts)


def _svg(title: str, drawn: Markup, height: float) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(WIDTH, height, title, drawn)


def _figure(title: str, labels: Iterable[str], svg: Markup) -> Markup:
    named = list(labels)
    legend = Markup()
    if len(named) > 1:
        entries = Markup().join(
            Markup('<li><i class="b{}"></i>{}</li>').format(index % COLOURS, label)
            for index, label in enumerate(named)
        )
        legend = Markup('<ul class="legend">{}</ul>').format(entries)
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption>{}{}</figure>'
    ).format(title, svg, legend)
