"""What several days came to, for a terminal of 60 columns and more."""

from __future__ import annotations

from admin.operator.table import text_table
from admin.simulation.comparison import KINDS, Measure
from admin.simulation.comparison_phrases import NAMES
from admin.simulation.confidence import Interval
from admin.simulation.days import Days
from admin.simulation.phrases import SimulationPhrase as Say
from gateway.console.phrases import Words
from loadtest.page.quantity import NOTHING, Unit, number, shown, step_of


def days_lines(days: Days, words: Words) -> list[str]:
    """A row per figure: its mean, and how far the true one may be from it."""
    last = days.seed + days.runs - 1
    target = shown(days.target_seconds, Unit.SECONDS)
    rows = [["", words(Say.MEAN), "±"]]
    for measure, figure in days.figures.items():
        mean, half_width = figure_of(measure, figure)
        rows.append([words(NAMES[measure], target=target), mean, half_width])
    return [
        words(
            Say.TITLE_OF_DAYS,
            name=days.name,
            runs=days.runs,
            seed=days.seed,
            last=last,
        ),
        "",
        *text_table(rows, (1, 2)),
        "",
        words(Say.INTERVAL),
    ]


def figure_of(measure: Measure, figure: Interval | None) -> tuple[str, str]:
    """The mean with its unit, and half the interval's width in the same."""
    if figure is None:
        return NOTHING, NOTHING
    unit = KINDS[measure].unit
    if figure.half_width is None:
        return shown(figure.mean, unit), NOTHING
    step = step_of(figure.mean, unit)
    return shown(figure.mean, unit), number(figure.half_width / step.size)
