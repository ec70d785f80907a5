"""What the arguments of `triodesk simulate` ask for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

import msgspec

from admin.simulation.days import days_of
from admin.simulation.days_view import days_lines
from admin.simulation.engine import play_day
from admin.simulation.measures import outcome_of
from admin.simulation.outcome import encoded
from admin.simulation.progress import ProgressBar
from admin.simulation.repetition import play_days
from admin.simulation.scenario import Scenario
from admin.simulation.scenario_file import read_scenario
from admin.simulation.view import outcome_lines
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from runtime.errors import UsageError

MAX_RUNS: Final = 1_000
"""Days: intervals become narrower with the square root alone."""


def run(options: argparse.Namespace) -> int:
    """Plays what is asked for, and shows what it came to; returns the exit code.

    Raises:
        ScenarioRefused: the scenario cannot be read or played.
        UsageError: a value is out of its bounds.
    """
    runs = int(options.runs)
    if not 1 <= runs <= MAX_RUNS:
        raise UsageError(f"expected --runs of 1 to {MAX_RUNS}, got {runs}")
    scenario = read_scenario(options.scenario)
    seed = scenario.seed if options.seed is None else int(options.seed)
    play = _play_day if runs == 1 else _play_days
    lines = play(scenario, range(seed, seed + runs), as_json=bool(options.json))
    print("\n".join(lines))  # noqa: T201
    return 0


def _play_day(
    scenario: Scenario, seeds: Sequence[int], *, as_json: bool
) -> Sequence[str]:
    seed = seeds[0]
    with ProgressBar(sys.stderr) as bar:
        outcome = outcome_of(scenario, seed, play_day(scenario, seed, bar.show))
    return [encoded(outcome).decode()] if as_json else outcome_lines(outcome, _words())


def _play_days(
    scenario: Scenario, seeds: Sequence[int], *, as_json: bool
) -> Sequence[str]:
    with ProgressBar(sys.stderr) as bar:
        days = days_of(play_days([(scenario, seed) for seed in seeds], bar.show))
    return (
        [msgspec.json.encode(days).decode()] if as_json else days_lines(days, _words())
    )


def _words() -> Words:
    return Words(look_around().language)
