from __future__ import annotations

import math

import pytest

from admin.evaluation.share import difference, portion, share_of


def test_a_share_is_within_its_interval() -> None:
    share = share_of([True] * 90 + [False] * 10)
    assert (share.value, share.count) == (0.9, 100)
    # By the normal approximation: 0.9 ± 1.96 · √(0.9 · 0.1 / 100) = 0.9 ± 0.059.
    assert share.low == pytest.approx(0.84, abs=0.015)
    assert share.high == pytest.approx(0.95, abs=0.015)


def test_the_same_figures_give_the_same_interval() -> None:
    marks = [True, False, True]
    assert share_of(marks) == share_of(marks)


def test_more_utterances_tell_more() -> None:
    few, many = share_of([True, False] * 10), share_of([True, False] * 1000)
    assert many.high - many.low < few.high - few.low


def test_a_difference_is_of_the_same_utterances() -> None:
    ours = [True] * 60 + [False] * 40
    theirs = [True] * 50 + [False] * 50
    lead = difference(ours, theirs)
    assert lead.value == pytest.approx(0.1)
    # Ten of a hundred differ, all for us: apart, the shares' intervals would overlap.
    assert lead.low > 0
    assert difference(theirs, ours).high < 0
    assert difference(ours, ours).value == difference(ours, ours).high == 0


def test_of_nothing_there_is_no_share() -> None:
    assert math.isnan(share_of([]).value)
    assert math.isnan(portion([]))
    assert portion([True, False, False, False]) == 0.25
