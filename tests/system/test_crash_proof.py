"""The crash proof in its short form: one kill of each kind, under load."""

from __future__ import annotations

import pytest

from tests.system.proof import proof

KILLS = 5
SEED = 17
"""With it the first five kills are of all kinds; what the processes make of them, and
of the moments that it draws, differs every time."""
LID_SECONDS = 900
"""A lid on a proof that hangs; alone it takes about 25 s."""
PROMISES = (
    "lost",
    "doubled",
    "gaps",
    "slots_leaked",
    "over_assigned",
    "double_assigned",
    "waiting_beside_eligible",
    "fifo_violations",
    "ineligible",
    "offer_double_fires",
    "reader_violations",
    "inconsistencies",
    "crashes",
)


@pytest.mark.covers("S2", "S6", "S7", "Q2", "Q4", "Q7", "Q8", "Q10", "Q14", "V8", "P1")
def test_nothing_acknowledged_is_lost_over_a_kill_of_each_kind() -> None:
    options = (f"--kills={KILLS}", f"--seed={SEED}")
    tally = proof("crash", options, PROMISES, LID_SECONDS)
    assert tally["kills"] == KILLS
    assert tally["kills_store_only"] > 0
    assert tally["kills_parent_only"] > 0
    assert tally["between_commit_and_ack"] >= 1
