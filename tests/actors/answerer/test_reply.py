"""What the robot says of what a model has worded."""

from __future__ import annotations

import pytest

from actors.answerer.generate import (
    Cost,
    Generated,
    Passage,
)
from actors.answerer.reply import direct_of, looked_up, passages_of
from actors.cards.card import MarkdownCard, MenuCard, TextCard
from actors.ids import SessionId
from actors.robot.answer import (
    Candidate,
    Clarify,
    Direct,
    Question,
    Reply,
    SmallTalk,
    Suggestion,
    Unknown,
)

RETURNS = Passage("e1", "How do I return goods?", "Within 30 days.")
POSTAGE = Passage("e2", "Who pays the postage?", "We do.")
SAID = Generated("Within 30 days, we pay.", (RETURNS, POSTAGE), Cost(90, 10, 5))


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Sources: How do I return goods?; Who pays the postage?"),
        ("", "来源：How do I return goods?；Who pays the postage?"),
    ],
)
def test_sources_are_shown_below_the_answer(language: str, shown: str) -> None:
    reply = direct_of(SAID, language)
    assert reply.answer == TextCard(f"Within 30 days, we pay.\n\n{shown}")
    assert reply.sources == ("e1", "e2")
    assert (reply.entry, reply.confidence) == ("e1", 0.0)


def test_it_is_as_sure_as_the_robot_was_of_its_source() -> None:
    candidates = (
        Candidate("e9", "Another", 0.9),
        Candidate("e1", RETURNS.question, 0.6),
    )
    reply = direct_of(SAID, "en", candidates)
    assert (reply.confidence, reply.candidates) == (0.6, candidates)


def test_a_cost_is_of_both_kinds_of_tokens() -> None:
    assert SAID.cost.tokens == 100


ASKED = Question(SessionId("s"), 1, "returns?", "web", "en", 0)
THOUGHT = (Candidate("e1", "Q", 0.2), Candidate("c", "hello", 0.4, is_chitchat=True))
CARD = TextCard("A")


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    ("reply", "entries"),
    [
        (Unknown(THOUGHT), ["e1"]),
        (Clarify((Suggestion("e1", "Q", 0.2),), THOUGHT), ["e1"]),
        (Unknown(), []),
        (Direct("e1", "Q", CARD, 0.9, candidates=THOUGHT), []),
        (SmallTalk("c", CARD, 0.9, THOUGHT), []),
    ],
)
def test_what_people_wrote_as_an_answer_is_not_worded_anew(
    reply: Reply, entries: list[str]
) -> None:
    lookups = looked_up(ASKED, reply)
    assert [each.entry for each in lookups] == entries
    assert {each.text for each in lookups} <= {""}


def test_entries_that_say_no_text_are_no_passages() -> None:
    replies = (
        Direct("e1", "Q1", CARD, 1.0),
        Direct("e2", "Q2", MenuCard("?", ()), 1.0),
        Direct("e3", "Q3", MarkdownCard("*B*"), 1.0),
        Unknown(),
    )
    assert passages_of(replies) == (
        Passage("e1", "Q1", "A"),
        Passage("e3", "Q3", "*B*"),
    )
