"""A scenario and its variant, as a page and for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import Final

from markupsafe import Markup

from admin.operator.table import text_table
from admin.simulation.comparison import KINDS, Change, Comparison, Course, Row
from admin.simulation.comparison_phrases import (
    CHANGES,
    MEANINGS,
    NAMES,
    Measures,
    Say,
)
from gateway.console.phrases import Words
from loadtest.page.chart import Axis, Line, line_chart
from loadtest.page.page import render
from loadtest.page.quantity import NOTHING, Unit, number, shown, step_of

_FIGURES: Final = (1, 2, 3)
"""Columns of the table that hold figures."""
_WHOLE: Final = 99.5
"""From here on two digits would be told as a power of ten."""


def comparison_lines(comparison: Comparison, words: Words) -> list[str]:
    """The comparison as rows of text, at most 60 columns wide but for the sentences."""
    head = [words(Say.MEASURE), words(Say.BASE), words(Say.VARIANT)]
    head += [words(Say.DIFFERENCE), words(Say.MEANING)]
    rows = [head]
    for row in comparison.rows:
        unit = KINDS[row.measure].unit
        figures = [shown(row.base, unit), shown(row.variant, unit)]
        name = name_of(row, comparison, words)
        rows.append(
            [name, *figures, difference_of(row, words), words(CHANGES[row.change])]
        )
    changes = " ".join(comparison.changes)
    return [
        f"{comparison.name} – {words(Say.WHAT_IF, changes=changes)}",
        "",
        *text_table(rows, _FIGURES),
        "",
        told(comparison, words),
    ]


def comparison_page(comparison: Comparison, words: Words) -> str:
    """The comparison as HTML."""
    return render(
        "admin.simulation",
        "comparison.html",
        words,
        title=words(Say.TITLE, name=comparison.name),
        phrases=(Say,),
        comparison=comparison,
        told=told(comparison, words),
        summary=_summary(comparison, words),
        named=lambda row: name_of(row, comparison, words),
        meaning=lambda row: words(MEANINGS[row.measure]),
        figure=lambda row, value: shown(value, KINDS[row.measure].unit),
        difference=lambda row: difference_of(row, words),
        change_of=lambda row: words(CHANGES[row.change]),
        charts=_charts(comparison, words),
    )


def told(comparison: Comparison, words: Words) -> str:
    """How it was found out, and how sure it is."""
    if comparison.runs == 1:
        return words(Say.RUNS_ONE)
    return words(Say.RUNS, runs=comparison.runs)


def name_of(row: Row, comparison: Comparison, words: Words) -> str:
    """What is compared."""
    target = shown(comparison.target_seconds, Unit.SECONDS)
    name: Measures = NAMES[row.measure]
    return words(name, target=target)


def difference_of(row: Row, words: Words) -> str:
    """With its sign, and how far it may be from the true one."""
    if row.difference is None:
        return NOTHING
    unit = KINDS[row.measure].unit
    mean, half_width = row.difference.mean, row.difference.half_width
    # A difference of shares is told in percentage points: it is no share of anything.
    step = step_of(max(abs(mean), half_width or 0) or 1, unit)
    sign = "+" if mean > 0 else "−" if mean < 0 else ""
    text = f"{sign}{number(abs(mean) / step.size)}"
    if half_width is not None:
        text = f"{text} ± {_rough(half_width / step.size)}"
    symbol = words(Say.POINTS) if unit is Unit.SHARE else step.symbol
    return f"{text} {symbol}".rstrip()


def _rough(value: float) -> str:
    """Two digits say how sure a figure is; whole ones are never hidden."""
    return f"{value:.2g}" if value < _WHOLE else f"{round(value):,}"


def _summary(comparison: Comparison, words: Words) -> str:
    count = Counter(row.change for row in comparison.rows)
    better, worse = count[Change.BETTER], count[Change.WORSE]
    return words(Say.SUMMARY, better=better, worse=worse)


def _charts(comparison: Comparison, words: Words) -> list[Markup]:
    across = Axis(words(Say.TIME), Unit.CLOCK)
    return [
        line_chart(words(title), _lines(course, words), across, Axis(words(up), unit))
        for title, course, up, unit in (
            (Say.WAITING_CHART, comparison.waiting, Say.SESSIONS, Unit.COUNT),
            (Say.WAITS_CHART, comparison.waits, Say.WAIT, Unit.SECONDS),
            (Say.UTILISATION_CHART, comparison.utilisation, Say.SHARE, Unit.SHARE),
            (Say.PRESENT_CHART, comparison.present, Say.AGENTS, Unit.COUNT),
        )
        if course.base and course.variant
    ]


def _lines(course: Course, words: Words) -> list[Line]:
    return [
        Line(words(Say.BASE), course.base),
        Line(words(Say.VARIANT), course.variant),
    ]
