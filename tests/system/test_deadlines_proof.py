"""The proof of deadlines in its short form: a thousand offers end at one moment."""

from __future__ import annotations

import pytest

from tests.system.proof import proof

COUNT = 1_000
"""Of fewer the store takes all in one commit: the kill would find nothing to do."""
LID_SECONDS = 900
"""A lid on a proof that hangs; alone it takes about 20 s."""
PROMISES = ("lost", "fired_otherwise", "unpaced", "disturbed", "inconsistent")


@pytest.mark.covers("Q7", "S7", "Q14")
def test_a_thousand_offers_end_once_and_move_on_also_over_a_kill() -> None:
    options = (f"--count={COUNT}",)
    tally = proof("deadlines", options, PROMISES, LID_SECONDS)
    assert tally["sessions"] == COUNT
