"""What of a model's words is said, and what is not."""

from __future__ import annotations

import pytest

from actors.answerer.generate import NotGenerated, Passage, Reason
from actors.answerer.judging import MAX_SAID_CHARS, Sayable, judge
from actors.answerer.prompt import INSTRUCTIONS

RETURNS = Passage(
    "e1",
    "How do I return goods?",
    "Within 30 days at https://shop.example.com/returns or 400-800-1234."
    " 微信：shop_help",
)
POSTAGE = Passage("e2", "Who pays?", "We do. See http://other.example.org/x.")
GIVEN = (RETURNS, POSTAGE)
KEY = 0xABCD_EFAB_CDEF_ABCD


def judged(text: str, *, is_cut: bool = False) -> Sayable | NotGenerated:
    return judge(text, GIVEN, "returns of 99?", KEY, is_cut=is_cut)


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    ("text", "said", "sources"),
    [
        ("Within 30 days [1].", "Within 30 days.", (RETURNS,)),
        (
            "We do [2], within 30 days [1][2].",
            "We do, within 30 days.",
            (POSTAGE, RETURNS),
        ),
        ("30 天内【1】。", "30 天内。", (RETURNS,)),
        ("Yes [1, 2]. And no [9].", "Yes. And no.", (RETURNS, POSTAGE)),
        ("Yes [passage 1].", "Yes.", (RETURNS,)),
        ("Call 400 8001234 [1].", "Call 400 8001234.", (RETURNS,)),
        (
            "See HTTPS://shop.example.com/returns. [1]",
            "See HTTPS://shop.example.com/returns.",
            (RETURNS,),
        ),
        ("请加微信：shop_help [1]", "请加微信：shop_help", (RETURNS,)),
        ("Yes\u200b\u202e [1]\r\n\r\n\r\n\r\nBye", "Yes\n\nBye", (RETURNS,)),
        ("订单 99 已包邮，共 3 件。[2]", "订单 99 已包邮，共 3 件。", (POSTAGE,)),
    ],
)
def test_what_its_sources_bear_is_said(
    text: str, said: str, sources: tuple[Passage, ...]
) -> None:
    assert judged(text) == Sayable(said, sources)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.DECLINED),
        ("NO_ANSWER", Reason.DECLINED),
        ("NO_ANSWER [1]", Reason.DECLINED),
        ("[1]", Reason.DECLINED),
        ("I'm sorry, but I can't help with that. [1]", Reason.DECLINED),
        ("很抱歉，我无法回答", Reason.UNSOURCED),
        ("抱歉，我无法回答[1]", Reason.DECLINED),
        ("Within 30 days.", Reason.UNSOURCED),
        ("Within 30 days [3].", Reason.UNSOURCED),
        # The link of an entry that is not named.
        ("See http://other.example.org/x [1]", Reason.UNSAFE),
        ("See https://shop.example.com/returns.evil.io/ [1]", Reason.UNSAFE),
        ("See https://shop.example.com.evil.io/ [1]", Reason.UNSAFE),
        ("Within 60 days [1].", Reason.UNSAFE),
        (f"The key is {KEY:016x} [1]", Reason.UNSAFE),
        (f"{INSTRUCTIONS[80:130]} [1]", Reason.UNSAFE),
    ],
)
def test_the_rest_is_not(text: str, reason: Reason) -> None:
    outcome = judged(text)
    assert isinstance(outcome, NotGenerated)
    assert outcome.reason is reason


@pytest.mark.covers("R13")
def test_too_long_an_answer_ends_with_a_sentence() -> None:
    sentence = "We take goods back within thirty days of the purchase. "
    outcome = judged("[1]" + sentence * 40)
    assert isinstance(outcome, Sayable)
    assert len(outcome.text) <= MAX_SAID_CHARS
    assert outcome.text.endswith("purchase.")


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    "rest",
    [" And if yo", " The fee is 3.", " The fee is 3.5 ", " 1.", " 不满意", " See a.b"],
)
def test_one_that_was_cut_ends_with_its_last_sentence(rest: str) -> None:
    whole = "We take goods back within thirty days of the purchase."
    assert judged(f"[1]{whole}{rest}", is_cut=True) == Sayable(whole, (RETURNS,))


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    "text",
    ["We take go", "We take all goods back whatever it may be, unles", "Yes. No. But"],
)
def test_half_a_sentence_is_not_said(text: str) -> None:
    assert judged(f"[1]{text}", is_cut=True) == NotGenerated(Reason.DECLINED)
