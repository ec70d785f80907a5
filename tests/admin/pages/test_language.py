"""In which language and looks somebody reads the pages, and what they say in it."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from string import Formatter

import pytest

import admin.pages.phrases
from admin.pages.language import moment, page_theme, page_words, page_zone, said
from admin.pages.phrases.common import Phrase
from admin.pages.phrases.members import MembersPhrase
from gateway.console.phrases import Bilingual

TABLES = [
    each
    for module in pkgutil.iter_modules(admin.pages.phrases.__path__)
    for each in vars(import_module(f"admin.pages.phrases.{module.name}")).values()
    if isinstance(each, type) and issubclass(each, Bilingual) and each is not Bilingual
]


@pytest.mark.parametrize(
    ("chosen", "preferred", "expected"),
    [
        ("", "en-US", "en"),
        ("", "", "zh-CN"),
        ("en", "zh", "en"),
        ("zh-CN", "en", "zh-CN"),
    ],
)
def test_what_was_chosen_goes_before_what_the_browser_prefers(
    chosen: str, preferred: str, expected: str
) -> None:
    assert page_words(chosen, preferred).language == expected


def test_looks_that_nobody_has_are_the_devices() -> None:
    assert [page_theme(x) for x in ("dark", "light", "", "pink")] == [
        "dark",
        "light",
        "",
        "",
    ]


def test_texts_are_found_by_their_names() -> None:
    table = said(page_words("en", ""), Phrase, MembersPhrase)
    assert (table["SAVE"], table["ADD_MEMBER"]) == ("Save", "Add a member")


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_say_the_same(table: type[Bilingual]) -> None:
    for phrase in table:
        chinese, english = phrase.value
        assert chinese, phrase
        assert english, phrase
        assert _names(chinese) == _names(english), phrase


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_times_are_the_readers() -> None:
    shanghai = page_zone("Asia/Shanghai")
    assert moment(1_700_000_000_000, shanghai) == "2023-11-15 06:13"
    assert moment(1_700_000_000_000, page_zone("")) == "2023-11-14 22:13"
    assert moment(0, shanghai) == "–"


@pytest.mark.parametrize(
    "told", ["Nowhere/Land", "../../etc/passwd", "a" * 5_000, "\0"]
)
def test_a_zone_that_there_is_not_is_utc(told: str) -> None:
    assert page_zone(told).key == "UTC"
