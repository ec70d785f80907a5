"""The hostile proof in its short form: the real service under attack."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.system.service import ROOT

INPUTS = 8_000
LID_SECONDS = 500
"""A lid on a proof that hangs; it takes about half a minute of two cores."""
PROMISES = ("crashes", "disturbed", "leaked", "hung", "grown")


@pytest.mark.covers("P5")
def test_nobody_notices_eight_thousand_hostile_inputs() -> None:
    command = [sys.executable, "-m", "tests.proofs.hostile", "--stalled", "20"]
    done = subprocess.run(
        [*command, "--inputs", str(INPUTS)],
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
    assert tally["inputs"] == INPUTS
    assert {name: tally[name] for name in PROMISES} == dict.fromkeys(PROMISES, 0)
