"""PURE: finds the entries that a query means, in a base of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actors.robot.candidates import Entry, Match
from actors.robot.confidence import confidence
from actors.robot.index import Index, Progress, build
from actors.robot.query import read
from actors.robot.scoring import score


def _unheard(_done: int, _of: int) -> None:
    """Progress that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """An index over entries, and what is asked of it. It never changes.

    Attributes:
        ids: of the entries, by their number in the index.
    """

    ids: tuple[str, ...]
    index: Index

    @classmethod
    def build(cls, entries: Sequence[Entry], progress: Progress = _unheard) -> Matcher:
        """The index of all these entries; takes 50 µs for each of their texts."""
        ids = tuple(entry.id for entry in entries)
        return cls(ids, build([entry.texts for entry in entries], progress))

    def rank(self, query: str, limit: int) -> tuple[Match, ...]:
        """Who fits best, at most so many; () if nobody has anything of it."""
        found = score(read(query, self.index), self.index)
        scores = found.scores.tolist()
        best, second = [*scores, 0.0, 0.0][:2]
        matches = []
        for place in range(min(limit, len(scores))):
            lead = scores[place] - (best if place else second)
            number, text = int(found.entries[place]), int(found.texts[place])
            matches.append(
                Match(
                    self.ids[number],
                    confidence(scores[place], lead),
                    scores[place],
                    lead,
                    text - int(self.index.entry_begins[number]),
                    "",
                )
            )
        return tuple(matches)
