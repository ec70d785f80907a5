"""PURE: finds the entries that a query means, in a base of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actors.robot.candidates import Entry, Match
from actors.robot.confidence import confidence
from actors.robot.index import Index, Progress, build
from actors.robot.query import read
from actors.robot.scoring import Scores, score
from actors.robot.spelling import Spelling
from actors.robot.synonyms import ENGLISH
from actors.robot.veto import NONE, Verdicts, judge


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
    spelling: Spelling

    @classmethod
    def build(cls, entries: Sequence[Entry], progress: Progress = _unheard) -> Matcher:
        """The index of all these entries; takes 50 µs for each of their texts."""
        ids = tuple(entry.id for entry in entries)
        return cls.of(ids, build([entry.texts for entry in entries], progress))

    @classmethod
    def of(cls, ids: tuple[str, ...], index: Index) -> Matcher:
        """What is asked of an index that there is."""
        words = index.words.tobytes().decode().split()
        return cls(ids, index, Spelling(ENGLISH.union(words)))

    def rank(self, query: str, limit: int) -> tuple[Match, ...]:
        """Who fits best, at most so many; () if nobody has anything of it."""
        asked = read(query, self.index, self.spelling)
        found, verdicts = judge(asked.text, score(asked, self.index), self.index)
        scores = found.scores.tolist()
        best, second = [*scores, 0.0, 0.0][:2]
        return tuple(
            self._match(
                found, verdicts, place, scores[place] - (best if place else second)
            )
            for place in range(min(limit, len(scores)))
        )

    def _match(
        self, found: Scores, verdicts: Verdicts, place: int, lead: float
    ) -> Match:
        entry, text = int(found.entries[place]), int(found.texts[place])
        score, verdict = float(found.scores[place]), verdicts.get(entry, NONE)
        return Match(
            self.ids[entry],
            confidence(score, lead, is_vetoed=verdict.forbids),
            score,
            lead,
            text - int(self.index.entry_begins[entry]),
            verdict.reason,
        )
