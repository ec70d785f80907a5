"""What a run did, and the line that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from actors.opening import WAKES_PER_SECOND

WAITS: Final = 20
"""The canary must have talked so often in each part, to say anything."""
PATIENCE_MS: Final = 15_000
"""A message that takes longer is a disturbance, on whatever machine."""
OVERDUE_SHARE: Final = 0.5
"""Of the sessions: so many must be overdue when the process is killed."""
PACE_SLACK_MS: Final = 20
"""The clock that the pace goes by is not the one that tells the time of a commit."""


class Tally(msgspec.Struct):
    """Figures of a run, times in ms; also its last line, one JSON object."""

    name: str = "deadlines"
    sessions: int = 0
    window: int = 0
    """From the first deadline of the first blow to its last."""
    late_p50: int = 0
    """From a deadline to the commit of what it leads to."""
    late_p99: int = 0
    late_max: int = 0
    moved_p50: int = 0
    """From a deadline to the commit of the offer to another agent."""
    moved_p99: int = 0
    moved_max: int = 0
    canary: int = 0
    """Messages that two said meanwhile, in the first part."""
    canary_p99: int = 0
    """From a message to its acknowledgement, which waits for the disk."""
    canary_max: int = 0
    overdue_at_kill: int = 0
    spread_after_restart: int = 0
    """From the first of these that was handled to the last."""
    moved_after_restart: int = 0
    """From the start to the last offer to another agent."""
    canary_after_restart: int = 0
    canary_max_after_restart: int = 0
    lost: int = 0
    """Sessions that are not offered to a further agent."""
    fired_otherwise: int = 0
    """Offers that lapsed not once, or not because their time was over."""
    unpaced: int = 0
    """Offers that were overdue and lapsed before their turn."""
    disturbed: int = 0
    inconsistent: int = 0
    """What the auditor of all promises found."""
    bound_in_vain: int = 0
    """Sessions that others overtook while a slot was on its way to them, which they
    took too late: asleep, they had to be read first."""
    seconds: float = 0.0
    broken: tuple[str, ...] = ()
    """First examples of what is broken, and why the run ended early if it did."""
    too_little: tuple[str, ...] = ()
    """Which minima were missed."""

    @property
    def is_proven(self) -> bool:
        """Nothing broke, and enough was done."""
        counts = self.lost + self.fired_otherwise + self.unpaced + self.disturbed
        return not (counts + self.inconsistent or self.broken or self.too_little)


def quantile(values: Sequence[int], share: float) -> int:
    """The smallest value below which, or at which, the share lies; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


def before_turn(lapsed_ms: Sequence[int], started_ms: int) -> int:
    """How many of those that were overdue at a start came before their turn.

    A machine that stalls makes nobody come early.
    """
    turns = (started_ms + at * 1_000 / WAKES_PER_SECOND for at in range(len(lapsed_ms)))
    return sum(
        at_ms < turn_ms - PACE_SLACK_MS
        for at_ms, turn_ms in zip(sorted(lapsed_ms), turns, strict=True)
    )


def missed(tally: Tally, sessions: int) -> tuple[str, ...]:
    """Which minima were missed: a proof over nothing proves nothing."""
    minima = (
        ("sessions", tally.sessions, sessions),
        ("overdue_at_kill", tally.overdue_at_kill, round(sessions * OVERDUE_SHARE)),
        ("canary", tally.canary, WAITS),
        ("canary_after_restart", tally.canary_after_restart, WAITS),
    )
    return tuple(
        f"{name}: {count} of at least {least}"
        for name, count, least in minima
        if count < least
    )
