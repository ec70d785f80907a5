"""What the arguments of `triodesk simulate` ask for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from admin.simulation.comparison import Comparison, compare
from admin.simulation.comparison_view import comparison_lines, comparison_page
from admin.simulation.days import days_of
from admin.simulation.days_view import days_lines
from admin.simulation.judge import together
from admin.simulation.outcome import Outcome, encoded
from admin.simulation.playing import play_actors, scenario_to_play, variant_of
from admin.simulation.progress import ProgressBar
from admin.simulation.repetition import play_cores, play_days
from admin.simulation.scenario import Scenario
from admin.simulation.verdict_view import verdict_lines
from admin.simulation.view import outcome_lines
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from runtime.errors import UsageError

MAX_RUNS: Final = 1_000
"""Days: intervals become narrower with the square root alone."""
BROKEN: Final = 1
"""Exit code when the actors broke a promise."""


class Wish(msgspec.Struct, frozen=True):
    """What is to be played.

    `variant` None: nothing is compared. `page`: where the comparison goes as HTML.
    """

    scenario: Scenario
    seeds: range
    by_actors: bool
    variant: Scenario | None
    changes: tuple[str, ...]
    page: Path | None


def run(options: argparse.Namespace) -> int:
    """Plays what is asked for, and shows what it came to; returns the exit code.

    Raises:
        ScenarioRefused: the scenario cannot be read or played.
        UsageError: a value is out of its bounds, or a file cannot be read or written.
    """
    wish, words = read_wish(options), Words(look_around().language)
    outcomes = _played(wish)
    lines = _told(wish, outcomes, words, as_json=bool(options.json))
    print("\n".join(lines))  # noqa: T201
    return (
        BROKEN if any(day.verdict and not day.verdict.holds for day in outcomes) else 0
    )


def read_wish(options: argparse.Namespace) -> Wish:
    """What the arguments ask for; raises as `run`."""
    runs = int(options.runs)
    if not 1 <= runs <= MAX_RUNS:
        raise UsageError(f"expected --runs of 1 to {MAX_RUNS}, got {runs}")
    if options.html and not options.what_if:
        raise UsageError("expected --what-if with --html: the page compares")
    if options.html and not options.html.parent.is_dir():
        # Said before the days are played, not after.
        raise UsageError(f"{options.html} cannot be written: no such directory")
    scenario = scenario_to_play(options.scenario, options.replay)
    seed = scenario.seed if options.seed is None else int(options.seed)
    changes = tuple(options.what_if)
    return Wish(
        scenario,
        range(seed, seed + runs),
        bool(options.actors),
        variant_of(scenario, changes) if changes else None,
        changes,
        options.html,
    )


def _played(wish: Wish) -> list[Outcome]:
    """The days of the scenario, and after them those of the variant."""
    play = play_actors if wish.by_actors else play_cores
    scenarios = [wish.scenario, *([wish.variant] if wish.variant else [])]
    days = [(scenario, seed) for scenario in scenarios for seed in wish.seeds]
    with ProgressBar(sys.stderr) as bar:
        if len(days) == 1:
            return [play(wish.scenario, wish.seeds[0], bar.show)]
        return play_days(days, bar.show, play)


def _told(
    wish: Wish, outcomes: Sequence[Outcome], words: Words, *, as_json: bool
) -> list[str]:
    if wish.variant is not None:
        lines = _compared(wish, outcomes, words, as_json=as_json)
    elif len(outcomes) > 1:
        days = days_of(outcomes)
        lines = [_json(days)] if as_json else days_lines(days, words)
    else:
        (day,) = outcomes
        lines = [encoded(day).decode()] if as_json else outcome_lines(day, words)
    verdicts = [day.verdict for day in outcomes if day.verdict is not None]
    if verdicts and not as_json:
        lines = [*lines, "", *verdict_lines(together(verdicts), words)]
    return lines


def _compared(
    wish: Wish, outcomes: Sequence[Outcome], words: Words, *, as_json: bool
) -> list[str]:
    runs = len(wish.seeds)
    comparison = compare(outcomes[:runs], outcomes[runs:], wish.changes)
    if wish.page is not None:
        _write_page(wish.page, comparison, words)
    return [_json(comparison)] if as_json else comparison_lines(comparison, words)


def _write_page(file: Path, comparison: Comparison, words: Words) -> None:
    try:
        file.write_text(comparison_page(comparison, words), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from None


def _json(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()
