from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.intents.intent import (
    MAX_NAME_CHARS,
    MAX_PATTERNS,
    MAX_TEXT_CHARS,
    Intent,
    fault_of,
)
from actors.intents.presets import PRESETS, both_presets, in_language, joined
from actors.language import CHINESE, ENGLISH

REFUND = Intent("refund", "退款", ("我要退款",), ("退款",), ("退*钱", "order###"), 3)


@pytest.mark.covers("R12")
@pytest.mark.parametrize("language", PRESETS)
def test_presets_are_many_and_rich(language: str) -> None:
    presets = PRESETS[language]
    assert len(presets) >= 20
    for intent in presets:
        assert fault_of(intent) == ""
        assert len(intent.utterances) >= 12, intent.id
        assert intent.words, intent.id


def test_languages_have_the_same_intents() -> None:
    ids = {language: {each.id for each in PRESETS[language]} for language in PRESETS}
    assert ids["zh"] == ids["en"]
    both = {intent.id: intent for intent in both_presets()}
    assert len(both) == len(both_presets())
    assert {"退款", "refund"} <= set(both["refund"].words)
    assert all(fault_of(intent) == "" for intent in both_presets())


def test_joined_intents_say_each_thing_once() -> None:
    other = Intent("refund", "refund", ("我要退款", "money back"))
    assert joined(REFUND, other) == Intent(
        "refund", "退款", ("我要退款", "money back"), ("退款",), REFUND.patterns, 3
    )


def test_a_sound_intent_has_no_fault() -> None:
    assert fault_of(REFUND) == ""


@pytest.mark.parametrize(
    ("intent", "told"),
    [
        (Intent("Refund!", "x", ("a",)), "expected the id of an intent"),
        (Intent("refund", "", ("a",)), "expected a name"),
        (Intent("refund", "x" * (MAX_NAME_CHARS + 1), ("a",)), "expected a name"),
        (Intent("refund", "a\nb", ("a",)), "expected a name"),
        (Intent("refund", "x", ()), "an utterance at least"),
        (Intent("refund", "x", ("a",), priority=10), "a priority of 0 to 9"),
        (Intent("refund", "x", ("a" * (MAX_TEXT_CHARS + 1),)), "utterances of 1 to"),
        (Intent("refund", "x", ("a",), ("?!",)), "words of 1 to"),
        (Intent("refund", "x", ("a",), (), ("***",)), "patterns of 1 to"),
        (
            Intent("refund", "x", ("a" * MAX_TEXT_CHARS,) * 21),
            "at most 4,000 characters of texts, got 4,200",
        ),
        (
            Intent("refund", "x", ("a",), (), ("a*b",) * (MAX_PATTERNS + 1)),
            "at most 5 patterns, got 6",
        ),
    ],
)
def test_a_fault_is_told(intent: Intent, told: str) -> None:
    assert told in fault_of(intent)


@pytest.mark.covers("R12")
def test_a_preset_is_told_in_the_readers_language_and_ones_own_as_it_is() -> None:
    kept = both_presets()[0]
    told = in_language(kept, ENGLISH)
    (english,) = (each for each in PRESETS[ENGLISH] if each.id == kept.id)
    assert (told.name, told.utterances[0]) == (english.name, english.utterances[0])
    assert set(told.utterances) == set(kept.utterances)
    assert in_language(kept, CHINESE) == kept
    renamed = replace(kept, name="mine")
    assert in_language(renamed, ENGLISH) == renamed
    own = replace(kept, id="own")
    assert in_language(own, ENGLISH) == own
