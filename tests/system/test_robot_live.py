"""The proof of versions that come into force under load, in its short form (R8)."""

from __future__ import annotations

import pytest

from tests.system.proof import proof

LID_SECONDS = 900
"""A lid on a proof that hangs; alone it takes about 20 s."""
OPTIONS = ("--entries=1000", "--visitors=20", "--rate=60", "--seconds=1")
"""A fast machine builds a version in half a second: enough must be asked meanwhile."""
PROMISES = ("lost", "doubled", "early", "stale", "hasty", "wrong", "crashes")


@pytest.mark.covers("R8", "R5")
def test_who_asks_while_a_version_comes_into_force_is_answered_once() -> None:
    tally = proof("robot_live", OPTIONS, PROMISES, LID_SECONDS)
    assert tally["old"] + tally["new"] + tally["fallback"] == tally["asked"]
