"""What the auditor found broken: a count of each kind and the first examples."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Final

MAX_EXAMPLES: Final = 5
"""Examples kept of one episode: enough to begin a diagnosis."""


class Broken(StrEnum):
    """The promises, named by how they are broken."""

    LOST = "lost"
    OVER_ASSIGNED = "over_assigned"
    DOUBLE_ASSIGNED = "double_assigned"
    WAITING_BESIDE_ELIGIBLE = "waiting_beside_eligible"
    FIFO = "fifo_violations"
    OFFER_DOUBLE_FIRES = "offer_double_fires"
    WRONGLY_ASSIGNED = "wrongly_assigned"
    """To an agent whom a restriction, his status or his groups exclude."""
    TRANSFER = "transfers_broken"
    """The old agent lost the session before the swap, or kept it after."""
    SLOT_LEAKED = "slots_leaked"
    GAP = "gaps"
    DOUBLED = "doubled"
    """Two open sessions in one channel, or one send that became two messages."""
    MISSED = "deadlines_missed"
    SHOWN = "shown_wrongly"
    """A client was shown what is not, or not shown what is."""
    INCONSISTENT = "inconsistencies"
    """The journal's rows contradict each other."""
    RESTLESS = "restless"
    """The service never came to rest, or crashed where nobody disturbed it."""


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
