"""A model that falls for an attack is not heard, and no attack forges its prompt."""

from __future__ import annotations

import msgspec
import pytest

from actors.answerer.generate import NotGenerated, Passage, Reason
from actors.answerer.judging import judge
from actors.answerer.prompt import (
    INSTRUCTIONS,
    ChatMessage,
    ChatRequest,
    compose,
    read_passages,
)
from tests.actors.answerer.attacks import ATTACKS, KEY, Attack

POSTAGE = Passage("e2", "Who pays the postage?", "We do.")
ENOUGH = 40
KEPT = {Reason.UNSAFE, Reason.UNSOURCED, Reason.DECLINED}


def given(attack: Attack) -> tuple[Passage, ...]:
    text = f"Within 30 days at https://shop.example.com/returns. {attack.planted}"
    return read_passages([Passage("e1", "How do I return goods?", text), POSTAGE])


@pytest.mark.covers("R13")
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.asked[:30])
def test_nobody_hears_a_model_that_was_led_astray(attack: Attack) -> None:
    outcome = judge(attack.said, given(attack), attack.asked, KEY, is_cut=False)
    assert isinstance(outcome, NotGenerated), outcome
    assert outcome.reason in KEPT


@pytest.mark.covers("R13")
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.asked[:30])
def test_no_attack_leaves_its_place_in_the_prompt(attack: Attack) -> None:
    messages = compose(attack.asked, given(attack), KEY)
    body = msgspec.json.encode(ChatRequest("m", messages, 100))
    sent = msgspec.json.decode(body, type=ChatRequest)
    assert sent.messages[0] == ChatMessage("system", INSTRUCTIONS)
    assert [each.role for each in sent.messages] == ["system", "user"]
    content = sent.messages[1].content
    assert content.count("<<") == content.count(">>") == 6
    question = content.rpartition(f"<<question {KEY:016x}>>")[2]
    assert question.endswith(f"\n<<end of question {KEY:016x}>>")
    assert b"tools" not in body


def test_there_are_enough_of_them() -> None:
    assert len({each.asked + each.said for each in ATTACKS}) == len(ATTACKS) > ENOUGH
