"""What a benchmark is: cases that are measured apart, and figures made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from admin.bench.figure import Figure

FULL_RUNS: Final = 5
"""Runs of each case; the median of five forgives two disturbed ones."""

CASE_SECONDS: Final = 300.0
"""A case that takes longer hangs, unless it is meant to."""

Sample = Mapping[str, float]
"""What one run of a case measured, by name."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a case.

    Attributes:
        size: how much is done; what it counts is the case's.
        directory: an empty one, on the disk that is measured.
        database: URL of an empty PostgreSQL database to be used instead; "": none.
    """

    size: int
    directory: Path
    database: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement, made in a process of its own.

    Attributes:
        name: unique in its benchmark.
        run: measures once.
        size, quick_size: of a full and of a quick run.
        package: that must be installed; without it the case is absent.
        is_pinned: one core is enough, and all runs get the same.
        is_long: takes most of a minute; a full run measures it once.
        limit_seconds: one that takes longer hangs.
    """

    name: str
    run: Callable[[Job], Sample]
    size: int
    quick_size: int
    package: str = ""
    is_pinned: bool = True
    is_long: bool = False
    limit_seconds: float = CASE_SECONDS


class Samples:
    """The runs of all cases of a benchmark."""

    def __init__(self, runs: Mapping[str, Sequence[Sample]]) -> None:
        self._runs = runs

    def of(self, case: str, measure: str) -> float:
        """The median over the runs of a case that is always there."""
        return median(run[measure] for run in self._runs[case])

    def peer(self, case: str, measure: str) -> float | None:
        """The median of a peer, or None when it is not installed."""
        return self.of(case, measure) if self._runs.get(case) else None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One name of `triodesk bench`.

    Attributes:
        meaning: one line for people.
        figures: makes the figures of the medians.
        uses_disk: the file system and the synchronous setting belong to the result.
        runs: of each case that is not long, when all is measured.
        takes_database: it can be measured on PostgreSQL.
    """

    name: str
    meaning: str
    cases: tuple[Case, ...]
    figures: Callable[[Samples], tuple[Figure, ...]]
    uses_disk: bool = False
    runs: int = FULL_RUNS
    takes_database: bool = False
