"""Folding, grams, marks: what is found, and where."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.records.said import (
    MAX_EXCERPT_CHARS,
    clean,
    excerpt,
    folded,
    grams,
    has_all,
    marks,
    said_in,
    terms,
    wanted_grams,
)

texts = st.text(max_size=40) | st.text("ab1你好吗Ａ ß\u0301é😀'\"*", max_size=20)


@pytest.mark.covers("M8")
@given(texts, st.integers(0, 40), st.integers(1, 8))
def test_every_part_of_a_text_is_found_by_its_grams(
    raw: str, begin: int, length: int
) -> None:
    text = clean(raw)  # as it was recorded
    for term in terms(text[begin : begin + length]):
        assert wanted_grams(term) <= grams(text)
        assert has_all(text, (term,))


@given(texts, texts)
def test_what_has_the_grams_of_other_texts_is_told_apart(text: str, other: str) -> None:
    wanted = terms(other)
    is_there = all(term in folded(text) for term in wanted)
    assert has_all(text, wanted) == is_there
    assert bool(marks(text, wanted)) == any(term in folded(text) for term in wanted)


@given(texts, texts)
def test_marks_are_apart_in_order_and_within_the_text(text: str, other: str) -> None:
    places = [place for mark in marks(text, terms(other)) for place in mark]
    assert places == sorted(set(places))
    assert all(0 <= place <= len(text) for place in places)


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        ("你", {"你"}),
        ("你好", {"你好"}),
        ("你好吗", {"你好", "好吗"}),
        ("ab", {"ab"}),
        ("abcd", {"abc", "bcd"}),
        ("a1客服", {"a1", "1客", "客服"}),
        ("sf123号", {"sf1", "f12", "123", "3号"}),
    ],
)
def test_a_term_wants_the_fewest_grams(term: str, wanted: set[str]) -> None:
    assert wanted_grams(term) == wanted


def test_width_and_case_are_one() -> None:
    assert marks("订单ＡＢ12", terms("ab1")) == ((2, 5),)
    assert terms("  退款 Ａ 退款 ") == ("退款", "a")
    assert marks("aaa 退款退款", terms("aa 款")) == ((0, 3), (5, 6), (7, 8))
    assert has_all("Straße", terms("STRASSE"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"kind": "text", "text": "你好"}, ("text", "你好")),
        ({"kind": "file", "id": "x", "name": "a.pdf"}, ("file", "a.pdf")),
        (
            {
                "kind": "order",
                "name": "鞋",
                "fields": [{"name": "状态", "value": "已付"}],
            },
            ("order", "鞋\n状态\n已付"),
        ),
        ({"kind": "text", "text": 7}, ("", "")),
        (7, ("", "")),
    ],
)
def test_what_a_body_says(body: object, said: tuple[str, str]) -> None:
    assert said_in(msgspec.msgpack.encode(body)) == said


def test_bytes_that_are_no_body_say_nothing() -> None:
    assert said_in(b"\xc1") == ("", "")
    assert clean("a\0b") == "a\ufffdb"


def test_an_excerpt_is_one_line_around_what_was_found() -> None:
    text = "x" * 100 + "退款\n" + "y" * 100
    shown = excerpt(text, terms("退款"))
    assert len(shown) <= MAX_EXCERPT_CHARS + 2
    assert "退款 y" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
    assert excerpt("好\n的", terms("好")) == "好 的"
    assert excerpt("好", ()) == "好"
