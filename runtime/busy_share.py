"""How busy this process is: what waits for a quiet moment asks here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

QUIET_SHARE: Final = 0.3
"""Of one core; below it the process is quiet and a pause disturbs few."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What is measured with; tests pass their own."""

    now: Callable[[], float] = time.monotonic
    processor: Callable[[], float] = time.process_time


class BusyShare:
    """Processor time over elapsed time from one look to the next, 1.0 = a core."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._looked_at, self._spent = clocks.now(), clocks.processor()

    def look(self) -> float:
        """The share since the last look, or since this was made."""
        now, spent = self._clocks.now(), self._clocks.processor()
        elapsed = now - self._looked_at
        share = (spent - self._spent) / elapsed if elapsed > 0 else 1.0
        self._looked_at, self._spent = now, spent
        return share
