"""When the cyclic garbage collector runs: our policy instead of the interpreter's.

With its default thresholds the collector walks every living object again and again:
spawning an actor cost 25 µs instead of 6.4, an echo server with 2,000 connections
served 7,000 messages/s instead of 11,600 (measured on a 2-core machine). So:

- A young collection runs only after `YOUNG_THRESHOLD` more objects live than before.
- What survived is *frozen* (moved out of the collector's sight) after the start and
  whenever enough has grown since, so that the next pass costs what is new, not what is
  there. Reference counting still frees frozen objects; only cycles among them stay.
- Rarely, in a quiet moment, everything is thawed and collected once, for those cycles.
  A busy process does it too in the end: a leak must not depend on the load.

`decide` is the whole policy: counts in, action out. `Collector` measures and carries it
out. The interpreter calls us during any allocation, so its report is only noted there
and told from the task.

Source: CPython's `gc` documentation on `gc.freeze`; Instagram's and PyPy's reports on
frozen heaps.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from typing import ClassVar, Final

import msgspec
import trio

from runtime.busy_share import QUIET_SHARE, BusyShare, Clocks
from runtime.observe import Duty, Event, Events

YOUNG_THRESHOLD: Final = 50_000
"""Net new container objects before a young collection, which took 2–3 ms here."""
MIDDLE_THRESHOLD: Final = 20
"""Young collections before a middle one."""
NEVER: Final = 1_000_000
"""Middle collections before the interpreter runs a full one by itself: we do that."""

MIN_GROWTH: Final = 50_000
"""Objects; below this much growth a pass would find too little to be worth it."""
MAX_GROWTH: Final = 400_000
"""Objects; a pass over so many took 22 ms here, the longest pause we want."""
FORCED_FACTOR: Final = 2
"""A busy loop is interrupted when growth reaches so many times the limit."""
THAW_QUIET_SECONDS: Final = 600.0
"""At least so long between full passes, even in quiet times."""
THAW_FORCED_SECONDS: Final = 6 * 3600.0
"""At most so long between full passes, quiet or not."""
CHECK_SECONDS: Final = 1.0
"""Between two looks at the counts; a look costs microseconds."""
MAX_NOTES: Final = 256
"""Reports kept between two looks; a few arise. The oldest give way, and are counted."""


class Action(Enum):
    """What to do now."""

    WAIT = auto()
    FREEZE = auto()
    """Collect what is new, freeze the survivors."""
    THAW = auto()
    """Thaw, collect everything, freeze the survivors."""


class Counts(msgspec.Struct, frozen=True):
    """What the policy looks at.

    Attributes:
        frozen: objects out of sight since the last pass.
        grown: net new objects since then (an estimate, see `Collector`).
        busy_share: since the last look, see `BusyShare`.
        since_thaw_seconds: since the last full pass.
    """

    frozen: int
    grown: int
    busy_share: float
    since_thaw_seconds: float


class Collected(Event, frozen=True):
    """The collector ran. Generation 2 is everything in sight."""

    duty: ClassVar[Duty] = Duty.DEBUG

    generation: int
    pause_seconds: float
    collected: int
    uncollectable: int


class Frozen(Event, frozen=True):
    """Survivors went out of sight; `was_full`: the whole heap was looked at first."""

    duty: ClassVar[Duty] = Duty.DEBUG

    frozen: int
    was_full: bool
    pause_seconds: float


def growth_limit(frozen: int) -> int:
    """Growth at which a pass is due: the heap doubled, within the two bounds."""
    return min(max(frozen, MIN_GROWTH), MAX_GROWTH)


def decide(counts: Counts) -> Action:
    """The policy."""
    is_quiet = counts.busy_share < QUIET_SHARE
    waited = counts.since_thaw_seconds
    if waited >= (THAW_QUIET_SECONDS if is_quiet else THAW_FORCED_SECONDS):
        return Action.THAW
    limit = growth_limit(counts.frozen)
    if counts.grown >= (limit if is_quiet else limit * FORCED_FACTOR):
        return Action.FREEZE
    return Action.WAIT


class Collector:
    """Carries the policy out; one per process, on the task that runs `run`.

    Growth is estimated: the young count at the start of each collection less what it
    collected, plus the young count now. The interpreter keeps that count itself, so
    nothing is added to an allocation.

    Attributes:
        drop_count: reports that were overwritten before they could be told.
    """

    def __init__(self, events: Events, clocks: Clocks | None = None) -> None:
        self._events = events
        self._clocks = clocks or Clocks()
        self._notes: deque[Collected] = deque(maxlen=MAX_NOTES)
        self.drop_count = 0
        self._survived = 0
        self._frozen = 0
        self._began = 0.0
        self._young_before = 0
        self._thawed_at = self._clocks.now()
        self._busy_share = BusyShare(self._clocks)

    async def run(self) -> None:
        """Freezes what the start built, then keeps the policy until cancelled.

        On the way out the interpreter's thresholds are as before and nothing is frozen.
        """
        with self.installed():
            while True:
                await trio.sleep(CHECK_SECONDS)
                self.look()

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Our thresholds and a first full pass; the old state again at the end."""
        thresholds = gc.get_threshold()
        gc.set_threshold(YOUNG_THRESHOLD, MIDDLE_THRESHOLD, NEVER)
        gc.callbacks.append(self._note)
        try:
            self.perform(Action.THAW)
            yield
        finally:
            gc.callbacks.remove(self._note)
            gc.set_threshold(*thresholds)
            gc.unfreeze()

    def look(self) -> Action:
        """Measures, decides, acts, and tells what happened since the last look."""
        action = decide(self._measure())
        self.perform(action)
        return action

    def perform(self, action: Action) -> None:
        """Does it now; the pause is the caller's."""
        if action is not Action.WAIT:
            self._pass(is_full=action is Action.THAW)
        while self._notes:
            self._events.emit(self._notes.popleft())

    def _pass(self, *, is_full: bool) -> None:
        began = self._clocks.now()
        grown = self._grown()
        if is_full:
            gc.unfreeze()
        collected = gc.collect()
        gc.freeze()
        if is_full:
            self._frozen = gc.get_freeze_count()
        else:  # counting walks the whole frozen heap: what was to be avoided
            self._frozen += max(0, grown - collected)
        ended = self._clocks.now()
        self._survived = 0
        if is_full:
            self._thawed_at = ended
        self._events.emit(Frozen(self._frozen, is_full, ended - began))

    def _grown(self) -> int:
        return self._survived + gc.get_count()[0]

    def _measure(self) -> Counts:
        return Counts(
            frozen=self._frozen,
            grown=self._grown(),
            busy_share=self._busy_share.look(),
            since_thaw_seconds=self._clocks.now() - self._thawed_at,
        )

    def _note(self, phase: str, info: dict[str, int]) -> None:
        # Called inside any allocation, so only plain values are touched here: a
        # listener that takes a lock its caller holds would wait for itself for ever.
        if phase == "start":
            self._young_before = gc.get_count()[0]
            self._began = self._clocks.now()
            return
        pause = self._clocks.now() - self._began
        collected = info["collected"]
        self._survived += max(0, self._young_before - collected)
        self.drop_count += len(self._notes) == MAX_NOTES
        self._notes.append(
            Collected(info["generation"], pause, collected, info["uncollectable"])
        )
