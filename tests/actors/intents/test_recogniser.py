from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.intents.intent import Intent
from actors.intents.presets import both_presets
from actors.intents.recogniser import RECOGNISED, Recogniser
from actors.intents.words import Named, WordFinder

REFUND = Intent("refund", "退款", ("钱什么时候还给我",), ("退款", "refund"), ("退*钱",))
EXCHANGE = Intent("exchange", "换货", ("想换大一号",), ("换货",), ("order ####",))


@cache
def presets() -> Recogniser:
    """Not made by every worker that collects the tests."""
    return Recogniser(both_presets())


@pytest.mark.covers("R12")
@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("亲，怎么还不发货呀", "urge_shipping"),
        ("我的快遞到哪裡了", "track_parcel"),
        ("麻烦帮我开张发票", "invoice"),
        ("转人工", "human"),
        ("我要投诉", "complaint"),
        ("where is my pacakge", "track_parcel"),
        ("can I get a refund please", "refund"),
        ("I want to talk to a real person", "human"),
        ("please cancle my order", "cancel_order"),
    ],
)
def test_what_is_meant_is_recognised(said: str, intent: str) -> None:
    found = presets().recognise(said)
    assert found is not None
    assert found.entry == intent


@pytest.mark.parametrize(
    "said",
    ["", "!?", "你好", "thanks", "明天下雨吗", "我不要退款", "do not cancel my order"],
)
def test_nothing_is_recognised_in_what_means_none(said: str) -> None:
    assert presets().recognise(said) is None


def test_what_is_denied_gives_way_to_what_is_wanted() -> None:
    found = presets().recognise("我不要退款，我要换货")
    assert found is not None
    assert (found.entry, found.by) == ("exchange", "换货")


def test_without_intents_nothing_is_meant() -> None:
    assert Recogniser([]).rank("退款", 3) == ()


def test_an_intent_that_is_named_twice_counts_once() -> None:
    once, twice = (presets().rank(text, 1)[0] for text in ("退款", "退款退钱"))
    assert once.by == "退款"
    assert twice.by == "退款"


@given(st.text(max_size=300))
def test_confidences_share_one(said: str) -> None:
    ranked = presets().rank(said, 5)
    shares = [each.confidence for each in ranked]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1
    assert all(share >= 0 for share in shares)
    found = presets().recognise(said)
    assert (found is not None) == (bool(shares) and shares[0] >= RECOGNISED)


@pytest.mark.parametrize(
    ("plain", "found"),
    [
        ("我要退款", [Named(0, "退款", denied=False)]),
        ("不要退款", [Named(0, "退款", denied=True)]),
        ("refund", [Named(0, "refund", denied=False)]),
        ("refunding", []),
        ("退给我钱", [Named(0, "退*钱", denied=False)]),
        ("钱退", []),
        (
            "order 1234 换货",
            [Named(1, "换货", denied=False), Named(1, "order ####", denied=False)],
        ),
        ("order 12", []),
        ("不想退我的钱", [Named(0, "退*钱", denied=True)]),
    ],
)
def test_words_and_patterns_are_found(plain: str, found: list[Named]) -> None:
    assert list(WordFinder([REFUND, EXCHANGE]).find(plain)) == found


@pytest.mark.parametrize("word", ["退款", "refund"])
def test_words_of_one_script_alone_are_found(word: str) -> None:
    finder = WordFinder([Intent("refund", "x", ("x",), (word,))])
    assert list(finder.find(f"{word} 1")) == [Named(0, word, denied=False)]
    assert list(finder.find("what else")) == []


def test_intents_that_share_a_word_are_both_named() -> None:
    finder = WordFinder([REFUND, Intent("money", "x", ("x",), ("退款",))])
    assert [named.intent for named in finder.find("退款")] == [0, 1]
