from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.evaluation.curve import THRESHOLDS, curve, right_at_risk
from admin.evaluation.outcome import Outcome, Thresholds
from admin.evaluation.tuning import Taken, lowest, tuned
from tests.admin.evaluation.outcomes import outcome, outside, right, wrong


def most(wrongs: int) -> Callable[[Taken], bool]:
    return lambda taken: taken.wrong <= wrongs


def test_the_lowest_threshold_answers_as_much_as_it_may() -> None:
    found = [right(0.9), wrong(0.8), right(0.7), wrong(0.6), right(0.5)]
    assert lowest(found, most(0)) == 0.9
    assert lowest(found, most(1)) == 0.7
    assert lowest(found, most(2)) == 0.5


def test_what_is_equally_sure_is_answered_together() -> None:
    found = [right(0.9), right(0.7), wrong(0.7)]
    assert lowest(found, most(0)) == 0.9


def test_above_all_where_any_answer_is_too_much() -> None:
    assert lowest([wrong(0.9), right(0.5)], most(0)) == math.nextafter(0.9, 1)
    assert lowest([outcome("a")], most(0)) == 1.0
    assert lowest([], most(0)) == 1.0


def test_goals_and_questions_have_thresholds_of_their_own() -> None:
    inside = [right(0.9)] * 97 + [wrong(0.8)] * 3 + [wrong(0.6)]
    found = [*inside, *[outside(0.7)] * 5, *[outside(0.1)] * 95]
    assert tuned(found) == Thresholds(direct=0.7, clarify=0.6, chitchat=0.83)


def test_the_share_of_what_is_out_of_scope_is_bounded_too() -> None:
    found = [right(0.9), right(0.5), outside(0.7), outside(0.1)]
    assert tuned(found) == Thresholds(direct=0.9, clarify=0.9, chitchat=0.83)


OUTCOMES = st.lists(
    st.builds(
        lambda make, tenths: make(tenths / 10),
        st.sampled_from([right, wrong, outside]),
        st.integers(1, 9),
    )
)


@given(OUTCOMES, st.integers(0, 3))
def test_a_threshold_found_keeps_its_rule_and_no_lower_one_does(
    outcomes: Sequence[Outcome], wrongs: int
) -> None:
    threshold = lowest(outcomes, most(wrongs))

    def wrong_from(confidence: float) -> int:
        answered = [each for each in outcomes if each.confidence >= confidence]
        return sum(
            each.case.expects is not None and not each.is_right() for each in answered
        )

    assert wrong_from(threshold) <= wrongs
    lower = {each.confidence for each in outcomes if each.confidence < threshold}
    assert all(wrong_from(confidence) > wrongs for confidence in lower)


def test_the_curve_tells_what_is_answered_from_each_threshold() -> None:
    points = curve([right(0.5), wrong(0.3), outcome("a"), outside(0.21), outside(0.1)])
    assert [point.threshold for point in points] == list(THRESHOLDS)
    told = {point.threshold: point for point in points}
    assert (told[0.21].right, told[0.21].wrong) == (1 / 3, 1 / 3)
    assert told[0.21].outside == 0.5
    assert (told[0.5].right, told[0.5].wrong, told[0.5].outside) == (1 / 3, 0, 0)
    assert (told[0.6].right, told[0.05].outside) == (0, 1)


@pytest.mark.parametrize(
    ("risk", "share"), [(0.0, 1 / 4), (0.34, 2 / 4), (0.4, 3 / 4), (1.0, 3 / 4)]
)
def test_right_answers_at_a_risk_count_both_sorts_of_bad_ones(
    risk: float, share: float
) -> None:
    # Of the answers from 0.7 on one of three is bad, of those from 0.6 on two of five.
    found = [right(0.9), outside(0.8), right(0.7), right(0.6), wrong(0.6)]
    assert right_at_risk(found, risk) == share
