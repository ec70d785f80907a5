"""Runs one of the proofs in a process of its own, and reads what it has counted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable

from tests.system.service import ROOT


def proof(
    name: str, options: Iterable[str], promises: Iterable[str], lid_seconds: float
) -> dict[str, int]:
    """The tally of `python -m tests.proofs.NAME`, which must find nothing broken.

    Args:
        name: of the proof.
        options: of its command.
        promises: what of the tally must be 0.
        lid_seconds: on a proof that hangs.
    """
    done = subprocess.run(
        [sys.executable, "-m", f"tests.proofs.{name}", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=lid_seconds,
        check=False,
    )
    assert done.stdout, done.stderr
    line = done.stdout.splitlines()[-1]
    assert done.returncode == 0, line
    tally: dict[str, int] = json.loads(line)
    broken = {each: tally[each] for each in promises if tally[each] != 0}
    assert not broken, line
    return tally
