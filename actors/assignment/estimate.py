"""PURE: how long somebody at a position will wait (Q5).

Method: the mean time between two departures from the line, as an exponentially weighted
mean over the intervals in which somebody waited, times the position. A departure is a
session that had to wait and is now given to an agent. An interval in which nobody
waited for a moment counts from when somebody did again: a pause for want of visitors
says nothing about the service. The interval that is running counts as soon as it is
longer than the mean, so that the estimate grows while nothing moves. Those who give up
are no departures: who stays behind them is served a little earlier than estimated.
Nothing is estimated before `LEAST_DEPARTURES`.

`python -m tests.proofs.wait_estimate` measures the error.
"""

from __future__ import annotations

from typing import Final

WEIGHT: Final = 1 / 24
"""Of the newest interval: about the last 24 departures decide, enough to smooth chance
and few enough to follow a shift change within minutes."""
LEAST_DEPARTURES: Final = 5

_STEPS: Final = ((60_000, 5), (600_000, 30))
"""Waits below so many ms are shown in steps of so many s, longer ones in minutes."""
_MINUTE: Final = 60


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
    step = next((step for below, step in _STEPS if wait_ms < below), _MINUTE)
    return round(wait_ms / 1000 / step) * step
