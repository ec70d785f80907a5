from __future__ import annotations

from pathlib import Path

import pytest

from admin.bench.benchmark import Samples
from admin.bench.chat import PEER
from admin.bench.latency import quantiles
from admin.bench.typing import STORMS, TYPING
from admin.bench.typing_load import typing_load, typing_paced

pytestmark = pytest.mark.unmeasured


def test_who_is_shown_the_other_typing_types(tmp_path: Path) -> None:
    sample = typing_load(2, 0.3, tmp_path)
    assert sample["per_s"] > 0
    assert 0 < sample["shown_p50_ms"] <= sample["shown_max_ms"]


def test_without_a_throttle_all_that_is_typed_is_shown(tmp_path: Path) -> None:
    sample = typing_paced(2, 0.5, tmp_path, 40.0, is_throttled=False)
    assert sample["sent_per_s"] == pytest.approx(40.0)
    assert sample["shown_per_s"] + sample["dropped_per_s"] == pytest.approx(40.0)
    assert sample["shown_per_s"] > 0


def test_what_the_throttle_drops_is_counted(tmp_path: Path) -> None:
    # Four people, twenty words a second each: a START passes every two seconds, with a
    # STOP behind it. That makes four a second, and more when a busy machine stretches
    # the run, but never half of them.
    sample = typing_paced(2, 2.5, tmp_path, 80.0, is_throttled=True)
    assert sample["sent_per_s"] == pytest.approx(80.0)
    assert 0 < sample["shown_per_s"] <= 40
    dropped = 80.0 - sample["shown_per_s"]
    assert sample["dropped_per_s"] == pytest.approx(dropped)


def test_a_storm_stands_beside_the_calm() -> None:
    run = {
        **{f"{name}_cores": 0.5 for name in ("server", "store", "client")},
        "per_s": 100.0,
        "per_core": 200.0,
        "typed_per_s": 30.0,
        "sent_per_s": 50.0,
        "shown_per_s": 20.0,
        "dropped_per_s": 30.0,
        **quantiles([0.002], "shown"),
        **quantiles([0.001], "echo"),
    }
    runs = {case.name: [run] for case in TYPING.cases}
    for number, storm in enumerate(STORMS):
        runs[storm] = [{**run, **quantiles([number / 1_000], "acknowledged")}]
    figures = {figure.figure: figure for figure in TYPING.figures(Samples(runs))}
    p99 = [
        figures[f"sent to acknowledged, p99, 250/s beside {storm}"].value
        for storm in STORMS
    ]
    assert p99 == pytest.approx([0.0, 1.0, 2.0])
    shown = figures["sent to shown, p99, at 1,000/s"]
    assert shown.peers == {PEER: pytest.approx(1.0)}
    assert figures["dropped, throttled"].value == 30.0
