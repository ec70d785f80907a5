"""PURE: how long somebody at a position will wait (Q5).

Method: mean time between two departures from the line, exponentially weighted, times
the position. A departure is a session that had to wait and is now given to an agent.
Time in which nobody waits is left out; the interval that is running counts as soon as
it is longer than the mean, so that the estimate grows while nothing moves. Who gives up
is no departure: whoever is behind is served a little earlier than estimated.

Measured by `python -m tests.proofs.wait_estimate`: half of all estimates err by less
than a quarter of the mean wait, and all together by 13 to 35 % of what was waited; with
the true pace, which only a simulation knows, it were 9 to 32 %. The rest is chance.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

WEIGHT: Final = 1 / 48
"""Of the newest interval: about the last 48 departures decide. Fewer follow chance,
more follow a change of shift too late: of 16, 24, 48 and 96 this one errs least.
"""
LEAST_DEPARTURES: Final = 5

_BELOW_MS: Final = (60_000, 600_000)
_STEPS: Final = (5, 30, 60)
"""Waits below so many ms, and longer ones, are shown in steps of so many s."""


class Pace:
    """How fast a line moves."""

    __slots__ = ("_departures", "_mean_ms", "_since_ms")

    def __init__(self) -> None:
        self._departures = 0
        self._mean_ms = 0.0
        self._since_ms: int | None = None

    def begin(self, now_ms: int) -> None:
        """Somebody waits, and nobody did before."""
        self._since_ms = now_ms

    def pause(self) -> None:
        """Nobody waits."""
        self._since_ms = None

    def departed(self, now_ms: int) -> None:
        """Somebody who waited is being served."""
        since_ms = now_ms if self._since_ms is None else self._since_ms
        interval = max(0, now_ms - since_ms)
        self._since_ms = now_ms
        self._departures += 1
        # At first a plain mean, so that the first interval does not rule for long.
        weight = max(WEIGHT, 1 / self._departures)
        self._mean_ms += weight * (interval - self._mean_ms)

    def interval_ms(self, now_ms: int) -> float | None:
        """Mean time between departures, or None while too little is known."""
        if self._departures < LEAST_DEPARTURES:
            return None
        running = 0 if self._since_ms is None else now_ms - self._since_ms
        return self._mean_ms + WEIGHT * max(0.0, running - self._mean_ms)


def shown_seconds(wait_ms: float) -> int:
    """A wait as people are told it: coarser the longer, so that it does not flicker."""
    step = _STEPS[bisect_right(_BELOW_MS, wait_ms)]
    return round(wait_ms / (1000 * step)) * step
