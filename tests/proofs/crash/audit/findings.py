"""What the auditor found broken: a count of each kind and the first examples."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Final

MAX_EXAMPLES: Final = 20
"""Examples kept, of all kinds together: enough to begin a diagnosis."""


class Broken(StrEnum):
    """The promises, named by how they are broken."""

    LOST = "lost"
    DOUBLED = "doubled"
    GAP = "gaps"
    SLOT_LEAKED = "slots_leaked"
    OVER_ASSIGNED = "over_assigned"
    DOUBLE_ASSIGNED = "double_assigned"
    WAITING_BESIDE_ELIGIBLE = "waiting_beside_eligible"
    FIFO = "fifo_violations"
    INELIGIBLE = "ineligible"
    """Somebody got a session that was kept from him."""
    OFFER = "offer_double_fires"
    """An offer rang twice, or lapsed when it did not ring, or too early."""
    READER = "reader_violations"
    INCONSISTENT = "inconsistencies"
    """The journal's tables contradict each other."""


class Findings:
    """What was found so far."""

    def __init__(self) -> None:
        self.counts: Counter[Broken] = Counter()
        self.examples: list[str] = []

    def add(self, kind: Broken, text: str) -> None:
        """Counts a broken promise."""
        self.counts[kind] += 1
        if len(self.examples) < MAX_EXAMPLES:
            self.examples.append(f"{kind.value}: {text}")

    @property
    def is_clean(self) -> bool:
        """True while nothing was found."""
        return not self.counts
