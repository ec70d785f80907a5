"""Tells, now and then, how far a run is."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Final

from tests.proofs.assignment.tally import Tally

TELL_SECONDS: Final = 20.0
"""Between two lines: few enough to read, soon enough to see that it lives."""


class Progress:
    """Of one run.

    Args:
        operations: how many are wanted.
        write: takes each line.
    """

    def __init__(self, operations: int, write: Callable[[str], object]) -> None:
        self._operations = operations
        self._write = write
        self._begun = self._told = perf_counter()

    def begin(self, seed: int, workers: int) -> None:
        """Tells what it takes to repeat the run."""
        self._write(
            f"assignment: {self._operations:,} operations, seed {seed},"
            f" {workers} workers\n"
        )

    def __call__(self, tally: Tally) -> None:
        """Tells how far it is, when that was last told long enough ago."""
        now = perf_counter()
        if now - self._told < TELL_SECONDS or not tally.operations:
            return
        self._told = now
        failing = f", failing: {sorted(tally.failing)}" if tally.failing else ""
        rate = tally.operations / (now - self._begun)
        minutes = max(0, self._operations - tally.operations) / rate / 60
        self._write(
            f"assignment: {tally.operations:,} operations done, {rate:,.0f} per second,"
            f" {minutes:.1f} minutes left{failing}\n"
        )
