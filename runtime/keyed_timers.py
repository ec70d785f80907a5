"""One actor's timers by key; they end with the incarnation.

A replaced or cancelled timer's message is never delivered, even when it waits in the
mailbox already: only the timer that stands under its key is taken.

Source: Pekko's `TimerScheduler`.
"""

from __future__ import annotations

from runtime.timers import Target, Timer, Timers


class KeyedTimers:
    """Exists only for actors that have started a timer."""

    __slots__ = ("_service", "_target", "_timers")

    def __init__(self, service: Timers, target: Target) -> None:
        self._service = service
        self._target = target
        self._timers: dict[str, Timer] = {}

    def __len__(self) -> int:
        return len(self._timers)

    def keys(self) -> tuple[str, ...]:
        """Of the timers that run."""
        return tuple(self._timers)

    def start(self, key: str, seconds: float, message: object) -> None:
        """Arms the timer of that key anew."""
        old = self._timers.get(key)
        if old is not None:
            self._service.cancel(old)
        timer = self._service.arm(seconds, self._target, message, key)
        self._timers[key] = timer

    def cancel(self, key: str) -> None:
        """Forgets the timer of that key, if there is one."""
        timer = self._timers.pop(key, None)
        if timer is not None:
            self._service.cancel(timer)

    def take(self, timer: Timer) -> bool:
        """Takes a timer out of the mailbox; False: it was replaced or cancelled."""
        if self._timers.get(timer.key) is not timer:
            return False
        del self._timers[timer.key]
        return True

    def clear(self) -> None:
        """Cancels all of them."""
        for timer in self._timers.values():
            self._service.cancel(timer)
        self._timers.clear()
