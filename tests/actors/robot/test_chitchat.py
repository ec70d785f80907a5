from __future__ import annotations

from collections import Counter

import pytest

from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.preset import Category, Preset

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
