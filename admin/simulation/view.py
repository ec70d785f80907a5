"""The outcome of a simulated day, for a terminal of 60 columns and more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from admin.operator.table import text_table
from admin.simulation.outcome import Outcome, Point, Reached, TeamFigures
from admin.simulation.phrases import SimulationPhrase as Say
from gateway.console.phrases import Words
from gateway.console.styled import columns_of
from loadtest.page.quantity import Unit, clock, shown

_BARS: Final = " ▁▂▃▄▅▆▇█"
_MAX_BARS: Final = 48
"""Columns of a course; with its name and greatest value some 60."""


def outcome_lines(outcome: Outcome, words: Words) -> list[str]:
    """Who came and what became of them, the day's course, groups and teams."""
    total = outcome.total
    return [
        words(Say.TITLE, name=outcome.name, seed=outcome.seed),
        words(
            Say.FATES,
            sessions=shown(total.sessions),
            served=shown(total.served),
            abandoned=shown(total.abandoned),
            turned_away=shown(total.turned_away),
            unserved=shown(total.unserved),
        ),
        words(Say.LINE, longest=shown(outcome.longest_line)),
        "",
        *_courses(outcome, words),
        "",
        *_of_visitors(outcome, words),
        "",
        *_of_teams(outcome, words),
    ]


# --- visitors


def _of_visitors(outcome: Outcome, words: Words) -> list[str]:
    target = words(Say.LEVEL, seconds=f"{outcome.target_seconds:g}")
    heads = [words(each) for each in (Say.CAME, Say.SERVED, Say.GAVE_UP, Say.WAIT)]
    head = [words(Say.GROUP), *heads, words(Say.P90), words(Say.P99), target]
    rows = [head, *_reached(outcome.groups)]
    if len(outcome.channels) > 1:
        rows += [[words(Say.CHANNEL), *[""] * (len(head) - 1)]]
        rows += _reached(outcome.channels)
    rows += _reached({words(Say.ALL): outcome.total})
    return text_table(rows, range(1, len(head)))


def _reached(parts: Mapping[str, Reached]) -> Iterator[list[str]]:
    for name, each in parts.items():
        wait = each.wait
        waits = (None,) * 3 if wait is None else (wait.mean, wait.p90, wait.p99)
        yield [
            name,
            shown(each.sessions),
            shown(each.served),
            shown(each.abandonment, Unit.SHARE),
            *(shown(value, Unit.SECONDS) for value in waits),
            shown(each.service_level, Unit.SHARE),
        ]


# --- agents


def _of_teams(outcome: Outcome, words: Words) -> list[str]:
    heads = (Say.TEAM, Say.AGENTS, Say.HOURS, Say.SERVED, Say.BUSY, Say.SLOTS, Say.GINI)
    rows = [[words(each) for each in heads], *map(_team, outcome.teams)]
    return text_table(rows, range(1, len(heads)))


def _team(team: TeamFigures) -> list[str]:
    return [
        team.team,
        shown(team.agents),
        shown(team.present_hours),
        shown(team.served),
        shown(team.occupancy, Unit.SHARE),
        shown(team.utilisation, Unit.SHARE),
        shown(team.gini),
    ]


# --- the day's course


def _courses(outcome: Outcome, words: Words) -> list[str]:
    points = outcome.points
    if not points:
        return []
    kinds: Sequence[tuple[Say, Callable[[Point], int]]] = (
        (Say.CAME, lambda each: each.arrived),
        (Say.COURSE_WAITING, lambda each: each.waiting),
        (Say.AGENTS, lambda each: each.present),
    )
    width = max(columns_of(words(name)) for name, _ in kinds)
    lines = [
        f"{_padded(words(name), width)}  {bars([read(each) for each in points])}"
        for name, read in kinds
    ]
    return [*lines, _scale(width, points)]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def _scale(width: int, points: Sequence[Point]) -> str:
    """Begin and end of the day below the bars."""
    begin, end = clock(points[0].at_seconds), clock(points[-1].at_seconds)
    bar_columns = min(_MAX_BARS, len(points))
    gap = max(1, bar_columns - len(begin) - len(end))
    return f"{' ' * width}  {begin}{' ' * gap}{end}"


def bars(values: Sequence[int]) -> str:
    """A bar per stretch of the day, its greatest value; behind them the greatest.

    Of at least one value; nothing is drawn for 0.
    """
    columns = min(_MAX_BARS, len(values))
    edges = [round(at * len(values) / columns) for at in range(columns + 1)]
    heights = [max(values[begin:end]) for begin, end in pairwise(edges)]
    top = max(heights)
    last = len(_BARS) - 1
    drawn = "".join(_BARS[-(-each * last // top) if top else 0] for each in heights)
    return f"{drawn}  {top}"
