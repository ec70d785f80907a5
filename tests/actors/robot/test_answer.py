"""What a session and the robot say to each other (R5)."""

from __future__ import annotations

import msgspec
import pytest

from actors.cards.card import MarkdownCard
from actors.ids import SessionId
from actors.robot.answer import (
    Candidate,
    Clarify,
    Direct,
    Failed,
    Manner,
    Question,
    Reply,
    SmallTalk,
    Suggestion,
    Unknown,
    ask_no_robot,
    no_greeting,
)

QUESTION = Question(SessionId("s"), 1, "怎么退款", "web", "zh", 5_000)
REPLIES: tuple[Reply, ...] = (
    Direct("r", "怎么退款?", MarkdownCard("*如下*"), 0.4, ("faq",)),
    SmallTalk("bye", MarkdownCard("再见"), 0.9, (Candidate("r", "?", 0.1),)),
    Clarify((Suggestion("r", "怎么退款?", 0.15),)),
    Unknown(),
    Failed("circuit open"),
)


@pytest.mark.covers("R5")
def test_the_usual_manner_has_the_thresholds_of_the_seed() -> None:
    usual = Manner()
    assert (usual.direct, usual.clarify, usual.chitchat) == (0.21, 0.1, 0.83)
    assert (usual.has_chitchat, usual.clarifies, usual.suggestions) == (True, True, 1)


@pytest.mark.parametrize("reply", REPLIES)
def test_questions_and_replies_go_to_another_process(reply: Reply) -> None:
    encode = msgspec.msgpack.encode
    assert msgspec.msgpack.decode(encode(reply), type=Reply) == reply
    assert msgspec.msgpack.decode(encode(QUESTION), type=Question) == QUESTION


def test_without_a_robot_nobody_asks_or_greets() -> None:
    ask_no_robot(QUESTION)
    assert no_greeting("web") is None
