from __future__ import annotations

import pytest

from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.styled import columns_of
from loadtest.outcome import Played, Progress
from loadtest.report.line import ended_lines, last_line, running_line
from loadtest.report.summary import summary_of
from loadtest.verdict import Verdict
from tests.loadtest.report.outcomes import bad, good, outcome

WORDS = Words(ENGLISH)


def test_a_bar_grows_with_what_is_done() -> None:
    begun = running_line("soak", 7, 7, None, WORDS)
    half = running_line("soak", 7, 7, Progress(7, 14, 412, 0), WORDS)
    assert begun.startswith("[7/7] Soak  ")
    assert begun.endswith("░" * 20)
    assert "█" * 10 + "░" * 10 + "  7/14 s  412/s" in half
    assert "violations" not in half


@pytest.mark.parametrize("progress", [Progress(0, 0, 0, 0), Progress(99, 14, 0, 0)])
def test_a_bar_never_overflows(progress: Progress) -> None:
    line = running_line("soak", 1, 1, progress, WORDS)
    assert line.count("█") + line.count("░") == 20


def test_violations_are_seen_while_it_runs() -> None:
    assert running_line("soak", 1, 1, Progress(1, 2, 3, 4), WORDS).endswith(
        "4 violations"
    )


def test_a_scenario_that_held_takes_one_line() -> None:
    (line,) = ended_lines(good(), 1, 2, WORDS)
    assert line.startswith("[1/2] Everyday conversation  kept  median 4 ms, 99 % ")


def test_one_that_did_not_says_why() -> None:
    first, *reasons = ended_lines(bad(), 2, 2, WORDS)
    assert "broken" in first
    assert "limited by the load" in first
    assert len(reasons) == 5
    assert "no promise was watched" in ended_lines(Played("x", 0.0), 1, 1, WORDS)[1]


def test_columns_stand_below_each_other_in_both_languages() -> None:
    for words in (WORDS, Words(CHINESE)):
        lines = [
            running_line(name, 1, 7, None, words)
            for name in ("soak", "conversation", "timeout_transfer_storm")
        ]
        assert len({columns_of(line) for line in lines}) == 1


def test_the_last_line_says_what_came_of_it_and_where_to_read_on() -> None:
    line = last_line(outcome(good()), "out/report.html", WORDS)
    assert line == "All promises were kept. The report: out/report.html"


def test_programs_get_verdict_reasons_and_figures() -> None:
    summary = summary_of(outcome(good(), bad()), "out")
    assert (summary.verdict, summary.report) == (Verdict.BROKEN, "out")
    held, broken = summary.scenarios
    assert (held.verdict, held.reasons, held.load_bound) == (Verdict.HELD, (), False)
    assert held.achieved_per_second == {"messages": 198.7, "typing": 55.0}
    assert held.measures[0].name == "sent_to_acknowledged"
    assert held.measures[0].p50_ms == pytest.approx(4, rel=0.1)
    assert ("violated", "capacity") in broken.reasons
    assert broken.load_bound
