"""PURE: BM25 over the n-grams of characters of an entry's texts, to compare with.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond,
2009, with the idf of Lucene, which is never negative.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from actors.robot.candidates import Entry
from admin.evaluation.plain_text import folded
from admin.evaluation.ranking import Scored, Texts

SIZES: Final = (1, 2, 3)
"""Characters of an n-gram; of 1–2, 2, 3, 1–3, 2–4 the best on the development half."""
K1: Final = 1.2
B: Final = 0.75
"""Usual values, as Lucene has them."""

_Postings = tuple[NDArray[np.int64], NDArray[np.float64]]
"""The texts that have an n-gram, by number, and what it weighs in each."""


def grams(text: str) -> Counter[str]:
    """How often each n-gram is in a text."""
    return Counter(
        text[at : at + size] for size in SIZES for at in range(len(text) - size + 1)
    )


class Bm25:
    """An index over all texts of a base."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Makes the index."""
        self._texts = Texts(entries)
        found = [grams(text) for text in self._texts.folded]
        holders = Counter(gram for text in found for gram in text)
        self._idf = {gram: _idf(count, len(found)) for gram, count in holders.items()}
        self._unknown = _idf(0, len(found))
        self._postings = self._weigh(found)

    def _weigh(self, texts: Sequence[Counter[str]]) -> dict[str, _Postings]:
        mean = sum(text.total() for text in texts) / len(texts)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, text in enumerate(texts):
            length = K1 * (1 - B + B * text.total() / mean)
            for gram, count in text.items():
                weight = self._idf[gram] * count * (K1 + 1) / (count + length)
                postings[gram].append((number, weight))
        return {gram: _arrays(found) for gram, found in postings.items()}

    def rank(self, query: str, limit: int) -> tuple[Scored, ...]:
        """The best entries first.

        Confidence is the score as a share of what the query's n-grams can reach: long
        queries would be the surer ones otherwise.
        """
        asked = grams(folded(query)).keys()
        scores = np.zeros(len(self._texts.folded))
        for gram in asked:  # in the query's order, on which a sum of floats depends
            if gram in self._postings:
                numbers, weights = self._postings[gram]
                scores[numbers] += weights
        reach = sum(self._idf.get(gram, self._unknown) for gram in asked) * (K1 + 1)
        return self._texts.best(scores / reach, limit) if asked else ()


def _arrays(found: list[tuple[int, float]]) -> _Postings:
    numbers, weights = zip(*found, strict=True)
    return np.array(numbers), np.array(weights)


def _idf(holders: int, texts: int) -> float:
    return math.log1p((texts - holders + 0.5) / (holders + 0.5))
