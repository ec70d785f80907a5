"""PURE: who is restarted, in which order, how soon, and when to give up.

Nothing here knows cells, trio or the clock: `now` and chance are passed in.

Source: OTP supervisor principles ("Restart strategy", "Maximum restart intensity");
OTP has no back-off, and without one a budget burns in microseconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from runtime.child import Backoff, Intensity, Restart, Strategy
from runtime.exits import ExitReason, is_abnormal


def is_restarted(restart: Restart, reason: ExitReason) -> bool:
    """Tells whether a child that ended for `reason` is started again."""
    match restart:
        case Restart.PERMANENT:
            return True
        case Restart.TRANSIENT:
            return is_abnormal(reason)
        case Restart.TEMPORARY:
            return False
        case _:
            assert_never(restart)


@dataclass(frozen=True, slots=True)
class RestartPlan:
    """Names to stop, in this order, and then names to start, in this order."""

    stop: tuple[str, ...]
    start: tuple[str, ...]


def plan(strategy: Strategy, names: Sequence[str], failed: str) -> RestartPlan:
    """Decides whom the end of `failed` touches.

    Args:
        strategy: the supervisor's.
        names: all children in start order.
        failed: the one that ended.
    """
    match strategy:
        case Strategy.ONE_FOR_ONE:
            return RestartPlan((), (failed,))
        case Strategy.ONE_FOR_ALL:
            others = [name for name in reversed(names) if name != failed]
            return RestartPlan(tuple(others), tuple(names))
        case Strategy.REST_FOR_ONE:
            later = names[names.index(failed) + 1 :]
            return RestartPlan(tuple(reversed(later)), (failed, *later))
        case _:
            assert_never(strategy)


class Budget:
    """Counts restarts in a sliding period; O(restarts allowed) memory."""

    __slots__ = ("_intensity", "_times")

    def __init__(self, intensity: Intensity) -> None:
        self._intensity = intensity
        self._times: deque[float] = deque()

    def spend(self, now: float) -> int | None:
        """Takes one restart at `now` (seconds).

        Returns:
            How many came before it within the period, or None: the budget is spent.
        """
        times = self._times
        while times and times[0] <= now - self._intensity.period:
            times.popleft()
        if len(times) >= self._intensity.restarts:
            return None
        times.append(now)
        return len(times) - 1

    def left(self, now: float) -> int:
        """How many restarts it still allows at `now`."""
        since = now - self._intensity.period
        return self._intensity.restarts - sum(time > since for time in self._times)

    def is_whole(self, now: float) -> bool:
        """True when no restart within the period counts any more."""
        return not self._times or self._times[-1] <= now - self._intensity.period


def delay(backoff: Backoff, earlier: int, chance: float) -> float:
    """Seconds to wait before a restart.

    Args:
        backoff: the rule.
        earlier: restarts before this one within the period; 0 is not delayed.
        chance: a number in [0, 1).
    """
    if earlier == 0:
        return 0.0
    full = min(backoff.cap_seconds, backoff.first_seconds * 2.0 ** (earlier - 1))
    return full * (0.5 + chance / 2)
