"""The entries that a query means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.robot import scoring
from actors.robot.candidates import Entry
from actors.robot.confidence import CLARIFY, DIRECT
from actors.robot.matcher import Matcher

SHOP = Matcher.build(
    [
        Entry("return", ("怎么退货", "如何申请退货退款", "买的东西不想要了怎么退")),
        Entry("send", ("什么时候发货", "多久能发货")),
        Entry("address", ("怎么修改收货地址", "地址填错了")),
        Entry("lost", ("银行卡挂失", "卡丢了怎么办")),
        Entry("cancel", ("how do i cancel my order", "cancel an order")),
        Entry("track", ("how do i track my order", "where is my package")),
    ]
)
ASKED = {
    "我想退货": "return",
    "怎么退或": "return",
    "zenme tuihuo": "return",
    "請問什麼時候發貨": "send",
    "银行卡遗失": "lost",
    "地址写错了,怎么改收货地址": "address",
    "cancle order": "cancel",
    "wheres my packge": "track",
}


@pytest.mark.covers("R5")
@pytest.mark.parametrize(("query", "entry"), ASKED.items())
def test_what_is_asked_in_other_words_is_found(query: str, entry: str) -> None:
    best = SHOP.rank(query, 3)[0]
    assert best.entry == entry
    assert best.confidence >= CLARIFY
    assert best.lead > 0


@pytest.mark.parametrize("query", ["今天天气怎么样", "what is the time", "哈哈", "?"])
def test_what_nobody_asked_for_is_not_answered(query: str) -> None:
    assert all(match.confidence < CLARIFY for match in SHOP.rank(query, 3))


@given(st.text(max_size=30))
def test_every_query_has_its_candidates_in_order(query: str) -> None:
    found = SHOP.rank(query, 3)
    assert len(found) <= 3
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= match.confidence <= 1 for match in found)
    assert all(match.lead <= 0 for match in found[1:])


@given(st.lists(st.text("退货发票ab ", min_size=1, max_size=6), min_size=1, max_size=5))
def test_an_entry_is_found_by_its_own_words(texts: list[str]) -> None:
    base = Matcher.build(
        [Entry(str(place), (text,)) for place, text in enumerate(texts)]
    )
    for text in texts:
        for match in base.rank(text, 1):
            assert match.score == pytest.approx(1)
            assert match.confidence >= DIRECT


def test_the_text_that_fits_best_is_named() -> None:
    assert [SHOP.rank(each, 1)[0].text for each in ("退货", "不想要")] == [0, 2]


def test_few_are_scored_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "MAX_CANDIDATES", 2)
    monkeypatch.setattr(scoring, "MAX_POSTINGS", 3)
    many = Matcher.build([Entry(str(n), (f"发票 {n}",)) for n in range(50)])
    # The rare number is read before the invoice that all of them have.
    assert [match.entry for match in many.rank("发票 33", 5)] == ["33"]


def test_an_empty_base_knows_nothing() -> None:
    assert Matcher.build([]).rank("退货", 3) == ()
