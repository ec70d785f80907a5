"""The proof of the assignment core in its short form, on new seeds every time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import SystemRandom

import pytest

from tests.proofs.assignment.mutate import mutate
from tests.proofs.assignment.mutations import MUTATIONS, Mutation
from tests.proofs.assignment.operations import Act, Pass
from tests.proofs.assignment.progress import Progress
from tests.proofs.assignment.shrink import shrink
from tests.proofs.assignment.tally import (
    INVARIANTS,
    JUDGED_OPERATIONS,
    Tally,
    is_through,
    minima,
    missed,
)

ROOT = Path(__file__).parents[2]
WORKERS = 2
LID_SECONDS = 1_200
"""A lid on a proof that hangs; it takes about a minute."""


@pytest.mark.covers("Q1", "Q2", "Q3", "Q4", "Q7", "Q8", "Q10", "Q11", "Q12", "Q14")
def test_no_promise_is_broken_whatever_happens() -> None:
    seed = SystemRandom().randrange(10**6)
    command = [sys.executable, "-m", "tests.proofs.assignment", "--seed", str(seed)]
    done = subprocess.run(
        [*command, "--operations", str(JUDGED_OPERATIONS), "--workers", str(WORKERS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=False,
    )
    whole = f"seed {seed}\n{done.stdout}\n{done.stderr}"
    assert done.returncode == 0, whole
    tally = json.loads(done.stdout)
    assert tally["operations"] >= JUDGED_OPERATIONS, whole
    assert {kind: tally[kind] for kind in INVARIANTS} == dict.fromkeys(INVARIANTS, 0)


def test_a_run_that_did_too_little_proves_nothing() -> None:
    tally = Tally(1)
    tally.counts["operations"] = JUDGED_OPERATIONS
    assert "assigned: 0 of at least 750" in missed(tally)


def test_what_is_rare_is_waited_for_but_not_for_ever() -> None:
    tally = Tally(1)
    tally.counts["operations"] = JUDGED_OPERATIONS
    assert not is_through(tally, JUDGED_OPERATIONS)
    assert is_through(tally, JUDGED_OPERATIONS // 2)
    tally.counts.update(minima(JUDGED_OPERATIONS))
    assert is_through(tally, JUDGED_OPERATIONS)
    assert not is_through(tally, JUDGED_OPERATIONS + 1)


def test_a_run_that_is_too_short_is_not_judged_by_what_occurred() -> None:
    tally = Tally(1)
    tally.counts["operations"] = JUDGED_OPERATIONS - 1
    assert missed(tally) == ()


def test_a_failing_episode_gets_as_small_as_it_can() -> None:
    acts = [Act(Pass(number), 0, 0) for number in range(40)]
    wanted = {acts[3], acts[17], acts[18]}
    assert set(shrink(acts, lambda left: wanted <= set(left), 1_000)) == wanted


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_every_mutation_still_finds_what_it_breaks(
    mutation: Mutation, tmp_path: Path
) -> None:
    for path in {edit.path for edit in mutation.edits}:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text((ROOT / path).read_text())
    mutate(tmp_path, mutation)
    for edit in mutation.edits:
        compile((tmp_path / edit.path).read_text(), edit.path, "exec")


def test_a_run_tells_what_it_takes_to_repeat_it() -> None:
    lines: list[str] = []
    progress = Progress(1_000, lines.append)
    progress.begin(7, 2)
    progress(Tally(7))
    assert lines == ["assignment: 1,000 operations, seed 7, 2 workers\n"]
