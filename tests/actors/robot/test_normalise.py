"""One writing for what is typed in many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.robot.normalise import MAX_CHARS, normalise
from actors.robot.polite import without_courtesies

WRITTEN = {
    "Ｈｅｌｌｏ　ＷＩＦＩ": "wifi",
    "請問，如何申請退貨？": "如何申请退货",
    "帳號被鎖": "账号被锁",
    "怎么 退 款 😭😭!!!": "怎么退款",
    "急急急急!iPhone15的屏幕": "急 iphone15的屏幕",
    "满三十天，二〇二四年": "满30天 2024年",
    "一百二十三万零五百": "1230500",
    "十五天": "15天",
    "三亿": "300000000",
    "第二次": "第2次",
    "统一发票": "统一发票",
    "I can't, CANNOT and won’t": "i can not can not and wo not",
    "it doesn't; I didnt, what's the café's": "it does not i did not what the café",
    "could you tell me how to pay, thanks": "how to pay",
    "麻烦帮我看下订单,谢谢": "订单",
    "谢谢": "谢谢",
    "this is his history": "this is his history",
    "\n\t ?!": "",
    "": "",
}


@pytest.mark.parametrize(("typed", "matched"), WRITTEN.items())
def test_people_who_mean_the_same_write_the_same(typed: str, matched: str) -> None:
    assert normalise(typed) == matched


@given(st.text(max_size=60))
def test_what_comes_out_is_one_line_of_words(text: str) -> None:
    plain = normalise(text)
    assert plain == " ".join(plain.split())
    assert all(char.isalnum() or char == " " for char in plain if char.isascii())


def test_a_long_text_is_cut() -> None:
    assert normalise("退a" * MAX_CHARS) == normalise("退a" * (MAX_CHARS // 2))


def test_courtesies_leave_a_gap() -> None:
    assert without_courtesies("abc谢谢你了def") == "abc def"
    assert without_courtesies("hihi pleased") == "hihi pleased"
