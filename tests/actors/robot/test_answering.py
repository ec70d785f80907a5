"""Who answers, in which order (R5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.cards.card import MarkdownCard, MenuCard, Option, TextCard
from actors.knowledge.entry import Answer, AnswerKind
from actors.robot.answer import (
    Candidate,
    Clarify,
    Direct,
    Manner,
    SmallTalk,
    Suggestion,
    Unknown,
)
from actors.robot.answering import Fit, Fits, chosen, decide, said_by, speaks
from actors.robot.candidates import Match
from tests.actors.robot.bases import NOW_MS, POST, RETURN, asked, chat, text

CARD = TextCard("so")
HELLO = chat("hello", "你好", "您好！", "在的。")


def fit(confidence: float, *, name: str = "return", language: str = "") -> Fit:
    entry = replace(RETURN, id=name, language=language)
    return Fit(entry, CARD, Match(name, confidence, 0.5, 0.1, 0, ""))


def small(confidence: float) -> Fit:
    return Fit(HELLO, CARD, Match("hello", confidence, 0.5, 0.1, 0, ""))


def decided(
    *fits: Fit, chats: Fits = (), manner: Manner | None = None, language: str = ""
) -> object:
    question = asked("?", manner=manner, language=language)
    return decide(question, fits, lambda: chats)


@pytest.mark.covers("R5")
def test_what_is_sure_answers_before_chitchat() -> None:
    reply = decided(fit(0.21), chats=(small(1.0),))
    thought = (Candidate("return", RETURN.question, 0.21),)
    assert reply == Direct("return", RETURN.question, CARD, 0.21, (), thought)


@pytest.mark.covers("R5")
def test_chitchat_answers_before_anything_is_asked_back() -> None:
    reply = decided(fit(0.2), chats=(small(0.83),))
    thought = (
        Candidate("return", RETURN.question, 0.2),
        Candidate("hello", "你好", 0.83, is_chitchat=True),
    )
    assert reply == SmallTalk("hello", CARD, 0.83, thought)


@pytest.mark.covers("R5")
def test_what_may_be_meant_is_asked_back_as_often_as_is_set() -> None:
    fits = [fit(0.2, name="a"), fit(0.1, name="b"), fit(0.09, name="c")]
    first = Suggestion("a", RETURN.question, 0.2)
    reply = decided(*fits, chats=(small(0.82),))
    assert isinstance(reply, Clarify)
    assert reply.suggestions == (first,)
    reply = decided(*fits, manner=Manner(suggestions=5))
    assert isinstance(reply, Clarify)
    assert [each.entry for each in reply.suggestions] == ["a", "b"]


@pytest.mark.covers("R5")
@pytest.mark.parametrize(
    ("fits", "manner"),
    [
        ((), Manner()),
        ((fit(0.09),), Manner()),
        ((fit(0.2),), Manner(clarifies=False, has_chitchat=False)),
    ],
)
def test_else_there_is_no_answer(fits: tuple[Fit, ...], manner: Manner) -> None:
    chats = (small(1.0),) if not manner.has_chitchat else ()
    assert isinstance(decided(*fits, chats=chats, manner=manner), Unknown)


@pytest.mark.covers("R5")
@given(
    st.lists(st.floats(0, 1), max_size=4),
    st.floats(0, 1),
    st.builds(Manner, *(st.floats(0, 1) for _ in range(3)), st.booleans()),
)
def test_the_order_holds_for_any_thresholds(
    scores: list[float], chit: float, manner: Manner
) -> None:
    fits = [fit(each) for each in sorted(scores, reverse=True)]
    best = max(scores, default=-1.0)
    kinds = [
        (best >= manner.direct, Direct),
        (manner.has_chitchat and chit >= manner.chitchat, SmallTalk),
        (best >= manner.clarify, Clarify),
        (True, Unknown),
    ]
    reply = decided(*fits, chats=(small(chit),), manner=manner)
    assert type(reply) is next(kind for holds, kind in kinds if holds)


def test_of_those_that_are_sure_one_speaks_the_visitors_language() -> None:
    both = fit(0.9, name="zh", language="zh-CN"), fit(0.3, name="en", language="en")
    for language, expected in (("en-GB", "en"), ("zh", "zh"), ("fr", "zh"), ("", "zh")):
        reply = decided(*both, language=language)
        assert isinstance(reply, Direct)
        assert reply.entry == expected, language


def test_a_language_that_nobody_knows_is_spoken() -> None:
    assert speaks("", "en")
    assert speaks("en-US", "")
    assert speaks("EN", "en-gb")
    assert not speaks("zh", "en")


@pytest.mark.covers("R2")
def test_an_answer_that_names_the_channel_goes_before_one_for_all() -> None:
    entry = replace(POST, answers=(text("all"), text("app", "app", "ios")))
    assert said_by(entry, asked(channel="web"), NOW_MS) == TextCard("all")
    assert said_by(entry, asked(channel="ios"), NOW_MS) == TextCard("app")
    entry = replace(POST, answers=(text("app", "app"),))
    assert said_by(entry, asked(channel="web"), NOW_MS) is None


@pytest.mark.covers("R2")
def test_an_answer_is_shown_as_it_is_meant() -> None:
    menu = MenuCard("which?", (Option("a", "A"),))
    for answer, card in (
        (text("so"), TextCard("so")),
        (Answer(AnswerKind.MARKDOWN, "*so*"), MarkdownCard("*so*")),
        (Answer(AnswerKind.CARD, card=menu), menu),
    ):
        assert said_by(replace(POST, answers=(answer,)), asked(), NOW_MS) == card


@pytest.mark.covers("R4")
def test_chitchat_says_one_thing_after_the_other_and_a_question_the_same() -> None:
    said = [said_by(HELLO, asked(turn=turn), NOW_MS) for turn in (1, 2, 3, 3)]
    first, second = TextCard("您好！"), TextCard("在的。")
    assert said == [second, first, second, second]
    two = replace(POST, answers=(text("1"), text("2")))
    assert {said_by(two, asked(turn=turn), NOW_MS) for turn in (1, 2)} == {
        TextCard("1")
    }


@pytest.mark.covers("R2")
def test_dates_and_the_switch_decide_who_may_answer() -> None:
    question = asked(chosen="return")
    soon = replace(RETURN, valid_from_ms=NOW_MS + 1)
    over = replace(RETURN, valid_until_ms=NOW_MS)
    off = replace(RETURN, enabled=False)
    for entry in (soon, over, off, None):
        assert chosen(entry, question, NOW_MS) == Unknown()
    now = replace(RETURN, valid_from_ms=NOW_MS, valid_until_ms=NOW_MS + 1)
    reply = chosen(now, question, NOW_MS)
    assert reply == Direct("return", RETURN.question, TextCard("14 天内。"), 1.0)
