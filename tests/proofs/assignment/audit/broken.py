"""What the assignment proof can find broken."""

from __future__ import annotations

from enum import StrEnum


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
