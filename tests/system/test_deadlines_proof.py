"""The proof of deadlines in its short form: a thousand offers end at one moment."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.system.service import ROOT

COUNT = 1_000
"""Of fewer the store takes all in one commit: the kill would find nothing to do."""
LID_SECONDS = 280
"""A lid on a proof that hangs; alone it takes about 20 s."""
PROMISES = ("lost", "fired_otherwise", "unpaced", "disturbed", "inconsistent")


@pytest.mark.covers("Q7", "S7", "Q14")
def test_a_thousand_offers_end_once_and_move_on_also_over_a_kill() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.deadlines", "--count", str(COUNT)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=False,
    )
    assert done.stdout, done.stderr
    line = done.stdout.splitlines()[-1]
    assert done.returncode == 0, line
    tally = json.loads(line)
    assert tally["sessions"] == COUNT
    assert {name: tally[name] for name in PROMISES} == dict.fromkeys(PROMISES, 0)
