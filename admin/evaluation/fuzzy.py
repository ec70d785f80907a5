"""PURE: plain rapidfuzz over all texts of a base, to compare with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from rapidfuzz import fuzz, process

from actors.robot.candidates import Entry
from admin.evaluation.plain_text import folded
from admin.evaluation.ranking import Build, Scored, Texts

_WHOLE: Final = 100.0
"""The score of equal texts."""


class Fuzzy:
    """All texts of a base, compared one by one."""

    def __init__(self, scorer: Callable[..., float], entries: Sequence[Entry]) -> None:
        """`scorer`: one of `rapidfuzz.fuzz`."""
        self._scorer = scorer
        self._texts = Texts(entries)

    def rank(self, query: str, limit: int) -> tuple[Scored, ...]:
        """The best entries first; confidence is the score, from 0 to 1."""
        asked, texts = [folded(query)], self._texts.folded
        scores = process.cdist(asked, texts, scorer=self._scorer)[0]
        return self._texts.best(scores / _WHOLE, limit)


RATIO: Final[Build] = partial(Fuzzy, fuzz.ratio)
WRATIO: Final[Build] = partial(Fuzzy, fuzz.WRatio)
