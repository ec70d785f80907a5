from __future__ import annotations

from collections import Counter

import pytest

from actors.robot.candidates import Entry
from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.entries import chitchat_entries
from actors.robot.chitchat.matcher import ChitchatMatcher, chitchat_confidence
from actors.robot.chitchat.preset import Category, Preset
from actors.robot.confidence import CHITCHAT

BOTH = {"zh": CHINESE_PRESETS, "en": ENGLISH_PRESETS}


@pytest.mark.covers("R4")
@pytest.mark.parametrize("presets", BOTH.values(), ids=BOTH)
def test_every_category_is_preset_in_each_language(presets: tuple[Preset, ...]) -> None:
    assert Counter(preset.category for preset in presets) == Counter(Category)
    for preset in presets:
        assert len(preset.utterances) >= 6, preset.category
        assert 2 <= len(preset.answers) <= 3, preset.category
        assert preset.name


def test_an_utterance_is_of_one_category() -> None:
    categories: dict[str, set[Category]] = {}
    for presets in BOTH.values():
        for preset in presets:
            for utterance in preset.utterances:
                said = utterance.casefold().strip("?")
                categories.setdefault(said, set()).add(preset.category)
    assert [said for said, found in categories.items() if len(found) > 1] == []


def test_languages_share_a_category() -> None:
    hello = Preset(Category.GREETING, "问候", ("hi", "你好"), ("您好",))
    english = Preset(Category.GREETING, "greeting", ("hello", "hi"), ("Hello!",))
    bye = Preset(Category.BYE, "goodbye", ("bye",), ("Bye!",))
    assert chitchat_entries((hello, bye, english)) == (
        Entry("greeting", ("hi", "你好", "hello")),
        Entry("bye", ("bye",)),
    )


@pytest.mark.covers("R4")
@pytest.mark.parametrize("presets", BOTH.values(), ids=BOTH)
def test_what_a_preset_says_is_answered_by_it(presets: tuple[Preset, ...]) -> None:
    matcher = ChitchatMatcher((*CHINESE_PRESETS, *ENGLISH_PRESETS))
    missed = [
        utterance
        for preset in presets
        for utterance in preset.utterances
        for found in matcher.rank(utterance, 1) or [None]
        if found is None
        or found.entry != preset.category
        or found.confidence < CHITCHAT
    ]
    assert missed == []


@pytest.mark.covers("R4")
@pytest.mark.parametrize(
    "question", ["怎么退货", "订单什么时候发货", "How do I return an item?", "龘"]
)
def test_a_question_is_no_chit_chat(question: str) -> None:
    matcher = ChitchatMatcher((*CHINESE_PRESETS, *ENGLISH_PRESETS))
    found = matcher.rank(question, 1)
    assert not found or found[0].confidence < CHITCHAT


def test_the_scale_keeps_its_ends_and_its_order() -> None:
    given = [0.0, 0.1, 0.25, 0.9, 1.0]
    scaled = [chitchat_confidence(each) for each in given]
    assert scaled == sorted(scaled)
    assert (scaled[0], scaled[-1]) == (0, 1)
    assert scaled[2] == pytest.approx(CHITCHAT)


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("麻烦你了哈", Category.THANKS),
        ("你好哦~", Category.GREETING),
        ("哈哈", Category.LAUGH),
        ("ＢＹＥ!!", Category.BYE),
    ],
)
def test_tone_width_and_signs_do_not_matter(said: str, category: Category) -> None:
    matcher = ChitchatMatcher((*CHINESE_PRESETS, *ENGLISH_PRESETS))
    (found,) = matcher.rank(said, 3)
    assert (found.entry, found.confidence) == (category, 1.0)
