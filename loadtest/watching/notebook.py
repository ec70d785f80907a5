"""What the watch has looked at and found broken, promise by promise. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from loadtest.outcome import MAX_EXAMPLES, Promise, Violation, Watched


class Notebook:
    """All findings of one run: every one counts, the first are told in detail."""

    def __init__(self) -> None:
        self._looks: Counter[Promise] = Counter()
        self._broken: Counter[Promise] = Counter()
        self._examples: dict[Promise, list[Violation]] = {}

    @property
    def violated(self) -> int:
        """Broken promises so far, of all kinds."""
        return self._broken.total()

    def looked(self, promise: Promise, count: int = 1) -> None:
        """There were occasions on which it could have been seen broken."""
        self._looks[promise] += count

    def broken(self, promise: Promise, violation: Violation) -> None:
        """It was seen broken."""
        self._broken[promise] += 1
        examples = self._examples.setdefault(promise, [])
        if len(examples) < MAX_EXAMPLES:
            examples.append(violation)

    def watched(self, minima: Mapping[Promise, int]) -> tuple[Watched, ...]:
        """What came of the promises that were to be watched, and of those broken.

        Args:
            minima: for each promise that the scenario is about, how many occasions
                there must have been.
        """
        return tuple(
            Watched(
                promise,
                self._looks[promise],
                minima.get(promise, 0),
                self._broken[promise],
                tuple(self._examples.get(promise, ())),
            )
            for promise in Promise
            if promise in minima or self._broken[promise]
        )
