"""Days of several seeds, two at a time, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Final

from admin.simulation.engine import Progress, play_day
from admin.simulation.measures import outcome_of
from admin.simulation.outcome import Outcome
from admin.simulation.scenario import Scenario

MAX_WORKERS: Final = 2
"""Processes: a day is played in hundreds of MB, and others use the machine, too."""

PlayDay = Callable[[Scenario, int], Outcome]
"""Plays the day of a seed; a function that a process can be told by its name."""


def play_cores(
    scenario: Scenario, seed: int, progress: Progress = lambda _: None
) -> Outcome:
    """By the service's pure cores."""
    return outcome_of(scenario, seed, play_day(scenario, seed, progress))


def play_days(
    days: Sequence[tuple[Scenario, int]],
    progress: Progress,
    play: PlayDay = play_cores,
) -> list[Outcome]:
    """Plays days of scenarios and seeds; returns their outcomes in the same order.

    What a day raises is raised here, when the days that were begun are over.
    """
    done = 0
    with ProcessPoolExecutor(MAX_WORKERS, get_context("spawn")) as pool:
        begun = [pool.submit(play, *day) for day in days]
        try:
            for each in as_completed(begun):
                each.result()
                done += 1
                progress(done / len(days))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return [each.result() for each in begun]
