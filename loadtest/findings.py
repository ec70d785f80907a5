"""What an auditor found broken: a count of each kind and the first examples."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Generic, TypeVar

K = TypeVar("K", bound=StrEnum)


class Findings(Generic[K]):
    """What was found so far of the promises `K`, which are named by how they break.

    Args:
        most_examples: how many are kept, of all kinds together.
    """

    def __init__(self, most_examples: int) -> None:
        self.counts: Counter[K] = Counter()
        self.examples: list[str] = []
        self._most_examples = most_examples

    def add(self, kind: K, text: str) -> None:
        """Counts a broken promise."""
        self.counts[kind] += 1
        if len(self.examples) < self._most_examples:
            self.examples.append(f"{kind.value}: {text}")

    @property
    def is_clean(self) -> bool:
        """True while nothing was found."""
        return not self.counts
