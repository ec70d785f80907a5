"""How sure the robot is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.robot.confidence import CLARIFY, DIRECT, Evidence, confidence

SHARES = st.floats(0, 1)
EVIDENCE = st.builds(
    Evidence,
    score=SHARES,
    lead=SHARES,
    elsewhere=SHARES,
    unknown=SHARES,
    mass=st.floats(0.1, 100),
)
SAME = Evidence(score=1.0, lead=0.0, elsewhere=0.0, unknown=0.0, mass=1.0)


@given(EVIDENCE, st.floats(0, 1))
def test_confidence_rises_with_what_speaks_for_an_entry(
    evidence: Evidence, more: float
) -> None:
    sure = confidence(evidence)
    assert 0 < sure < 1
    for better in (
        replace(evidence, score=evidence.score + more),
        replace(evidence, lead=evidence.lead + more),
        replace(evidence, elsewhere=evidence.elsewhere - more),
        replace(evidence, unknown=evidence.unknown - more),
        replace(evidence, mass=evidence.mass + more),
    ):
        assert confidence(better) >= sure


@given(EVIDENCE)
def test_what_is_vetoed_is_no_direct_answer(evidence: Evidence) -> None:
    vetoed = confidence(evidence, is_vetoed=True)
    assert vetoed < DIRECT
    assert vetoed <= confidence(evidence)


@pytest.mark.covers("R5")
def test_the_defaults_are_good_thresholds() -> None:
    assert confidence(SAME) > DIRECT > CLARIFY
    # Two entries fit half of what is asked, and one of them all but a word of it.
    assert confidence(replace(SAME, score=0.5, unknown=0.5)) < CLARIFY
    good = Evidence(score=0.55, lead=0.2, elsewhere=0.1, unknown=0.2, mass=6.0)
    assert confidence(good) > DIRECT
