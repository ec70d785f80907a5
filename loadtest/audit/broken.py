"""What the auditor can find broken."""

from __future__ import annotations

from enum import StrEnum


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
