from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from admin.bench.benchmark import Job, Samples
from admin.bench.records_house import make_language
from admin.bench.robot import GOALS_MS, ROBOT
from admin.bench.robot_base import SIMILAR, ask, make_base

pytestmark = pytest.mark.unmeasured

ENTRIES = 12
CASES = {case.name: case for case in ROBOT.cases}


@pytest.mark.covers("R5")
@pytest.mark.parametrize("name", ["robot 1000", "ratio 1000", "WRatio 1000"])
def test_each_side_finds_what_is_meant(tmp_path: Path, name: str) -> None:
    sample = CASES[name].run(Job(ENTRIES, tmp_path))
    assert 0 < sample["p50_ms"] <= sample["p99_ms"]
    assert sample["hits"] > 1 / 2


def test_a_base_has_similar_questions_that_differ() -> None:
    random = Random(0)
    for entry in make_base(ENTRIES, make_language(random), random):
        assert len(set(entry.texts)) > SIMILAR - 1
        assert ask(entry.texts[0], random) != entry.texts[0]


@pytest.mark.parametrize(("p99_ms", "is_met"), [(0.9, True), (1.1, False)])
def test_what_takes_too_long_is_seen(p99_ms: float, *, is_met: bool) -> None:
    run = {
        "p50_ms": p99_ms / 2,
        "p99_ms": p99_ms,
        "hits": 1.0,
        "build_s": 21.0,
        "load_ms": 1.0,
        "image_mb": 1.0,
        "resident_mb": 1.0,
    }
    figures = ROBOT.figures(Samples({name: [run] for name in CASES}))
    met = {figure.figure: figure.met for figure in figures}
    assert [met[f"{size:,} questions, p99"] for size in GOALS_MS] == [
        is_met,
        True,
        True,
    ]
    assert met["100,000 questions, built"] is False
