"""PURE: BM25 over the n-grams of characters of an entry's texts, to compare with.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond,
2009, with the idf of Lucene, which is never negative.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from actors.robot.candidates import Entry
from admin.evaluation.plain_text import folded
from admin.evaluation.ranking import Scored, best_entries

SIZES: Final = (1, 2, 3)
"""Characters of an n-gram; of 1–2, 2, 3, 1–3, 2–4 the best on the development half."""
K1: Final = 1.2
B: Final = 0.75
"""Usual values, as Lucene has them."""


def grams(text: str) -> Counter[str]:
    """How often each n-gram is in a text."""
    return Counter(
        text[at : at + size] for size in SIZES for at in range(len(text) - size + 1)
    )


class Bm25:
    """An index over all texts; an entry scores as its best one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Makes the index."""
        self._entries = entries
        owned = [
            (place, grams(folded(text)))
            for place, entry in enumerate(entries)
            for text in entry.texts
        ]
        self._owners = [place for place, _ in owned]
        texts = [found for _, found in owned]
        holders = Counter(gram for text in texts for gram in text)
        self._idf = {gram: _idf(count, len(texts)) for gram, count in holders.items()}
        self._unknown = _idf(0, len(texts))
        self._postings = self._weigh(texts)

    def _weigh(
        self, texts: Sequence[Counter[str]]
    ) -> dict[str, list[tuple[int, float]]]:
        mean = sum(text.total() for text in texts) / len(texts)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, text in enumerate(texts):
            length = K1 * (1 - B + B * text.total() / mean)
            for gram, count in text.items():
                weight = self._idf[gram] * count * (K1 + 1) / (count + length)
                postings[gram].append((number, weight))
        return postings

    def rank(self, query: str, limit: int) -> tuple[Scored, ...]:
        """The best entries first.

        Confidence is the score as a share of what the query's n-grams can reach: long
        queries would be the surer ones otherwise.
        """
        asked = grams(folded(query)).keys()
        scores: dict[int, float] = defaultdict(float)
        for gram in asked:
            for number, weight in self._postings.get(gram, ()):
                scores[number] += weight
        best = [0.0] * len(self._entries)
        reach = sum(self._idf.get(gram, self._unknown) for gram in asked) * (K1 + 1)
        for number, score in scores.items():
            owner = self._owners[number]
            best[owner] = max(best[owner], score / reach)
        return best_entries(self._entries, best, limit)


def _idf(holders: int, texts: int) -> float:
    return math.log1p((texts - holders + 0.5) / (holders + 0.5))
