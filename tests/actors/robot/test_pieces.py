"""What texts are taken apart into."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.robot.normalise import normalise
from actors.robot.pieces import (
    Kind,
    kinds,
    label,
    slices,
    take_apart,
    with_words,
    word_key,
    words_of,
)


def labels(text: str, kind: Kind) -> set[str]:
    keys = take_apart([normalise(text)]).keys.tolist()
    return {label(key) for key in keys if kind_of(key) is kind}


def kind_of(key: int) -> Kind:
    return next(kind for kind in Kind if label_kind(key) == kind)


def label_kind(key: int) -> int:
    return key >> 37


def test_chinese_is_taken_by_characters_pairs_and_sounds() -> None:
    text = "退iPhone货款"
    assert labels(text, Kind.CHARACTER) == set("退货款")
    assert labels(text, Kind.PAIR) == {"货款"}
    assert labels(text, Kind.SOUND) == {"huo kuan"}


def test_words_are_taken_by_stems_and_threes_of_letters() -> None:
    keys = set(take_apart(["refunds 5g"]).keys.tolist())
    assert {word_key("refund"), word_key("5g")} <= keys
    # What has digits is no word with typos, and usual words say nothing.
    assert labels("refunds 5g tv what", Kind.LETTERS) == {
        *(" re", "ref", "efu", "fun", "und", "nds", "ds ", " tv", "tv "),
    }
    assert labels("refund", Kind.WORD) == {""}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("卡丢了", "卡遗失"), ("lost", "stolen"), ("cancelling", "stop")],
        *[("发票", "invoice"), ("charging", "charges"), ("signed up", "register")],
    ],
)
def test_what_means_the_same_shares_a_piece(one: str, other: str) -> None:
    shared = set(take_apart([one]).keys.tolist()) & set(
        take_apart([other]).keys.tolist()
    )
    assert Kind.MEANING in {kind_of(key) for key in shared}


def test_a_phrase_ends_with_its_text() -> None:
    apart = take_apart(["sign", "up to 5", "sign up"])
    is_meaning = kinds(apart.keys) == Kind.MEANING
    assert set(apart.texts[is_meaning].tolist()) == {2}


@given(st.lists(st.text().map(normalise), max_size=6))
def test_many_texts_are_taken_apart_as_each_alone(texts: list[str]) -> None:
    together = take_apart(texts)
    for number, text in enumerate(texts):
        alone = take_apart([text]).keys
        mine = together.keys[together.texts == number]
        assert sorted(mine.tolist()) == sorted(alone.tolist())


def test_words_may_be_replaced() -> None:
    assert words_of("怎么tuikuan a1") == ["tuikuan", "a1"]
    assert with_words("怎么tuikuan a1", {"tuikuan": "x"}) == "怎么x a1"


def test_slices_lie_one_behind_the_other() -> None:
    found = slices(np.array([5, 0, 9]), np.array([2, 0, 3]))
    assert found.tolist() == [5, 6, 9, 10, 11]
    assert slices(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []
