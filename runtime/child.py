"""What a supervisor knows of a child before it exists: checked data.

Source: OTP supervisor, child specification and supervisor flags; the defaults are
OTP's but for the intensity (Elixir's 3 in 5 s).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Never

from runtime.errors import UsageError

if TYPE_CHECKING:
    from runtime.actor import Actor

DEFAULT_SHUTDOWN_SECONDS = 5.0
"""Time that a child has to stop by itself (OTP: 5,000 ms for workers)."""


class Restart(Enum):
    """When a child that ended is started again."""

    PERMANENT = "permanent"
    """Always."""
    TRANSIENT = "transient"
    """After a crash or a kill."""
    TEMPORARY = "temporary"
    """Never."""


class Strategy(Enum):
    """Who is restarted with a child that ended."""

    ONE_FOR_ONE = "one_for_one"
    ONE_FOR_ALL = "one_for_all"
    REST_FOR_ONE = "rest_for_one"


@dataclass(frozen=True, slots=True)
class Intensity:
    """At most `restarts` within `period` seconds; one more and the budget is spent."""

    restarts: int = 3
    period: float = 5.0

    def __post_init__(self) -> None:
        if self.restarts < 0 or self.period <= 0:
            raise UsageError(
                "expected Intensity(restarts >= 0, period > 0 s), "
                f"got ({self.restarts}, {self.period})"
            )


@dataclass(frozen=True, slots=True)
class Backoff:
    """Wait before the second and later restarts in a period, in seconds.

    The first restart is at once; then the wait doubles up to `cap_seconds`, with half
    of it drawn by chance so that many children do not return in step.
    """

    first_seconds: float = 0.05
    cap_seconds: float = 5.0

    def __post_init__(self) -> None:
        if not 0 < self.first_seconds <= self.cap_seconds:
            raise UsageError(
                "expected Backoff(0 < first_seconds <= cap_seconds), "
                f"got ({self.first_seconds}, {self.cap_seconds})"
            )


@dataclass(frozen=True, slots=True)
class ChildSpec:
    """One child: its name among its siblings, how it starts, and when it is restarted.

    Attributes:
        name: one path segment, without a slash.
        start: builds a new incarnation; it must not keep state between calls.
        restart: when it is started again.
        shutdown_seconds: time to stop before it is killed; None waits for ever, which
            only supervisors should do (OTP: `infinity`).
        capacity: bound of its mailbox, in messages.
    """

    name: str
    start: Callable[[], Actor[Never]]
    restart: Restart = Restart.PERMANENT
    shutdown_seconds: float | None = DEFAULT_SHUTDOWN_SECONDS
    capacity: int = 10_000

    def __post_init__(self) -> None:
        if not self.name or "/" in self.name:
            raise UsageError(f"expected a child name without '/', got {self.name!r}")
        if self.shutdown_seconds is not None and self.shutdown_seconds <= 0:
            raise UsageError(
                f"expected shutdown_seconds > 0 or None for {self.name!r}, "
                f"got {self.shutdown_seconds}"
            )
        if self.capacity < 1:
            raise UsageError(
                f"expected capacity >= 1 for {self.name!r}, got {self.capacity}"
            )


def check_specs(specs: tuple[ChildSpec, ...]) -> None:
    """Refuses combinations that no single spec can see.

    Raises:
        UsageError: two children carry one name.
    """
    names = [spec.name for spec in specs]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise UsageError(f"expected one child per name, got several of {doubled}")
