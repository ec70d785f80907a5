"""Each setting stands in one section of the page, and is asked for as what it is."""

from __future__ import annotations

from itertools import chain

from actors.rules.rulebook import DEFAULT_RULE, Rulebook, ServiceRule
from actors.rules.setting_table import SETTINGS
from actors.rules.settings import OF_THE_DESK, ServiceSettings
from admin.pages.phrases.settings import SettingsPhrase
from admin.pages.setting_sections import SECTIONS, Input, input_of
from admin.rules_view import setting_cards


def test_every_setting_stands_in_one_section() -> None:
    assert sorted(chain(*SECTIONS.values())) == sorted(SETTINGS)


def test_what_is_the_whole_desks_stands_apart() -> None:
    assert set(SECTIONS[SettingsPhrase.DESK]) == OF_THE_DESK


def test_each_is_asked_for_as_what_it_is() -> None:
    rule = ServiceRule(DEFAULT_RULE, "")
    cards = setting_cards(ServiceSettings(), Rulebook(), rule)
    found = {card.name: input_of(card) for card in cards}
    assert found["rating"] is Input.SWITCH
    assert found["strategy"] is Input.CHOICE
    assert found["overflow"] is Input.CHOICE
    assert found["rating_hours"] is Input.NUMBER
    assert found["accept_seconds"] is Input.NUMBER
    assert found["reminder_url"] is Input.TEXT
    assert found["end_words"] is Input.WORDS
