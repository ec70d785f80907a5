"""Episodes one after another, on as many processes as are asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from time import perf_counter
from typing import Final

from tests.proofs.assignment.episode import Episode, Verdict
from tests.proofs.assignment.operations import Act
from tests.proofs.assignment.shrink import shrink
from tests.proofs.assignment.tally import Tally, is_through

CHUNK: Final = 10
"""Episodes that a worker plays between two reports."""
SHRINK_RUNS: Final = 400
"""Replays spent on making a failing episode small: a minute or two."""
SEEDS_APART: Final = 1_000_003
"""Between the episodes of two runs: no seed of one is a seed of the next."""


def play(seeds: list[int]) -> Tally:
    """Plays some episodes, up to the first that fails."""
    tally = Tally(seeds[0])
    for seed in seeds:
        tally.add(Episode(seed).run())
        if tally.failing:
            break
    return tally


def run(
    operations: int,
    seed: int,
    workers: int,
    progress: Callable[[Tally], None],
    failing: int = 1,
) -> Tally:
    """Plays episodes until so many operations were done, or so many have failed.

    See `is_through`: somewhat longer where the seed has left something out.
    """
    begun = perf_counter()
    tally = Tally(seed, workers=workers)
    chunks = _chunks(seed)
    if workers == 1:
        while _goes_on(tally, operations, failing):
            tally.merge(play(next(chunks)))
            progress(tally)
    else:
        _share(tally, operations, chunks, workers, progress, failing)
    tally.seconds = perf_counter() - begun
    return tally


def _goes_on(tally: Tally, operations: int, failing: int) -> bool:
    return not is_through(tally, operations) and len(tally.failing) < failing


def _share(
    tally: Tally,
    operations: int,
    chunks: Iterator[list[int]],
    workers: int,
    progress: Callable[[Tally], None],
    failing: int,
) -> None:
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        running: set[Future[Tally]] = set()
        while _goes_on(tally, operations, failing):
            while len(running) < 2 * workers:
                running.add(pool.submit(play, next(chunks)))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                tally.merge(future.result())
            progress(tally)
        for future in running:
            future.cancel()


def _chunks(seed: int) -> Iterator[list[int]]:
    first = seed * SEEDS_APART
    while True:
        yield list(range(first, first + CHUNK))
        first += CHUNK


def usable_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0))


def smallest(seed: int) -> Verdict:
    """Replays a failing episode and makes it small."""
    verdict = Episode(seed).run()
    wanted = set(verdict.broken)

    def fails(acts: list[Act]) -> bool:
        return bool(wanted & set(Episode(seed).run(acts).broken))

    acts = shrink(verdict.acts, lambda acts: fails(list(acts)), SHRINK_RUNS)
    return Episode(seed).run(acts)


def told(verdict: Verdict) -> str:
    """An episode for people: what was done, and what was found."""
    lines = [f"episode {verdict.seed}, {len(verdict.acts)} operations:"]
    lines += [
        f"  {number:3}. {one.operation!r}  then "
        + ("to rest" if one.steps < 0 else f"{one.steps} steps")
        for number, one in enumerate(verdict.acts, 1)
    ]
    return "\n".join([*lines, "found:", *(f"  {each}" for each in verdict.examples)])
