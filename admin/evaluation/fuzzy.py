"""PURE: plain rapidfuzz over all texts of a base, to compare with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from actors.robot.candidates import Entry
from admin.evaluation.plain_text import folded
from admin.evaluation.ranking import Build, Scored, best_entries

_WHOLE: Final = 100.0
"""The score of equal texts."""


class Fuzzy:
    """All texts of a base; an entry scores as its best one."""

    def __init__(self, scorer: Callable[..., float], entries: Sequence[Entry]) -> None:
        """`scorer`: one of `rapidfuzz.fuzz`."""
        self._scorer = scorer
        self._entries = entries
        self._texts = [folded(text) for entry in entries for text in entry.texts]
        counts = [len(entry.texts) for entry in entries]
        self._begins = np.cumsum([0, *counts[:-1]])

    def rank(self, query: str, limit: int) -> tuple[Scored, ...]:
        """The best entries first; confidence is the score, from 0 to 1."""
        scores = process.cdist([folded(query)], self._texts, scorer=self._scorer)
        best = np.maximum.reduceat(scores[0], self._begins) / _WHOLE
        return best_entries(self._entries, best.tolist(), limit)


RATIO: Final[Build] = partial(Fuzzy, fuzz.ratio)
WRATIO: Final[Build] = partial(Fuzzy, fuzz.WRatio)
