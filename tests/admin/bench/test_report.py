from __future__ import annotations

from pathlib import Path

import pytest

from admin.bench.benchmark import Samples
from admin.bench.figure import Figure, Result, at_least, at_most, printed, ratio
from admin.bench.journal import JOURNAL
from admin.bench.machine import result_of
from admin.bench.mailbox import MAILBOX
from admin.bench.report import number, render
from loadtest.machine import cores, file_system


def result(*figures: Figure, runs: int = 5, disk: str = "") -> Result:
    return Result("x", figures, runs, 2, "A CPU", "3.11.7", "0.32.0", disk, "FULL")


def test_the_table_shows_goal_verdict_and_ratio() -> None:
    text = render(
        result(
            at_least("tells", 3_000_000.0, "1/s", 2_000_000, {"pykka": 300_000.0}),
            at_most("arm", 1.75, "µs", 1.5),
            printed("p50", 12.0, "ms", {"pykka": None}),
        )
    )
    tells, arm, p50 = text.splitlines()[-3:]
    assert tells.split() == [
        *("tells", "3,000,000", "1/s", "2,000,000", "met"),
        *("pykka", "300,000", "(10.00", ":", "1)"),
    ]
    assert arm.split() == ["arm", "1.75", "µs", "1.5", "MISSED"]
    assert p50.split() == ["p50", "12", "ms", "pykka", "absent"]


def test_the_heading_names_machine_and_disk() -> None:
    heading = render(result(printed("a", 1.0, "s"), disk="ext4")).splitlines()[0]
    assert heading == (
        "x: 5 runs, median, 2 cores of A CPU, Python 3.11.7, trio 0.32.0, "
        "ext4, synchronous FULL"
    )
    assert "one quick run" in render(result(printed("a", 1.0, "s"), runs=1))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1234, "0.123"), (99.0, "99"), (100.4, "100"), (2_950_000.0, "2,950,000")],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_a_figure_is_the_median_of_its_runs() -> None:
    samples = Samples(
        {
            "tell": [{"per_s": 1.0}, {"per_s": 9e6}, {"per_s": 3e6}],
            "pykka": [],
            "deque": [{"per_s": 6e6}],
        }
    )
    (tells,) = MAILBOX.figures(samples)
    assert tells.value == 3e6
    assert tells.met
    assert tells.peers == {"pykka": None, "deque and a call": 6e6}


def test_the_goals_beside_a_busy_loop_are_a_share_of_the_others() -> None:
    run = {"per_s": 45_000.0, "p99_ms": 20.0}
    cases = {case.name: [run] for case in JOURNAL.cases}
    figures = {figure.figure: figure for figure in JOURNAL.figures(Samples(cases))}
    assert len(figures) == 12
    assert not figures["appends, 100 writers, loop idle"].met
    assert figures["appends, 100 writers, loop busy"].met
    assert not figures["p99, 100 writers, loop idle"].met
    assert figures["p99, 100 writers, loop busy"].met


def test_what_was_written_on_is_told(tmp_path: Path) -> None:
    told = result_of(JOURNAL, (), 1, tmp_path)
    assert told.file_system
    assert told.synchronous == "FULL"
    assert result_of(MAILBOX, (), 1, tmp_path).file_system == ""


def test_a_ratio_needs_its_peer() -> None:
    assert ratio("x", 4.0, None, 3) == ()
    assert [figure.met for figure in ratio("x", 4.0, 2.0, 3)] == [False]


def test_the_file_system_is_the_one_of_the_nearest_mount() -> None:
    assert file_system(Path("/proc/self")) == "proc"
    assert cores()
