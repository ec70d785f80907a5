"""PURE: finds the entries that a query means, in a base of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from actors.robot import index as indexing
from actors.robot.building import Building, built
from actors.robot.candidates import Entry, Match
from actors.robot.confidence import Evidence, confidence
from actors.robot.index import Index
from actors.robot.query import Query, read
from actors.robot.scoring import Scores, elsewhere, score
from actors.robot.spelling import Spelling
from actors.robot.synonyms import ENGLISH
from actors.robot.usual import USUAL_WORDS
from actors.robot.veto import NONE, Verdict, judge
from actors.robot.weighing import once

_OTHER_WORDS: Final = ENGLISH | USUAL_WORDS
"""That may be meant, whatever a base has."""


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
    def build(cls, entries: Sequence[Entry]) -> Matcher:
        """The index of all these entries; takes 50 µs for each of their texts."""
        return built(cls.building(entries))

    @classmethod
    def building(cls, entries: Sequence[Entry]) -> Building[Matcher]:
        """The same, in steps."""
        ids = tuple(entry.id for entry in entries)
        index = yield from indexing.build([entry.texts for entry in entries])
        return cls.of(ids, index)

    @classmethod
    def of(cls, ids: tuple[str, ...], index: Index) -> Matcher:
        """What is asked of an index that there is."""
        words = index.words.tobytes().decode().split()
        return cls(ids, index, Spelling(_OTHER_WORDS.union(words)))

    def rank(self, query: str, limit: int) -> tuple[Match, ...]:
        """Who fits best, at most so many; () if nobody has anything of it."""
        asked = read(query, self.index, self.spelling)
        found, verdicts = judge(asked.text, score(asked, self.index), self.index)
        scores = found.scores.tolist()
        best, second = [*scores, 0.0, 0.0][:2]
        return tuple(
            self._match(
                asked,
                found,
                place,
                scores[place] - (best if place else second),
                verdicts.get(int(found.entries[place]), NONE),
            )
            for place in range(min(limit, len(scores)))
        )

    def _match(
        self, asked: Query, found: Scores, place: int, lead: float, verdict: Verdict
    ) -> Match:
        entry, score = int(found.entries[place]), float(found.scores[place])
        evidence = Evidence(
            score,
            lead,
            elsewhere(asked, self.index, entry) / asked.mass,
            asked.unknown / asked.mass,
            asked.mass / once(self.index.entries),
        )
        return Match(
            self.ids[entry],
            confidence(evidence, is_vetoed=verdict.forbids),
            score,
            lead,
            int(found.texts[place] - self.index.entry_begins[entry]),
            verdict.reason,
        )
