"""What the arguments of `triodesk simulate` ask for."""

from __future__ import annotations

import argparse
import sys

from admin.simulation.engine import play_day
from admin.simulation.measures import outcome_of
from admin.simulation.outcome import Outcome, encoded
from admin.simulation.progress import ProgressBar
from admin.simulation.scenario import Scenario
from admin.simulation.scenario_file import read_scenario
from admin.simulation.view import outcome_lines
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around


def run(options: argparse.Namespace) -> int:
    """Plays what is asked for, and shows what it came to; returns the exit code.

    Raises:
        ScenarioRefused: the scenario cannot be read or played.
    """
    scenario = read_scenario(options.scenario)
    seed = scenario.seed if options.seed is None else int(options.seed)
    outcome = _play(scenario, seed)
    if options.json:
        print(encoded(outcome).decode())  # noqa: T201
    else:
        words = Words(look_around().language)
        print("\n".join(outcome_lines(outcome, words)))  # noqa: T201
    return 0


def _play(scenario: Scenario, seed: int) -> Outcome:
    bar = ProgressBar(sys.stderr)
    try:
        return outcome_of(scenario, seed, play_day(scenario, seed, bar.show))
    finally:
        bar.end()
