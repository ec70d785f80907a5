"""PURE: what is judged: whatever ranks the entries of a base for a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import nlargest
from typing import Protocol

import msgspec

from actors.robot.candidates import Entry


class Candidate(Protocol):
    """An entry for a query."""

    @property
    def entry(self) -> str:
        """Its id."""
        ...

    @property
    def confidence(self) -> float:
        """By which it is decided what to do; more is better, the scale is its own."""
        ...


class Ranker(Protocol):
    """A base, ready to be asked."""

    def rank(self, query: str, limit: int) -> Sequence[Candidate]:
        """The best entries first, at most so many."""
        ...


Build = Callable[[Sequence[Entry]], Ranker]
"""Makes a base ready."""


class Scored(msgspec.Struct, frozen=True):
    """A candidate and nothing else."""

    entry: str
    confidence: float


def best_entries(
    entries: Sequence[Entry], scores: Sequence[float], limit: int
) -> tuple[Scored, ...]:
    """The entries with the best scores, as many as wanted; none that has nothing.

    Args:
        entries: of the base.
        scores: one for each.
        limit: how many at most.
    """
    places = nlargest(limit, range(len(entries)), key=scores.__getitem__)
    return tuple(
        Scored(entries[place].id, scores[place]) for place in places if scores[place]
    )
