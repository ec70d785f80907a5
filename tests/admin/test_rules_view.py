"""Settings and prompts as they are in force, and ids made of names."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.language import LANGUAGES
from actors.rules.prompts import PROMPTS, Moment, PromptText
from actors.rules.rulebook import DEFAULT_RULE, Rulebook, ServiceRule
from actors.rules.setting_table import SETTINGS, Override
from actors.rules.settings import ServiceSettings
from admin.free_id import free_id, made_id
from admin.rules_view import Source, prompt_cards, setting_cards

pytestmark = pytest.mark.covers("M3")
RULE = ServiceRule(
    DEFAULT_RULE,
    "",
    (Override("max_waiting", 3),),
    (PromptText("welcome", "en", "Hello"),),
)


def test_each_setting_says_whose_word_it_is() -> None:
    base = replace(ServiceSettings(), accept_seconds=9.0)
    book = Rulebook(settings=(Override("wrap_up_seconds", 5.0),), rules=(RULE,))
    cards = {each.name: each for each in setting_cards(base, book, RULE)}
    assert list(cards) == list(SETTINGS)
    told = {name: (card.value, card.source) for name, card in cards.items()}
    assert told["max_waiting"] == (3, Source.THIS_RULE)
    assert told["wrap_up_seconds"] == (5.0, Source.WHOLE_DESK)
    assert told["accept_seconds"] == (9.0, Source.CONFIGURED)
    assert told["rating"] == (True, Source.BUILT_IN)
    assert cards["max_waiting"].is_changed
    assert not cards["accept_seconds"].is_changed
    assert cards["strategy"].choices[0] == "longest_idle"
    assert (cards["accept_seconds"].usual, cards["accept_seconds"].configured) == (
        20,
        9,
    )


def test_each_prompt_says_what_it_is_when_put_back() -> None:
    cards = {
        (each.moment, each.language): each
        for each in prompt_cards(RULE, is_silent=False)
    }
    assert len(cards) == len(PROMPTS) * len(LANGUAGES)
    own = cards[Moment.WELCOME, "en"]
    assert (own.text, own.usual, own.source) == ("Hello", "", Source.THIS_RULE)
    usual = cards[Moment.SUCCESS, "en"]
    assert (usual.text, usual.source) == (
        PROMPTS[Moment.SUCCESS].en,
        Source.BUILT_IN,
    )
    assert usual.variables == ("GroupName", "StaffName")
    silent = prompt_cards(RULE, is_silent=True)[-1]
    assert (silent.text, silent.source) == ("", Source.CONFIGURED)


def test_ids_are_made_of_names() -> None:
    assert free_id("After Sales!", "group", ()) == "after-sales"
    assert free_id("售后", "group", ("group", "group-2")) == "group-3"
    assert made_id("Shop", "rule", "o") == "shop"
    assert made_id("售后", "group", "one") == made_id("售后", "group", "one")
    assert made_id("售后", "group", "one") != made_id("售后", "group", "other")
