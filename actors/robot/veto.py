"""PURE: what speaks against an entry although it shares much with the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from actors.robot.index import Index
from actors.robot.opposites import contradiction, denies
from actors.robot.scoring import Scores

MAX_JUDGED: Final = 4
"""Of the candidates, the best; the others are no answer anyway."""
_CONTRARY: Final = 0.7
_DENIED: Final = 0.8
"""Times the score of an entry that speaks of the contrary, or of what cannot be."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held against an entry.

    Attributes:
        reason: the words that contradict each other, or `not`; "": nothing.
        factor: times the score.
        forbids: a direct answer.
    """

    reason: str
    factor: float
    forbids: bool


NONE: Final = Verdict("", 1.0, forbids=False)


Verdicts = dict[int, Verdict]
"""By the numbers of entries."""


def judge(query: str, found: Scores, index: Index) -> tuple[Scores, Verdicts]:
    """The candidates in their order after the verdicts, and these.

    Args:
        query: normalised.
        found: best first.
        index: that they are of.
    """
    scores = found.scores.copy()
    verdicts: Verdicts = {}
    for place in range(min(MAX_JUDGED, len(scores))):
        entry = int(found.entries[place])
        begin, end = index.entry_begins[entry : entry + 2].tolist()
        texts = index.texts(np.arange(begin, end))
        best = texts[int(found.texts[place]) - begin]
        verdicts[entry] = verdict(query, best, texts)
        scores[place] *= verdicts[entry].factor
    order = np.argsort(-scores, kind="stable")
    return Scores(found.entries[order], scores[order], found.texts[order]), verdicts


def verdict(query: str, best: str, texts: Sequence[str]) -> Verdict:
    """What speaks against an entry.

    Args:
        query: normalised, as the texts are.
        best: the text of the entry that fits best.
        texts: all of the entry: each may say that something does not work.
    """
    words = contradiction(query, best)
    if words:
        return Verdict(words, _CONTRARY, forbids=True)
    is_denied = denies(query)
    if any(denies(text) == is_denied for text in texts):
        return NONE
    # Who says that something does not work may well be answered how it is done.
    return Verdict("not", _DENIED, forbids=not is_denied)
