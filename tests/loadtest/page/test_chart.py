from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markupsafe import Markup

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

TIME = Axis("time", Unit.SECONDS)
RISING = Line("rising", ((0, 0.0), (10, 100.0)))
FALLING = Line("falling", ((0, 100.0), (10, 0.0)))


def texts(chart: Markup) -> list[str]:
    """What can be read in it; that it parses says that it is well-formed."""
    root = ET.fromstring(chart)  # noqa: S314 - our own
    return [text for text in root.itertext() if text]


def paths(chart: Markup) -> list[str]:
    return re.findall(r' d="([^"]*)"', chart)


def test_a_line_goes_from_corner_to_corner() -> None:
    (path,) = paths(line_chart("Load", [RISING], TIME, Axis("done", Unit.COUNT)))
    assert path == "M52.0 200.0h0L376.0 30.0"


def test_axes_are_named_with_their_units() -> None:
    read = texts(line_chart("Load", [RISING], TIME, Axis("memory", Unit.BYTES)))
    assert "Load" in read
    assert "time (s)" in read
    assert "memory (B)" in read
    assert {"0", "2", "10", "50", "100"} <= set(read)


def test_several_lines_have_a_legend_and_colours_of_their_own() -> None:
    chart = line_chart("Load", [RISING, FALLING], TIME, Axis("done"))
    assert {"rising", "falling"} <= set(texts(chart))
    assert 'class="s0"' in chart
    assert 'class="s1"' in chart


def test_a_sole_line_needs_no_legend() -> None:
    assert "rising" not in line_chart("Load", [RISING], TIME, Axis("done"))


def test_where_nothing_is_known_the_line_breaks() -> None:
    gap = Line("gap", ((0, 1.0), (1, None), (2, 1.0)))
    (path,) = paths(line_chart("Load", [gap], TIME, Axis("done")))
    assert path.count("M") == path.count("h0") == 2
    assert "L" not in path


def test_a_stretch_is_set_off_behind_the_lines() -> None:
    chart = line_chart("Load", [RISING], TIME, Axis("done"), [(5, 10)])
    shade = '<rect class="shade" x="214.0" y="30" width="162.0" height="170"/>'
    assert chart.index(shade) < chart.index("<path")


def test_a_curve_gives_each_nine_the_same_room() -> None:
    line = Line("took", tuple((share, 1.0) for share in (0, 0.9, 0.99, 0.999, 1)))
    (path,) = paths(percentile_chart("Took", [line], Axis("took"), "share"))
    across = [float(x) for x in re.findall(r"[ML]([\d.]+)", path)]
    assert across == [52.0, 160.0, 268.0, 376.0, 376.0]
    assert SHARES[-1] == 0.999


def test_a_curve_over_decades_is_marked_in_each() -> None:
    line = Line("took", ((0.5, 0.01), (0.99, 2.0)))
    up = Axis("took", Unit.SECONDS, is_logarithmic=True)
    read = texts(percentile_chart("Took", [line], up, "share"))
    assert {"10 ms", "100 ms", "1 s", "10 s", "99.9 %"} <= set(read)


def test_bars_are_as_long_as_their_figures_which_stand_beside_them() -> None:
    bars = [Bars("sales", (4.0, 2.0)), Bars("service", (None, -1.0))]
    chart = bar_chart("Waits", bars, Unit.SECONDS, ("before", "after"))
    widths = re.findall(r'<rect[^>]* width="([\d.]+)"', chart)
    assert widths == ["310.0", "155.0", "0.0", "0.0"]
    assert {"sales", "4 s", "2 s", "–", "before", "after"} <= set(texts(chart))


def test_bars_of_nothing_are_drawn_yet() -> None:
    assert "0" in texts(bar_chart("Waits", [Bars("sales", (0.0,))], Unit.COUNT))


def test_nothing_that_is_named_is_taken_for_markup() -> None:
    evil = "<script>&\"'"
    line = Line(evil, ((0, 1.0),))
    drawn = [
        line_chart(evil, [line, line], Axis(evil), Axis(evil)),
        percentile_chart(evil, [line, line], Axis(evil), evil),
        bar_chart(evil, [Bars(evil, (1.0, 2.0))], Unit.COUNT, (evil, evil)),
    ]
    for chart in drawn:
        assert "<script" not in chart
        assert evil in texts(chart)
