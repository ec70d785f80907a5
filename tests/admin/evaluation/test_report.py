"""The tables that people read, of made-up evaluations."""

from __future__ import annotations

from collections.abc import Sequence

from admin.evaluation.evaluation import Evaluation, Judged
from admin.evaluation.outcome import ROBOT_THRESHOLDS, Outcome
from admin.evaluation.report import FEWEST, report
from gateway.console.phrases import ENGLISH, Words
from tests.admin.evaluation.outcomes import outcome, outside, right, wrong


def told(robot: Sequence[Outcome], peer: Sequence[Outcome], tuned_on: str) -> list[str]:
    evaluation = Evaluation(
        "judged",
        tuned_on,
        1,
        2,
        Judged("robot", ROBOT_THRESHOLDS, tuple(robot)),
        (Judged("plain", ROBOT_THRESHOLDS, tuple(peer)),),
    )
    return report(evaluation, Words(ENGLISH))


def cells(lines: Sequence[str], begin: str) -> list[str]:
    line = next(line.strip() for line in lines if line.strip().startswith(begin))
    return line.removeprefix(begin).split()


def test_a_lead_beyond_chance_is_marked() -> None:
    robot, peer = [right(0.5)] * 50, [right(0.5)] * 20 + [wrong(0.5)] * 30
    lines = told(robot, peer, "another")
    assert cells(lines, "right entry first") == [
        *("≥", "90", "100.0", "100.0–100.0", "40.0*")
    ]
    assert cells(lines, "answered wrongly")[-1] == "60.0*"


def test_a_lead_that_may_be_chance_is_not() -> None:
    robot, peer = [right(0.5), right(0.5)], [right(0.5), wrong(0.5)]
    assert cells(told(robot, peer, "another"), "right entry first")[-1] == "50.0"


def test_what_is_worse_is_not_marked() -> None:
    robot, peer = [wrong(0.5)] * 50, [right(0.5)] * 50
    lines = told(robot, peer, "another")
    assert cells(lines, "right entry first")[-1] == "100.0"
    assert cells(lines, "answered wrongly")[-1] == "0.0"


def test_who_was_tuned_on_what_is_judged_is_said_to_be_favoured() -> None:
    found = [right(0.5)]
    assert not any("favours" in line for line in told(found, found, "another"))
    assert any("favours" in line for line in told(found, found, "judged"))


def test_what_the_set_does_not_have_is_not_told() -> None:
    only_inside = told([right(0.5)], [right(0.5)], "another")
    assert not any("out of scope" in line for line in only_inside[:8])
    only_outside = told([outside(0.5)], [outside(0.5)], "another")
    assert not any("in scope (" in line for line in only_outside)
    assert cells(only_outside, "answered") == [
        "≤",
        "5",
        "100.0",
        "100.0–100.0",
        "100.0",
    ]


def test_a_part_of_few_utterances_is_not_shown() -> None:
    few = [outcome("a", ("a", 0.5), kinds=("rare",))] * (FEWEST - 1)
    enough = [outcome("a", ("a", 0.5), kinds=("usual",))] * FEWEST
    lines = told([*few, *enough], [*few, *enough], "another")
    assert cells(lines, "usual") == ["5", *["100.0"] * 4, *["0.0"] * 2]
    assert not any("rare" in line for line in lines)
