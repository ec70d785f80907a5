"""When freed memory goes back to the system: our policy instead of the C library's.

glibc gives back what lies free at the end of its heap; one small thing that lives on
behind a thousand messages that do not keeps all of their memory. A hundred connections
that would not read, cut long ago, still cost 90 MiB. `malloc_trim` gives back whole
pages wherever they lie, at about a millisecond per 4 MiB, so it waits until enough has
grown, and for a quiet moment. What grew may all be in use: then the waits get longer.

`is_due` is the whole policy; `Heap` measures and carries it out. Other C libraries
(musl, macOS) have no such function: nothing is done there.

Source: malloc_trim(3), mallopt(3) on M_TRIM_THRESHOLD.
"""

from __future__ import annotations

import ctypes
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, cast

import msgspec
import trio

from runtime.busy_share import QUIET_SHARE, BusyShare, Clocks
from runtime.observe import Duty, Event, Events

MIN_GROWTH_BYTES: Final = 16 * 1024 * 1024
"""Above the least that it ever was; giving back less is not worth a pause."""
LOOK_SECONDS: Final = 5.0
"""Between two looks at the process; a look costs microseconds."""
FIRST_WAIT_SECONDS: Final = 10.0
"""Between two attempts, while they bring something."""
MAX_WAIT_SECONDS: Final = 600.0
"""Between two attempts at the most: each that brings little doubles the wait."""
FORCED_SECONDS: Final = 60.0
"""A busy process gives back, too, so long after the wait was over."""
WORTHWHILE: Final = 0.25
"""Share of the growth that an attempt must give back to be made again soon."""
_STATUS: Final = Path("/proc/self/statm")
_STATUS_BYTES: Final = 256
"""Seven numbers of pages in a line."""


class Pressure(msgspec.Struct, frozen=True):
    """What the policy looks at.

    Attributes:
        grown_bytes: resident memory above the least that it was.
        busy_share: since the last look, see `BusyShare`.
        overdue_seconds: since the wait after the last attempt was over; negative
            before.
    """

    grown_bytes: int
    busy_share: float
    overdue_seconds: float


class GivenBack(Event, frozen=True):
    """Freed memory was looked for."""

    duty: ClassVar[Duty] = Duty.DEBUG

    given_bytes: int
    resident_bytes: int
    pause_seconds: float


def is_due(pressure: Pressure) -> bool:
    """The policy."""
    if pressure.grown_bytes < MIN_GROWTH_BYTES or pressure.overdue_seconds < 0:
        return False
    is_quiet = pressure.busy_share < QUIET_SHARE
    return is_quiet or pressure.overdue_seconds >= FORCED_SECONDS


def next_wait(wait_seconds: float, given_bytes: int, grown_bytes: int) -> float:
    """Seconds until the next attempt, after one that gave so much back."""
    if given_bytes >= grown_bytes * WORTHWHILE:
        return FIRST_WAIT_SECONDS
    return min(wait_seconds * 2, MAX_WAIT_SECONDS)


@dataclass(frozen=True, slots=True)
class Memory:
    """The process's memory; tests pass their own.

    Attributes:
        resident_bytes: how much of it is in use or kept.
        give_back: gives back what is free.
    """

    resident_bytes: Callable[[], int]
    give_back: Callable[[], object]


def own_memory() -> Memory | None:
    """This process's; None where the C library has nothing to be asked for.

    Keeps a file open until the process ends: one that has used up its descriptors could
    not open it, and must go on.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None or not _STATUS.exists():
        return None
    give_back = cast("Callable[[int], int]", trim)
    page_bytes = resource.getpagesize()
    status = os.open(_STATUS, os.O_RDONLY)

    def resident_bytes() -> int:
        return int(os.pread(status, _STATUS_BYTES, 0).split()[1]) * page_bytes

    return Memory(resident_bytes, lambda: give_back(0))


class Heap:
    """Carries the policy out; one per process, on the task that runs `run`."""

    def __init__(
        self, events: Events, memory: Memory, clocks: Clocks | None = None
    ) -> None:
        self._events = events
        self._memory = memory
        self._clocks = clocks or Clocks()
        self._least_bytes = memory.resident_bytes()
        self._wait_seconds = FIRST_WAIT_SECONDS
        self._tried_at = self._clocks.now()
        self._busy_share = BusyShare(self._clocks)

    async def run(self) -> None:
        """Keeps the policy until cancelled."""
        while True:
            await trio.sleep(LOOK_SECONDS)
            self.look()

    def look(self) -> None:
        """Measures, decides and acts; the pause is the caller's."""
        before = self._memory.resident_bytes()
        self._least_bytes = min(self._least_bytes, before)
        grown = before - self._least_bytes
        share, now = self._busy_share.look(), self._clocks.now()
        overdue = now - self._tried_at - self._wait_seconds
        if not is_due(Pressure(grown, share, overdue)):
            return
        self._memory.give_back()
        after = self._memory.resident_bytes()
        self._tried_at = self._clocks.now()
        self._wait_seconds = next_wait(self._wait_seconds, before - after, grown)
        pause = self._tried_at - now
        self._events.emit(GivenBack(before - after, after, pause))
