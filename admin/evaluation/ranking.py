"""PURE: what is judged: whatever ranks the entries of a base for a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from actors.robot.candidates import Entry
from admin.evaluation.plain_text import folded


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


Scores = NDArray[np.floating]


class Scored(msgspec.Struct, frozen=True):
    """A candidate and nothing else."""

    entry: str
    confidence: float


class Texts:
    """The texts of a base, one after the other; an entry scores as its best one.

    Attributes:
        folded: each text as plain matchers compare it.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Lays them out."""
        self.folded = [folded(text) for entry in entries for text in entry.texts]
        self._ids = [entry.id for entry in entries]
        counts = [len(entry.texts) for entry in entries]
        self._begins = np.cumsum([0, *counts[:-1]])

    def best(self, scores: Scores, limit: int) -> tuple[Scored, ...]:
        """The best entries, as many as wanted; none that has nothing.

        Args:
            scores: one for each text; more is better, 0 is nothing.
            limit: how many at most.
        """
        best = np.maximum.reduceat(scores, self._begins)
        places = np.argsort(-best, kind="stable")[:limit].tolist()
        return tuple(
            Scored(self._ids[place], float(best[place]))
            for place in places
            if best[place]
        )
