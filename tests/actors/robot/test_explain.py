"""Why an entry has the score that it has."""

from __future__ import annotations

import pytest

from actors.robot.candidates import Entry
from actors.robot.explain import Explanation, explain
from actors.robot.matcher import Matcher

BASE = Matcher.build(
    [
        Entry("return", ("怎么退货", "return an item")),
        Entry("invoice", ("怎么开发票",)),
        Entry("card", ("卡丢了",)),
    ]
)


def explained(query: str) -> Explanation:
    return explain(BASE, query, BASE.rank(query, 1)[0])


def test_a_score_names_what_is_shared_and_what_is_not() -> None:
    found = explained("退货开箱")
    assert (found.query, found.text) == ("退货开箱", "怎么退货")
    shared = {piece.label for piece in found.shared}
    assert shared == {"退", "货", "退货", "tui huo", "≈ 退货"}
    assert {piece.label for piece in found.lacking} == {"开"}
    assert {"箱", "货开", "huo kai"} <= {piece.label for piece in found.unknown}
    assert sum(piece.weight for piece in found.shared) < found.text_mass
    every = (*found.shared, *found.lacking, *found.unknown)
    assert sum(piece.weight for piece in every) == pytest.approx(found.query_mass)


def test_the_heaviest_piece_comes_first() -> None:
    shared = explained("怎么退货").shared
    weights = [piece.weight for piece in shared]
    assert weights == sorted(weights, reverse=True)
    assert shared[-1].label in {"怎", "么", "怎么", "zen me"}


def test_words_are_shown_as_they_were_read() -> None:
    found = explained("retrun")
    assert found.query == "return"
    assert ("return", "word") in {(each.label, each.kind) for each in found.shared}


def test_what_means_the_same_is_shown_by_an_example() -> None:
    meanings = {each.label for each in explained("卡遗失").shared}
    assert "≈ 丢" in meanings
