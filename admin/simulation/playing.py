"""Plays days of a scenario, by the cores or by the actors, and reads what to play."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from admin.simulation.checking import faults_of
from admin.simulation.engine import Progress
from admin.simulation.measures import outcome_of
from admin.simulation.outcome import Outcome
from admin.simulation.real_day import RealDay
from admin.simulation.recorded_day import day_of
from admin.simulation.replay import come_again, replayed
from admin.simulation.scenario import Scenario
from admin.simulation.scenario_file import ScenarioRefused, read_scenario
from admin.simulation.what_if import changed, read_change
from runtime.errors import UsageError


def play_actors(
    scenario: Scenario, seed: int, progress: Progress = lambda _: None
) -> Outcome:
    """By the service's real actors, who are judged meanwhile."""
    day = RealDay(scenario, seed, progress)
    told = outcome_of(scenario, seed, day.run(), "actors")
    return replace(told, verdict=day.verdict())


def scenario_to_play(file: Path | None, replay: Path | None) -> Scenario:
    """A scenario's file, or a recorded day, or that day's visitors in the scenario.

    Raises:
        ScenarioRefused: it cannot be read or played.
        UsageError: nothing is given, or the recorded day cannot be read.
    """
    if replay is None:
        if file is None:
            raise UsageError("expected SCENARIO, --replay FILE, or both")
        return read_scenario(file)
    day, visits = day_of(_lines(replay), str(replay))
    if file is None:
        return _checked(replayed(day, visits), str(replay))
    return _checked(come_again(read_scenario(file), day, visits), str(replay))


def variant_of(scenario: Scenario, changes: Sequence[str]) -> Scenario:
    """The scenario with changes, as `--what-if` has them.

    Raises:
        WhatIfRefused: one cannot be made.
        ScenarioRefused: what they come to cannot be played.
    """
    variant = changed(scenario, map(read_change, changes))
    return _checked(variant, f"--what-if {' '.join(changes)}")


def _lines(file: Path) -> list[bytes]:
    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None


def _checked(scenario: Scenario, source: str) -> Scenario:
    if faults := faults_of(scenario):
        raise ScenarioRefused(source, faults)
    return scenario
