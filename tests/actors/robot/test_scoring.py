"""Which entries share most with a query."""

from __future__ import annotations

import pytest

from actors.robot.building import built
from actors.robot.index import build
from actors.robot.query import Query, read
from actors.robot.scoring import candidates, elsewhere, score
from actors.robot.spelling import Spelling

TEXTS = (("退货", "换货"), ("发票",), ("退票", "退货"))
INDEX = built(build(TEXTS))


def asked(text: str) -> Query:
    return read(text, INDEX, Spelling(()))


def test_who_has_a_piece_is_a_candidate() -> None:
    assert candidates(asked("退"), INDEX).tolist() == [0, 2]
    assert candidates(asked("发"), INDEX).tolist() == [1]
    assert candidates(asked("?"), INDEX).tolist() == []


def test_the_best_text_is_named_and_the_whole_entry_counts() -> None:
    found = score(asked("换货"), INDEX)
    assert found.entries[0] == 0
    assert found.texts[0] == 1
    # Both have the text; the other text of one of them shares a piece with it.
    first, second = score(asked("退货"), INDEX).entries[:2].tolist()
    assert {first, second} == {0, 2}


def test_a_text_that_is_asked_as_it_is_has_all_of_the_score() -> None:
    assert score(asked("发票"), INDEX).scores[0] == pytest.approx(1)
    assert score(asked("发票 退货"), INDEX).scores[0] < 1


def test_what_others_have_counts_by_its_weight() -> None:
    query = asked("发票退货")
    whole = float(query.weights.sum())
    assert elsewhere(query, INDEX, 1) == pytest.approx(whole - asked("发票").mass)
    assert elsewhere(asked("退换"), INDEX, 0) == 0
