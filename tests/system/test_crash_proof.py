"""The crash proof in its short form: ten kills of the real service under load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.system.service import ROOT

KILLS = 10
SEED = 1
"""Of the kinds and moments; what the processes make of them differs every time."""
LID_SECONDS = 280
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
def test_nothing_acknowledged_is_lost_over_ten_kills() -> None:
    command = [sys.executable, "-m", "tests.proofs.crash"]
    done = subprocess.run(
        [*command, "--kills", str(KILLS), "--seed", str(SEED)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=False,
    )
    assert done.stdout, done.stderr
    tally = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout.splitlines()[-1]
    assert tally["kills"] == KILLS
    assert tally["kills_store_only"] > 0
    assert tally["kills_parent_only"] > 0
    assert tally["between_commit_and_ack"] >= 1
    assert {name: tally[name] for name in PROMISES} == dict.fromkeys(PROMISES, 0)
