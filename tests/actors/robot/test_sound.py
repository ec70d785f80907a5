"""How characters sound, and what is typed by sound."""

from __future__ import annotations

import pytest

from actors.robot.sound import folded, sounds, spelled, syllables, typed


def heard(text: str) -> list[str]:
    return [syllables()[sounds()[ord(char)]] for char in text]


def test_what_is_often_confused_sounds_alike() -> None:
    assert heard("转帐") == heard("赚仗") == ["zuan", "zan"]
    assert heard("你四") == heard("李是")
    assert heard("率") == ["lv"]
    assert heard("a?") == ["", ""]
    assert heard("银行还款重置调") == [
        "yin",
        "han",
        "huan",
        "kuan",
        "con",
        "zi",
        "tiao",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    {
        "tuikuan": ["tui", "kuan"],
        "zenmetuihuo": ["zen", "me", "tui", "huo"],
        "xian": ["xian"],
        "xianzai": ["xian", "zai"],
        "denglubushang": ["den", "lu", "bu", "san"],
        "order": [],
        "退": [],
        "": [],
    }.items(),
)
def test_a_word_may_be_spelled(typed: str, said: list[str]) -> None:
    assert [syllables()[number] for number in spelled(typed)] == said


def test_folding_is_done_once() -> None:
    assert all(folded(each) == each for each in syllables())


@pytest.mark.covers("A5")
@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("VIP 退货地址", "viptuihuodizhi vthdz"),
        ("女装", "nvzhuang nz"),
        ("银行卡", "yinhangka yhk"),
        ("24h", "24h 2"),
        ("?！ é", ""),
        ("", ""),
    ],
)
def test_how_a_title_is_typed(text: str, keys: str) -> None:
    assert typed(text) == keys
