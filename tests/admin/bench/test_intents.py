from __future__ import annotations

from pathlib import Path

import pytest

from admin.bench.benchmark import Job, Samples
from admin.bench.intents import INTENTS

pytestmark = pytest.mark.unmeasured
RECOGNISER = INTENTS.cases[0]


@pytest.mark.covers("R12")
def test_messages_are_timed(tmp_path: Path) -> None:
    sample = RECOGNISER.run(Job(3, tmp_path))
    assert 0 < sample["p50_ms"] <= sample["p99_ms"]
    assert sample["build_ms"] > 0


@pytest.mark.parametrize(("p50_ms", "is_met"), [(0.2, True), (0.4, False)])
def test_what_takes_too_long_is_seen(p50_ms: float, *, is_met: bool) -> None:
    run = {"p50_ms": p50_ms, "p99_ms": 1.0, "build_ms": 1.0}
    assert INTENTS.figures(Samples({RECOGNISER.name: [run]}))[0].met is is_met
