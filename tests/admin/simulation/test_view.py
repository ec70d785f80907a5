"""What a simulated day looks like in a terminal, and the command that plays it."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest

from admin import cli
from admin.simulation.comparison import Measure
from admin.simulation.days import Days, days_of
from admin.simulation.days_view import days_lines, figure_of
from admin.simulation.engine import play_day
from admin.simulation.measures import outcome_of
from admin.simulation.outcome import Outcome, encoded
from admin.simulation.progress import ProgressBar
from admin.simulation.view import bars, outcome_lines
from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.styled import columns_of
from tests.admin.simulation.days import ONE_DESK, scenario, visit

TWO_CHANNELS = ONE_DESK + visit(0, 60) + visit(10, 60) + visit(20, 60, "channel='app'")
IMPATIENT = TWO_CHANNELS + visit(30, 60, "patience_seconds=30")


def played(text: str, seed: int = 1) -> Outcome:
    plan = scenario(text)
    return outcome_of(plan, seed, play_day(plan, seed))


@pytest.mark.covers("Q16")
def test_the_day_is_told_by_group_channel_and_team() -> None:
    assert outcome_lines(played(IMPATIENT), Words(ENGLISH)) == [
        "one desk (seed 1)",
        "4 came: 3 served, 1 gave up, 0 turned away, 0 not served",
        "longest line: 0",
        "",
        "came     ▃█  3",
        "waiting      0",
        "agents   ██  1",
        "         08:00 08:05",
        "",
        "group    came  served  gave up   wait    p90    p99  in 20 s",
        "g           4       3     25 %   50 s  100 s  100 s     25 %",
        "channel",
        "app         1       1      0 %  100 s  100 s  100 s      0 %",
        "web         3       2   33.3 %   25 s   50 s   50 s   33.3 %",
        "all         4       3     25 %   50 s  100 s  100 s     25 %",
        "",
        "team  agents  hours  served  busy  slots  gini",
        "a          1  0.083       3  60 %   60 %     0",
    ]


def test_a_day_without_samples_has_no_course() -> None:
    still = msgspec.structs.replace(played(IMPATIENT), points=())
    assert not any("█" in line for line in outcome_lines(still, Words(ENGLISH)))


def test_one_channel_alone_is_not_told_apart() -> None:
    lines = outcome_lines(played(ONE_DESK + visit(0, 60)), Words(ENGLISH))
    assert not any(line.startswith("channel") for line in lines)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_no_line_is_longer_than_a_small_terminal(language: str) -> None:
    lines = outcome_lines(played(IMPATIENT), Words(language))
    assert max(map(columns_of, lines)) <= 72


def test_a_course_shows_the_greatest_of_each_stretch() -> None:
    assert bars([0, 1, 8]) == " ▁█  8"
    assert bars([0, 0]) == "    0"
    long = [0] * 96
    long[1] = 5
    assert bars(long) == "█" + " " * 47 + "  5"


def test_the_bar_is_drawn_on_a_terminal_alone() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, is_seen in ((Terminal(), True), (io.StringIO(), False)):
        with ProgressBar(stream) as bar:
            bar.show(0.5)
        assert ("50%" in stream.getvalue()) is is_seen
        assert stream.getvalue().endswith("\r\x1b[K") is is_seen


@pytest.mark.covers("Q16")
def test_the_command_plays_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.toml"
    file.write_text(TWO_CHANNELS)
    assert cli.main(["simulate", str(file), "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert msgspec.json.decode(line, type=Outcome) == played(TWO_CHANNELS)
    assert encoded(played(TWO_CHANNELS)).decode() == line
    assert cli.main(["simulate", str(file), "--seed", "7"]) == 0
    assert "7" in capsys.readouterr().out.splitlines()[0]


def test_the_command_says_what_is_wrong_with_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.toml"
    file.write_text(ONE_DESK)
    assert cli.main(["simulate", str(file)]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"triodesk: {file}: arrivals: expected somebody who comes")


@pytest.mark.covers("Q16")
def test_days_of_several_seeds_are_told_with_their_intervals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.toml"
    file.write_text(ONE_DESK + "[[arrivals]]\ngroup='g'\nsessions=30\n")
    assert cli.main(["simulate", str(file), "--runs", "3", "--json"]) == 0
    days = msgspec.json.decode(capsys.readouterr().out, type=Days)
    assert (days.seed, days.runs) == (1, 3)
    alone = [played(file.read_text(), seed).total.served for seed in (1, 2, 3)]
    served = days.figures[Measure.SERVED]
    assert served is not None
    assert served.mean == pytest.approx(sum(alone) / 3)
    lines = days_lines(days, Words(ENGLISH))
    assert lines[0] == "one desk: 3 days (seeds 1 to 3)"
    assert len(lines) == len(Measure) + 5
    assert cli.main(["simulate", str(file), "--runs", "0"]) == 1
    assert "expected --runs of 1 to 1000, got 0" in capsys.readouterr().err


def test_a_figure_that_no_day_has_or_one_day_alone_has_no_interval() -> None:
    days = days_of([played(TWO_CHANNELS)])
    assert figure_of(Measure.SERVED, days.figures[Measure.SERVED]) == ("3", "–")
    nobody = played(ONE_DESK + visit(0, 60)).total
    unserved = msgspec.structs.replace(nobody, wait=None)
    empty = msgspec.structs.replace(played(TWO_CHANNELS), total=unserved)
    assert days_of([empty]).figures[Measure.WAIT_MEAN] is None
    assert figure_of(Measure.WAIT_MEAN, None) == ("–", "–")
