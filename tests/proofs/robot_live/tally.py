"""What a run did, and the line that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

LEAST: Final = 20
"""Questions in each part, to say anything."""


class Wait(msgspec.Struct, frozen=True):
    """From questions to their answers, in ms."""

    questions: int
    p50: int
    p99: int
    max: int


def wait_of(seconds: Sequence[float]) -> Wait:
    """Of so many waits, in s; zeros of none."""
    ordered = [round(each * 1_000) for each in sorted(seconds)] or [0]
    last = len(ordered) - 1
    return Wait(
        len(seconds),
        ordered[last // 2],
        ordered[min(last, len(ordered) * 99 // 100)],
        ordered[last],
    )


class Tally(msgspec.Struct):
    """Figures of a run; also its last line, one JSON object."""

    name: str = "robot_live"
    entries: int = 0
    visitors: int = 0
    asked: int = 0
    old: int = 0
    """Questions that the old version answered."""
    new: int = 0
    fallback: int = 0
    """That had no answer within `robot_seconds`, and were told so."""
    quiet: Wait | None = None
    """Before the publication."""
    building: Wait | None = None
    """Asked from the publication until the new version was known to be in force."""
    after: Wait | None = None
    first_seconds: float = 0.0
    """From the start of the service until the first version was in force."""
    published_seconds: float = 0.0
    """From the publication to the records' answer."""
    in_force_seconds: float = 0.0
    """From the publication until the new version was in force."""
    memory_mb: dict[str, int] = {}
    """Most that each process had, its share of what is shared included."""
    lost: int = 0
    """See `Fault`, also of those that follow."""
    doubled: int = 0
    early: int = 0
    stale: int = 0
    hasty: int = 0
    wrong: int = 0
    crashes: int = 0
    """As the service's log tells."""
    seconds: float = 0.0
    broken: tuple[str, ...] = ()
    """Why the run ended early."""
    too_little: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Nothing is wrong, and enough was done."""
        counts = self.lost + self.doubled + self.early + self.stale
        counts += self.hasty + self.wrong + self.crashes
        return not (counts or self.broken or self.too_little)

    def missed(self) -> tuple[str, ...]:
        """Which parts had too few questions: a proof over nothing proves nothing."""
        parts = {"quiet": self.quiet, "building": self.building, "after": self.after}
        counts = {
            name: 0 if part is None else part.questions for name, part in parts.items()
        }
        counts |= {"old": self.old, "new": self.new}
        return tuple(
            f"{name}: {count} of at least {LEAST}"
            for name, count in counts.items()
            if count < LEAST
        )
