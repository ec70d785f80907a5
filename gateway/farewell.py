"""PURE: in which order, how fast, and until when a gateway sends its clients away.

All at once they would be written to in one turn of the loop, and come back in one wave.
So they are told in batches, in random order, with a random pause behind each; and each
is given a time of its own to come back, drawn from a span that grows with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Final, NamedTuple

BATCH: Final = 250
"""Clients told at once: some milliseconds of one turn of the loop."""
PAUSE_SECONDS: Final = 0.025
"""Between two batches, on average; half to one and a half times that."""
RETURNS_PER_SECOND: Final = 500
"""Clients that may come back in a second: each costs a handshake and a resume."""
LEAST_RETURN_SECONDS: Final = 2.0
"""Few clients come back over this span: a restart takes about as long."""
MOST_RETURN_SECONDS: Final = 30.0
"""Nobody is kept waiting longer, however many they are."""
_MS: Final = 1_000


class Goodbye(NamedTuple):
    """What one client is told: come back after so many ms."""

    name: str
    retry_ms: int


class Step(NamedTuple):
    """Goodbyes that are said in one turn, and the pause behind them in seconds."""

    goodbyes: tuple[Goodbye, ...]
    pause: float


def farewell(names: Iterable[str], random: Random) -> Iterator[Step]:
    """The steps in which these clients are sent away, each client once."""
    waiting = list(names)
    random.shuffle(waiting)
    span_ms = return_span_ms(len(waiting))
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        pause = PAUSE_SECONDS * random.uniform(0.5, 1.5)
        goodbyes = (Goodbye(name, random.randrange(span_ms)) for name in batch)
        yield Step(tuple(goodbyes), pause)


def return_span_ms(count: int) -> int:
    """Over how many ms so many clients are to come back."""
    seconds = max(count / RETURNS_PER_SECOND, LEAST_RETURN_SECONDS)
    return round(min(seconds, MOST_RETURN_SECONDS) * _MS)
