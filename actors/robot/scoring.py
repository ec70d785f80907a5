"""PURE: which entries share most with a query, and how much.

In two steps. The postings of the query's pieces, rarest first and at most so many, tell
the entries that may fit; these are then scored by all the pieces of all their texts.
What is shared is divided by a part of the query's mass and a part of the text's: a
query that says more than the entry is as bad as one that says less.
An entry counts as a whole: its best text, and the centroid of all its texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from actors.robot.index import Index
from actors.robot.pieces import Numbers, look_up, slices
from actors.robot.query import Query

QUERY_SHARE: Final = 0.65
"""Of the query's mass in what a score is divided by; the text's has the rest."""
BEST_SHARE: Final = 0.5
"""Of its best text in the score of an entry; the centroid of all has the rest."""
LETTERS_SHARE: Final = 0.15
"""Of the edit distance, which knows the order, in the score of the best text."""
MAX_POSTINGS: Final = 150_000
"""That are read for a query: 1 ms."""
MAX_CANDIDATES: Final = 32
"""Entries that are scored exactly: 0.2 ms."""


Measures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """Of the candidates for a query, best first.

    Attributes:
        entries: their numbers.
        scores: 0 to 1.
        texts: the number of the best text of each.
    """

    entries: Numbers
    scores: Measures
    texts: Numbers


def score(query: Query, index: Index) -> Scores:
    """The entries that may be meant, best first."""
    entries = candidates(query, index)
    counts = index.entry_begins[entries + 1] - index.entry_begins[entries]
    texts = slices(index.entry_begins[entries], counts)
    shared = _shared(query, index, texts)
    if not len(entries):
        return Scores(entries, shared, texts)
    begins = counts.cumsum() - counts
    divisors = QUERY_SHARE * query.mass + (1 - QUERY_SHARE) * index.masses[texts]
    by_text = shared / divisors
    best = np.maximum.reduceat(by_text, begins)
    is_best = np.flatnonzero(by_text == best.repeat(counts))
    first = texts[is_best[is_best.searchsorted(begins)]]
    letters = [ratio(query.text, text) for text in index.texts(first)]
    best = (1 - LETTERS_SHARE) * best + LETTERS_SHARE * np.array(letters) / 100
    average = np.add.reduceat(shared, begins) / counts
    central = average / np.sqrt(index.breadths[entries] * query.mass)
    whole = BEST_SHARE * best + (1 - BEST_SHARE) * central
    order = np.argsort(-whole, kind="stable")
    return Scores(entries[order], whole[order], first[order])


def candidates(query: Query, index: Index) -> Numbers:
    """The numbers of the entries that share most, by the rarest pieces."""
    begins = index.posting_begins[query.pieces]
    counts = index.posting_begins[query.pieces + 1] - begins
    order = counts.argsort(kind="stable")
    read = order[counts[order].cumsum() <= MAX_POSTINGS]
    entries = index.postings[slices(begins[read], counts[read])]
    weights = query.weights[read].repeat(counts[read])
    shared = np.bincount(entries, weights, minlength=index.entries)
    if len(shared) > MAX_CANDIDATES:
        found = np.argpartition(-shared, MAX_CANDIDATES)[:MAX_CANDIDATES]
    else:
        found = np.arange(len(shared))
    return np.sort(found[shared[found] > 0])


def elsewhere(query: Query, index: Index, entry: int) -> float:
    """The weights of the query's pieces that other entries have, but not this one."""
    begin, end = index.text_begins[index.entry_begins[entry : entry + 2]].tolist()
    places, is_shared = look_up(index.text_pieces[begin:end], query.pieces)
    is_lacking = np.ones(len(query.pieces), dtype=bool)
    is_lacking[places[is_shared]] = False
    return float(query.weights[is_lacking].sum())


def _shared(query: Query, index: Index, texts: Numbers) -> Measures:
    """The weights of the query's pieces that each text has."""
    begins = index.text_begins[texts]
    counts = index.text_begins[texts + 1] - begins
    place = np.zeros(len(index.vocabulary), np.uint8)
    place[query.pieces] = np.arange(1, len(query.pieces) + 1)
    weights = np.concatenate(([0.0], query.weights))
    pieces = index.text_pieces.take(slices(begins, counts))
    # As `reduceat` would add them up, if no text were empty.
    sums = np.zeros(len(pieces) + 1)
    weights.take(place.take(pieces)).cumsum(out=sums[1:])
    ends = counts.cumsum()
    shared: Measures = sums[ends] - sums[ends - counts]
    return shared
