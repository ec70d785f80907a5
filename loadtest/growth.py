"""What grew while a server worked, and what it has not given back since. Pure.

Judged is what is left at rest, when all have gone. The slope under load is told beside
it: that of memory is what a longer run would see go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from loadtest.outcome import Growth
from loadtest.slope import slope

MEMORY: Final = "memory"
PORTS_MEMORY: Final = "ports_memory"
"""Of the server's child processes."""
TASKS: Final = "tasks"
DESCRIPTORS: Final = "descriptors"

_MIB: Final = 1024 * 1024
MEMORY_BOUND_BYTES: Final = 64 * _MIB
"""What a server that has just started may take for good by its first work: free lists,
tables that have grown, code that was not loaded before. About 25 MiB were seen after
5,000 sessions, and no more from the third thousand on; a session that has ended leaves
nothing behind."""
PORTS_MEMORY_BOUND_BYTES: Final = 2 * 64 * _MIB + 32 * _MIB
"""The databases of journal and records keep up to 64 MiB of pages each, and fill that
slowly; the rest as above."""
TASKS_BOUND: Final = 4
"""Of those that serve connections none is left; a listener may be between two."""
DESCRIPTORS_BOUND: Final = 8
"""Connections of whoever reads the figures, and files that a child has opened."""
ROWS_PER_SESSION: Final = 16
"""Of any table: no life of a session in a load test has more events beside messages."""
HELD: Final = frozenset({"claims", "outbox"})
"""Tables in which nothing is left when nobody is there."""
_HOUR_SECONDS: Final = 3_600


class Reading(NamedTuple):
    """What was read of a server at a moment.

    Attributes:
        at_seconds: of whatever clock; only differences count.
        values: `memory` and `ports_memory` in bytes, `tasks`, `descriptors`, and rows
            by table.
    """

    at_seconds: float
    values: Mapping[str, float]


class Work(NamedTuple):
    """What was done between two readings."""

    messages: int
    sessions: int


def growth_of(
    before: Reading, course: Sequence[Reading], after: Reading, work: Work
) -> tuple[Growth, ...]:
    """How everything grew that was read before and after.

    Args:
        before: at rest.
        course: under a steady load; its first half is warming up.
        after: at rest again, when all have left.
        work: in between.
    """
    return tuple(
        Growth(
            name=name,
            slope_per_hour=_slope_per_hour(name, course[len(course) // 2 :]),
            before=value,
            after=after.values[name],
            bound=bound_of(name, work),
            unit="bytes" if name in (MEMORY, PORTS_MEMORY) else "",
        )
        for name, value in before.values.items()
        if name in after.values
    )


def is_back(growth: Sequence[Growth]) -> bool:
    """Nothing has kept more than it may."""
    return all(one.after - one.before <= one.bound for one in growth)


def bound_of(name: str, work: Work) -> float:
    """By how much something may be more afterwards than it was before."""
    match name:
        case "memory":
            return MEMORY_BOUND_BYTES
        case "ports_memory":
            return PORTS_MEMORY_BOUND_BYTES
        case "tasks":
            return TASKS_BOUND
        case "descriptors":
            return DESCRIPTORS_BOUND
        case _ if name in HELD:
            return 0
        case _:
            return work.messages + ROWS_PER_SESSION * work.sessions


def _slope_per_hour(name: str, course: Sequence[Reading]) -> float:
    points = [
        (one.at_seconds, one.values[name]) for one in course if name in one.values
    ]
    return slope(points) * _HOUR_SECONDS
