"""The hostile proof in its short form: the real service under attack."""

from __future__ import annotations

import pytest

from tests.system.proof import proof

INPUTS = 3_000
LID_SECONDS = 900
"""A lid on a proof that hangs; it takes about twenty seconds of two cores."""
PROMISES = ("crashes", "disturbed", "leaked", "hung", "grown")


@pytest.mark.covers("P5")
def test_nobody_notices_three_thousand_hostile_inputs() -> None:
    options = ("--stalled=20", f"--inputs={INPUTS}")
    tally = proof("hostile", options, PROMISES, LID_SECONDS)
    assert tally["inputs"] == INPUTS
