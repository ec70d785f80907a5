from __future__ import annotations

from pathlib import Path

import pytest
import trio

from admin.bench.bare_assignment import bare_assignments
from admin.bench.benchmark import Job, Samples
from admin.bench.queue import AGENTS, QUEUE
from admin.bench.queue_core import core_assignments
from admin.bench.queue_episodes import run_episodes
from admin.bench.queue_expiry import run_expiry
from admin.bench.queue_floor import GROUPS

pytestmark = pytest.mark.unmeasured

CASES = {case.name: case for case in QUEUE.cases}


def test_a_few_agents_serve_whole_episodes(tmp_path: Path) -> None:
    sample = trio.run(run_episodes, tmp_path, 6, 0.3)
    assert sample["per_s"] > 0
    assert 0 < sample["p50_ms"] <= sample["p99_ms"]
    assert sample["server_cores"] > 0
    assert sample["store_cores"] > 0


def test_offers_that_nobody_answers_move_to_others(tmp_path: Path) -> None:
    sample = trio.run(run_expiry, tmp_path, 4 * GROUPS)
    assert sample["per_s"] > 0
    assert 0 <= sample["p50_ms"] <= sample["p99_ms"]
    assert sample["fired_p99_ms"] >= 0
    assert sample["moved_s"] > 0


def test_the_core_and_the_peer_assign(tmp_path: Path) -> None:
    assert core_assignments(Job(256, tmp_path))["per_s"] > 0
    assert bare_assignments(tmp_path, 100, 0.05) > 0


@pytest.mark.parametrize(("cheapest", "is_flat"), [(3_500.0, True), (4_600.0, False)])
def test_a_size_that_costs_more_is_seen(cheapest: float, *, is_flat: bool) -> None:
    run = {
        "per_s": 3_500.0,
        "server_cores": 1.0,
        "store_cores": 0.5,
        "p50_ms": 3.0,
        "p99_ms": 12.0,
        "fired_p99_ms": 12.0,
        "moved_s": 2.5,
    }
    runs = {name: [run] for name in CASES}
    runs[f"episodes {AGENTS[0]}"] = [{**run, "per_s": cheapest}]
    figures = {figure.figure: figure for figure in QUEUE.figures(Samples(runs))}
    assert figures["dearest size, times the cheapest"].met is is_flat
    assert figures["episodes, 10,000 agents"].met
    assert figures["slot freed to assigned, p99"].met
    assert figures["all moved to another agent"].met
    assert not figures["assignments, pure core"].met
