"""A watchdog for a blocked loop, without a thread: it reports, and at worst it kills.

Nothing in trio can interrupt code that computes or blocks without awaiting. A task
beats a few times a second; every beat winds up two alarms:

- After `SOFT_LIMIT_SECONDS` without a beat SIGALRM arrives. Its handler runs on top of
  the blocked code, so it sees whose it is: the stack is reported, once per block.
- After the hard limit the interpreter's own watchdog writes all stacks to standard
  error and ends the process (status 1): who watches the process starts it again, and
  the journal makes that safe. It works even while C code holds the interpreter lock.

The soft alarm cannot interrupt such C code; it is told when that returns.

Source: `faulthandler.dump_traceback_later`, `signal.setitimer` of the standard library.
"""

from __future__ import annotations

import faulthandler
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import ClassVar, Final

import trio

from runtime.errors import UsageError
from runtime.observe import Duty, Event, Events

BEAT_SECONDS: Final = 0.25
"""Between two beats: four times a second costs nothing and bounds the error."""
SOFT_LIMIT_SECONDS: Final = 1.0
"""A loop that stands still so long is felt by everybody who types."""
HARD_LIMIT_SECONDS: Final = 60.0
"""Far beyond any pause that ends by itself, and when clients gave up long ago."""
MAX_STACK_FRAMES: Final = 40
"""Innermost frames reported; deeper ones are trio's and ours."""


class LoopBlocked(Event, frozen=True):
    """The loop stands still; `stack` is what it stands in, innermost last."""

    duty: ClassVar[Duty] = Duty.ERROR

    limit_seconds: float
    stack: tuple[str, ...]


class LoopResumed(Event, frozen=True):
    """It turns again, after so long without a beat."""

    duty: ClassVar[Duty] = Duty.WARNING

    blocked_seconds: float


class Watchdog:
    """Watches the trio loop of the main thread; one per process.

    Args:
        events: where to report; its listeners may be called from a signal handler.
        soft_limit_seconds: see the module.
        hard_limit_seconds: None = never end the process.

    Attributes:
        lag_seconds: how much later than asked the last beat came.
        beat_count: beats since the start.
    """

    def __init__(
        self,
        events: Events,
        *,
        soft_limit_seconds: float = SOFT_LIMIT_SECONDS,
        hard_limit_seconds: float | None = HARD_LIMIT_SECONDS,
    ) -> None:
        self._events = events
        self._soft_limit = soft_limit_seconds
        self._hard_limit = hard_limit_seconds
        self._has_reported = False
        self.lag_seconds = 0.0
        self.beat_count = 0

    async def run(self) -> None:
        """Beats until cancelled, then leaves signal and timers as they were.

        Raises:
            UsageError: not on the main thread, where alone signals are handled.
        """
        if threading.current_thread() is not threading.main_thread():
            msg = "expected the watchdog on the main thread"
            raise UsageError(msg)
        with self._alarms():
            while True:
                began = trio.current_time()
                self._wind()
                await trio.sleep(BEAT_SECONDS)
                self._beat(trio.current_time() - began)

    def _beat(self, took: float) -> None:
        self.beat_count += 1
        self.lag_seconds = max(0.0, took - BEAT_SECONDS)
        if self._has_reported:
            self._has_reported = False
            self._events.emit(LoopResumed(took))

    def _wind(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, self._soft_limit)
        if self._hard_limit is not None:
            faulthandler.dump_traceback_later(self._hard_limit, exit=True)

    @contextmanager
    def _alarms(self) -> Iterator[None]:
        previous = signal.signal(signal.SIGALRM, self._report)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)
            if self._hard_limit is not None:
                faulthandler.cancel_dump_traceback_later()

    def _report(self, _signum: int, frame: FrameType | None) -> None:
        # One shot: the alarm is wound up again by a beat only, so once per block.
        self._has_reported = True
        self._events.emit(LoopBlocked(self._soft_limit, _stack(frame)))


def _stack(frame: FrameType | None) -> tuple[str, ...]:
    """Lines `module:line function`; no source text, which may hold anything."""
    lines: list[str] = []
    while frame is not None and len(lines) < MAX_STACK_FRAMES:
        code = frame.f_code
        module = frame.f_globals.get("__name__", code.co_filename)
        lines.append(f"{module}:{frame.f_lineno} {code.co_qualname}")
        frame = frame.f_back
    return tuple(reversed(lines))
