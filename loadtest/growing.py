"""Follows what a server takes while a scenario is played, until it has come back."""

from __future__ import annotations

import time
from threading import Event
from typing import Final

from loadtest.growth import Reading, Work, growth_of, is_back
from loadtest.outcome import Growth, Progress
from loadtest.vitals import Vitals

READINGS: Final = 120
"""Over a scenario: enough for a slope, and few enough to be no load of their own."""
BACK_WITHIN_SECONDS: Final = 20.0
"""After all have left: connections are closed, and actors go to sleep, by then."""
POLL_SECONDS: Final = 1.0


class Growing:
    """Of one scenario; made at rest, before it begins.

    Args:
        vitals: of the server.
        ramp_seconds: of the load, whose course does not count.
    """

    def __init__(self, vitals: Vitals, ramp_seconds: float) -> None:
        self._vitals = vitals
        self._ramp_seconds = ramp_seconds
        self._before = vitals.read()
        self._course: list[Reading] = []
        self._next_seconds = ramp_seconds

    def follow(self, progress: Progress) -> None:
        """The scenario goes on: reads from time to time."""
        if progress.seconds >= self._next_seconds:
            self._course.append(self._vitals.read())
            steady = progress.of_seconds - self._ramp_seconds
            self._next_seconds = progress.seconds + steady / READINGS

    def finish(self, work: Work) -> tuple[Growth, ...]:
        """What grew; waits until it is back to what it was, or should have been."""
        end = time.monotonic() + BACK_WITHIN_SECONDS
        pause = Event()
        while True:
            after = self._vitals.read()
            growth = growth_of(self._before, self._course, after, work)
            if is_back(growth) or time.monotonic() > end:
                return growth
            pause.wait(POLL_SECONDS)
