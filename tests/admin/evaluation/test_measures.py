"""What the robot would do with an utterance, and what counts."""

from __future__ import annotations

import pytest

from actors.robot.chitchat.preset import Category
from admin.evaluation.case import Language
from admin.evaluation.measure import (
    ANSWERED_RIGHT,
    ANSWERED_WRONG,
    BASE_MEASURES,
    CHITCHAT_MEASURES,
    CHITCHAT_RIGHT,
    CHITCHAT_WRONG,
    CLARIFIED,
    CLARIFIED_RIGHT,
    OUTSIDE_ANSWERED,
    OUTSIDE_CLARIFIED,
    TAKEN_FOR_CHITCHAT,
    TOP_1,
    TOP_3,
    Measure,
)
from admin.evaluation.outcome import ROBOT_THRESHOLDS, Act, Outcome, act_of
from admin.evaluation.part import parts
from tests.admin.evaluation.outcomes import outcome, outside, right, wrong

GREETING = Category.GREETING


def greeted(preset: str, confidence: float, *ranked: tuple[str, float]) -> Outcome:
    found = (preset, confidence)
    return outcome(None, *ranked, chitchat=GREETING, preset=found)


@pytest.mark.parametrize(
    ("found", "act"),
    [
        (right(0.21), Act.ANSWER),
        (right(0.2), Act.CLARIFY),
        (right(0.1), Act.CLARIFY),
        (right(0.09), Act.NOTHING),
        (outcome("a"), Act.NOTHING),
        (greeted("greeting", 0.83), Act.CHITCHAT),
        (greeted("greeting", 0.82), Act.NOTHING),
        (greeted("greeting", 1.0, ("a", 0.21)), Act.ANSWER),
        (greeted("greeting", 0.83, ("a", 0.2)), Act.CHITCHAT),
    ],
)
def test_direct_answers_come_before_chit_chat_before_questions(
    found: Outcome, act: Act
) -> None:
    assert act_of(found, ROBOT_THRESHOLDS) is act


OUTCOMES = (
    right(0.5),
    right(0.15),
    wrong(0.5),
    wrong(0.15),
    outcome("a", ("b", 0.3), ("c", 0.2), ("d", 0.1)),
    outcome("a"),
    outside(0.5),
    outside(0.15),
    outside(0.05),
    greeted("greeting", 0.9),
    greeted("thanks", 0.9),
    outcome(None, preset=("thanks", 0.9)),
)
"""Six in scope, six out of it, of these two are chit-chat."""


@pytest.mark.parametrize(
    ("measure", "counted", "of"),
    [
        (TOP_1, 2, 6),
        (TOP_3, 4, 6),
        (ANSWERED_RIGHT, 1, 6),
        (ANSWERED_WRONG, 2, 6),
        (CLARIFIED, 2, 6),
        (CLARIFIED_RIGHT, 1, 6),
        (OUTSIDE_ANSWERED, 1, 6),
        (OUTSIDE_CLARIFIED, 1, 6),
        (CHITCHAT_RIGHT, 1, 2),
        (CHITCHAT_WRONG, 1, 2),
        (TAKEN_FOR_CHITCHAT, 1, 10),
    ],
    ids=lambda value: value.name if isinstance(value, Measure) else None,
)
def test_measures_count_what_they_say(measure: Measure, counted: int, of: int) -> None:
    marks = measure.marks(OUTCOMES, ROBOT_THRESHOLDS)
    assert (sum(marks), len(marks)) == (counted, of)


def test_all_measures_have_a_name_of_their_own() -> None:
    names = [measure.name for measure in (*BASE_MEASURES, *CHITCHAT_MEASURES)]
    assert len(set(names)) == len(names) == 11


def test_parts_are_languages_then_kinds_by_their_number() -> None:
    zh = Language.CHINESE
    first = outcome("a", kinds=("typo",), language=zh)
    second = outcome("a", kinds=("short", "typo"), language=zh)
    assert [(part.name, part.outcomes) for part in parts((first, second))] == [
        ("zh", (first, second)),
        ("typo", (first, second)),
        ("short", (second,)),
    ]
