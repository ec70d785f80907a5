from __future__ import annotations

import pytest

from actors.intents.denial import is_denied
from actors.robot.normalise import normalise


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("我不要退款", "退款"),
        ("不是要退款，是换货", "退款"),
        ("别取消订单", "取消订单"),
        ("不需要再开发票", "发票"),
        ("我没说要投诉", "投诉"),
        ("先不改地址了", "改地址"),
        ("不退货，只换", "退货"),
        ("I don't want a refund", "refund"),
        ("please do not cancel my order", "cancel my order"),
        ("I'm not asking for a refund", "refund"),
        ("no need to return it", "return it"),
        ("I'd like an exchange rather than a refund", "refund"),
        ("I never said I want to complain", "complain"),
    ],
)
def test_what_is_not_wanted_is_denied(text: str, word: str) -> None:
    plain = normalise(text)
    assert is_denied(plain, plain.index(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("我要退款", "退款"),
        ("为什么不退款", "退款"),
        ("怎么还不退货给我", "退货"),
        ("能不能退款", "退款"),
        ("是不是要退货才行", "退货"),
        ("要不要先取消订单", "取消订单"),
        ("不想要了，退货", "退货"),
        ("特别想退款", "退款"),
        ("why do you not refund me", "refund"),
        ("I did not get my refund", "refund"),
        ("it was not refunded", "refunded"),
        ("why don't you refund it", "refund"),
        ("how do I know it is not fake", "fake"),
    ],
)
def test_who_complains_that_it_is_not_done_wants_it(text: str, word: str) -> None:
    plain = normalise(text)
    assert not is_denied(plain, plain.index(word))
