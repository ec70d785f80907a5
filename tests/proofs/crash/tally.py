"""What a run did, and the line that tells it."""

from __future__ import annotations

import msgspec

from tests.proofs.crash.plan import Extent, least_between


class Tally(msgspec.Struct):
    """Counts of a run; also its last line, one JSON object."""

    seed: int
    name: str = "crash"
    kills: int = 0
    kills_store_only: int = 0
    kills_parent_only: int = 0
    kills_while_starting: int = 0
    """On top of `kills`: restarts that were killed before they served."""
    between_commit_and_ack: int = 0
    operations: int = 0
    """Messages sent, sessions opened and sessions closed by clients."""
    acked: int = 0
    least_acked_between_kills: int = 0
    sessions_closed: int = 0
    sessions_reopened: int = 0
    offers_accepted: int = 0
    offers_lapsed: int = 0
    """Expired, declined or withdrawn."""
    transfers_taken: int = 0
    assigned_while_others_waited: int = 0
    rests: int = 0
    waiting_at_rest: int = 0
    """Sessions in line, over all rests: those who must not wait beside a free agent."""
    lost: int = 0
    doubled: int = 0
    gaps: int = 0
    slots_leaked: int = 0
    over_assigned: int = 0
    double_assigned: int = 0
    waiting_beside_eligible: int = 0
    fifo_violations: int = 0
    ineligible: int = 0
    offer_double_fires: int = 0
    reader_violations: int = 0
    inconsistencies: int = 0
    overtaken_by_later_offer: int = 0
    """Not broken: offers were under way at once and committed in another order."""
    crashes: int = 0
    seconds: float = 0.0
    broken: tuple[str, ...] = ()
    """First examples of what is broken, and why the run ended early if it did."""
    too_little: tuple[str, ...] = ()
    """Which minima were missed."""


def missed(tally: Tally, extent: Extent) -> tuple[str, ...]:
    """Why a run proves too little; empty when it proves enough.

    Args:
        tally: what it did.
        extent: what was asked for.
    """
    kills, acked = extent.kills, extent.acked_per_kill
    between = least_between(kills)
    minima = (
        ("kills", tally.kills, kills),
        ("acked", tally.acked, kills * acked),
        ("least_acked_between_kills", tally.least_acked_between_kills, acked),
        ("between_commit_and_ack", tally.between_commit_and_ack, between),
        ("sessions_closed", tally.sessions_closed, kills),
        ("sessions_reopened", tally.sessions_reopened, kills),
        ("offers_accepted", tally.offers_accepted, kills),
        ("offers_lapsed", tally.offers_lapsed, kills),
        ("transfers_taken", tally.transfers_taken, kills),
        ("assigned_while_others_waited", tally.assigned_while_others_waited, kills),
        ("waiting_at_rest", tally.waiting_at_rest, 1),
    )
    return tuple(
        f"{name}: {count} of at least {least}"
        for name, count, least in minima
        if count < least
    )
