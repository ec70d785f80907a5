"""Figures that a model has made up, or was talked into."""

from __future__ import annotations

import pytest

from actors.answerer.figures import strange_figures

GIVEN = "Goods come back within 30 days; ¥1,299.00 or 99元; 15 % off. 七天内。"


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    "said",
    [
        "Within 30 days.",
        "三十天内，满 1299 元。",
        "15% off, from 99.00 yuan on.",
        "百分之十五的优惠",
        "7 天内",
        "First 1. open it, 2. send it. At most 3 of 4 things.",
        "iPhone 16 can be returned.",
        "万一坏了，千万不要丢掉。",
        "No figures at all.",
        "007 days",
    ],
)
def test_what_was_given_or_asked_may_be_said(said: str) -> None:
    assert strange_figures(said, GIVEN, "iPhone 16 for 10% and 500元?") == set()


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    ("said", "strange"),
    [
        ("Within 60 days.", "60"),
        ("六十天内", "60"),
        ("You get 10% off.", "10"),
        ("打八折", "8"),
        ("打 8.5 折", "8.5"),
        ("百分之百免费", "100"),
        ("A coupon of ¥500", "500"),
        ("退您 500 元", "500"),
        ("１００％ off", "100"),
        ("Only 5 percent", "5"),
        ("From 1,299,000 on", "1299000"),
        ("0.5 of it: $0.5", ".5"),
    ],
)
def test_what_nobody_gave_may_not(said: str, strange: str) -> None:
    assert strange_figures(said, GIVEN, "iPhone 16 for 10% and 500元?") == {strange}
