"""How sure the robot is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.robot.confidence import CLARIFY, DIRECT, confidence

SHARES = st.floats(0, 1)


@given(SHARES, SHARES, SHARES)
def test_confidence_rises_with_the_score_and_with_the_lead(
    score: float, lead: float, more: float
) -> None:
    assert 0 < confidence(score, lead) < 1
    assert confidence(score, lead) <= confidence(score + more, lead)
    assert confidence(score, lead) <= confidence(score, lead + more)


@given(SHARES, SHARES)
def test_what_is_vetoed_is_no_direct_answer(score: float, lead: float) -> None:
    vetoed = confidence(score, lead, is_vetoed=True)
    assert vetoed < DIRECT
    assert vetoed <= confidence(score, lead)


@pytest.mark.covers("R5")
def test_the_defaults_are_good_thresholds() -> None:
    assert confidence(1.0, 0.0) > DIRECT > confidence(0.4, 0.05)
    assert DIRECT > CLARIFY > confidence(0.2, 0.0)
