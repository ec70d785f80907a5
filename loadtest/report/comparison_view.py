"""Two runs side by side, as a page and for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import Final

from markupsafe import Markup

from gateway.console.phrases import Words
from gateway.console.styled import columns_of
from loadtest.histogram import Histogram
from loadtest.outcome import Measure
from loadtest.page.chart import SHARES, Axis, Line, percentile_chart
from loadtest.page.page import render
from loadtest.page.quantity import Unit, shown
from loadtest.report.comparison import (
    NOTEWORTHY,
    UNITS,
    Aspect,
    Change,
    Comparison,
    Figure,
    Pair,
)
from loadtest.report.phrases import VERDICTS, Say
from loadtest.report.terms import Measures, Rates, Scenarios, title_of

CHANGES: Final = {
    Change.BETTER: Say.BETTER,
    Change.WORSE: Say.WORSE,
    Change.SAME: Say.SAME,
}
_WHAT_COLUMNS: Final = 34
_FIGURE_COLUMNS: Final = 10


def comparison_page(comparison: Comparison, words: Words) -> str:
    """The comparison as HTML."""
    return render(
        "loadtest.report",
        "comparison.html",
        words,
        title=words(Say.COMPARISON),
        phrases=(Say, Scenarios),
        comparison=comparison,
        changes=changes(comparison, words),
        verdicts=VERDICTS,
        named=lambda figure: name_of(figure, words),
        figure=lambda figure, value: shown(value, UNITS[figure.aspect]),
        change_of=lambda figure: words(CHANGES[figure.change]),
        title_of=lambda names, name: title_of(names, name, words),
        charts_of=lambda pair: _charts(pair, words),
    )


def comparison_lines(comparison: Comparison, words: Words) -> list[str]:
    """The comparison as rows of text."""
    lines = [
        words(
            Say.COMPARED,
            before=comparison.before.began_at,
            after=comparison.after.began_at,
        ),
        changes(comparison, words),
    ]
    if comparison.differences:
        lines.append(words(Say.NOT_ALIKE))
        lines += [
            f"  {one.name}: {one.before} → {one.after}"
            for one in comparison.differences
        ]
    if comparison.was_busy:
        lines.append(words(Say.BUSY_COMPARED))
    for pair in comparison.pairs:
        lines += _pair_lines(pair, words)
    if comparison.unpaired:
        lines.append(words(Say.UNPAIRED, names=", ".join(comparison.unpaired)))
    return lines


def changes(comparison: Comparison, words: Words) -> str:
    """How many figures became better or worse, in a sentence."""
    if not comparison.pairs:
        return words(Say.NO_PAIRS)
    count = Counter(
        figure.change for pair in comparison.pairs for figure in pair.figures
    )
    return words(
        Say.CHANGES,
        better=count[Change.BETTER],
        worse=count[Change.WORSE],
        same=count[Change.SAME],
        percent=round((NOTEWORTHY - 1) * 100),
    )


def name_of(figure: Figure, words: Words) -> str:
    """What a figure is of."""
    match figure.aspect:
        case Aspect.MEDIAN:
            return words(Say.MEDIAN_OF, what=title_of(Measures, figure.what, words))
        case Aspect.P99:
            return words(Say.P99_OF, what=title_of(Measures, figure.what, words))
        case Aspect.RATE:
            return words(Say.RATE_OF, what=title_of(Rates, figure.what, words))
        case Aspect.SERVER_CORES:
            return words(Say.CORES_OF_SERVER)
        case Aspect.SERVER_BYTES:
            return words(Say.BYTES_OF_SERVER)


def _pair_lines(pair: Pair, words: Words) -> list[str]:
    before, after = (words(VERDICTS[verdict]) for verdict in pair.verdicts)
    title = title_of(Scenarios, pair.after.name, words)
    lines = ["", f"{title}: {before} → {after}"]
    if not pair.is_alike:
        lines.append(f"  {words(Say.PARAMETERS_DIFFER)}")
    return [*lines, *(_figure_line(figure, words) for figure in pair.figures)]


def _figure_line(figure: Figure, words: Words) -> str:
    unit = UNITS[figure.aspect]
    name = name_of(figure, words)
    change = "" if figure.change is Change.SAME else words(CHANGES[figure.change])
    cells = (
        " " * (_WHAT_COLUMNS - columns_of(name)),
        shown(figure.before, unit).rjust(_FIGURE_COLUMNS),
        "→",
        shown(figure.after, unit).rjust(_FIGURE_COLUMNS),
        shown(figure.ratio, Unit.RATIO).rjust(_FIGURE_COLUMNS),
        change,
    )
    return f"  {name}{' '.join(cells)}".rstrip()


def _charts(pair: Pair, words: Words) -> list[Markup]:
    earlier = {measure.name: measure for measure in pair.before.measures}
    return [
        _curves(earlier[measure.name], measure, words)
        for measure in pair.after.measures
        if measure.name in earlier and measure.recorded.buckets
    ]


def _curves(before: Measure, after: Measure, words: Words) -> Markup:
    lines = [
        Line(words(said), Histogram.of(measure.recorded).curve(SHARES))
        for said, measure in ((Say.BEFORE, before), (Say.AFTER, after))
    ]
    return percentile_chart(
        title_of(Measures, after.name.name, words),
        lines,
        Axis(words(Say.TOOK), Unit.SECONDS, is_logarithmic=True),
        words(Say.SHARE),
    )
