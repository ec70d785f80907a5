from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.console.phrases import CHINESE, ENGLISH, Words
from loadtest.outcome import Parameter, Played
from loadtest.report.comparison import Aspect, Change, Figure, compare
from loadtest.report.comparison_view import comparison_lines, comparison_page, name_of
from tests.loadtest.report.outcomes import MACHINE, bad, good, outcome

WORDS = Words(ENGLISH)


@pytest.mark.parametrize(
    ("aspect", "before", "after", "change"),
    [
        (Aspect.P99, 0.010, 0.0119, Change.SAME),
        (Aspect.P99, 0.010, 0.013, Change.WORSE),
        (Aspect.P99, 0.013, 0.010, Change.BETTER),
        (Aspect.RATE, 100, 130, Change.BETTER),
        (Aspect.RATE, 130, 100, Change.WORSE),
        (Aspect.SERVER_BYTES, 0, 100, Change.SAME),
    ],
)
def test_a_ratio_says_something_only_beyond_what_runs_differ_by(
    aspect: Aspect, before: float, after: float, change: Change
) -> None:
    assert Figure(aspect, "", before, after).change is change


def test_scenarios_of_both_are_held_against_each_other() -> None:
    before, after = outcome(good()), outcome(good(median=0.008))
    compared = compare(before, after)
    (pair,) = compared.pairs
    by_name = {(one.aspect, one.what): one for one in pair.figures}
    slower = by_name[Aspect.MEDIAN, "SENT_ACKNOWLEDGED"]
    assert slower.ratio == pytest.approx(2, rel=0.02)
    assert slower.change is Change.WORSE
    assert by_name[Aspect.RATE, "MESSAGES"].change is Change.SAME
    assert (Aspect.MEDIAN, "TYPING_SHOWN") not in by_name
    assert by_name[Aspect.SERVER_CORES, ""].ratio == 1
    assert pair.is_alike
    assert compared.differences == ()


def test_what_only_one_of_them_has_is_named_and_not_compared() -> None:
    compared = compare(outcome(good("soak"), good()), outcome(bad(), good()))
    assert [pair.after.name for pair in compared.pairs] == ["conversation"]
    assert compared.unpaired == ("capacity_saturation", "soak")


def test_other_parameters_and_other_machines_are_said() -> None:
    before = outcome(good())
    other = replace(good(), parameters=(Parameter("messages", 3),))
    machine = replace(MACHINE, cpu="AMD EPYC")
    server = replace(before.server, settings=())
    after = replace(outcome(other), machine=machine, server=server)
    compared = compare(before, after)
    assert not compared.pairs[0].is_alike
    assert [one.name for one in compared.differences] == ["cpu", "settings"]
    page = comparison_page(compared, WORDS)
    lines = comparison_lines(compared, WORDS)
    for text in ("AMD EPYC", "TRIODESK_SERVICE_PROMPTS=false", "other parameters"):
        assert text in page
        assert text in "\n".join(lines)
    assert "Mind: machine or server are not the same" in page


def test_a_busy_machine_is_said() -> None:
    quiet, busy = outcome(good()), replace(outcome(good()), busy=1.5)
    for compared, is_said in (
        (compare(quiet, quiet), False),
        (compare(busy, quiet), True),
        (compare(quiet, busy), True),
    ):
        told = "Mind: the machine was busy"
        assert (told in comparison_page(compared, WORDS)) is is_said
        lines = comparison_lines(compared, WORDS)
        assert any(line.startswith(told) for line in lines) is is_said


def test_every_aspect_has_a_name() -> None:
    names = {name_of(Figure(aspect, "SENT", 1, 1), WORDS) for aspect in Aspect}
    assert len(names) == len(Aspect)


def test_measures_and_rates_of_one_alone_are_left_out() -> None:
    bare = Played("conversation", 1.0)
    assert compare(outcome(bare), outcome(good())).pairs[0].figures == ()
    assert compare(outcome(good()), outcome(bare)).pairs[0].figures == ()


def test_a_terminal_shows_each_figure_with_its_ratio() -> None:
    compared = compare(
        outcome(good(), bad()), outcome(good(median=0.008), bad("other"))
    )
    lines = comparison_lines(compared, WORDS)
    (row,) = [line for line in lines if "Sent → acknowledged, median" in line]
    assert row.split()[-6:] == ["ms", "→", "8", "ms", "2×", "worse"]
    assert lines[-1] == "played by one of them only: capacity_saturation, other"
    assert "Everyday conversation: kept → kept" in lines


def test_nothing_in_common_is_said() -> None:
    compared = compare(outcome(good()), outcome(bad()))
    assert "no scenario was played by both" in comparison_lines(compared, WORDS)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_page_has_the_curves_of_both(language: str) -> None:
    words = Words(language)
    page = comparison_page(compare(outcome(good()), outcome(good())), words)
    assert page.count("<svg") == 2
    assert "://" not in page
