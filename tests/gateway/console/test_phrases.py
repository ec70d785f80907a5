"""Both languages say the same things."""

from __future__ import annotations

import re

import pytest

from gateway.console.aside_phrases import AsidePhrase
from gateway.console.card_phrases import CardPhrase
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.file_phrases import FilePhrase, file_refusal
from gateway.console.phrases import (
    CHINESE,
    ENGLISH,
    Bilingual,
    Phrase,
    Words,
    choose_language,
)
from gateway.console.styled import columns_of
from gateway.console.ticket_phrases import TicketPhrase
from gateway.console.why_phrases import WhyPhrase

ALL = [
    *Phrase,
    *AsidePhrase,
    *CardPhrase,
    *DeskPhrase,
    *WhyPhrase,
    *FilePhrase,
    *TicketPhrase,
]


@pytest.mark.parametrize("phrase", ALL)
def test_both_languages_have_a_text_with_the_same_values(phrase: Bilingual) -> None:
    chinese, english = phrase.value
    assert chinese
    assert english
    names = [set(re.findall(r"\{(\w+)\}", text)) for text in (chinese, english)]
    assert names[0] == names[1]


HELP = [
    Phrase.VISITOR_HELP,
    DeskPhrase.AGENT_HELP,
    DeskPhrase.SUPERVISOR_HELP,
    AsidePhrase.HELP,
    AsidePhrase.SUPERVISOR_HELP,
]


@pytest.mark.parametrize("phrase", HELP)
def test_both_languages_explain_the_same_commands(phrase: Bilingual) -> None:
    commands = [set(re.findall(r"(?<!/)/[a-z]+", text)) for text in phrase.value]
    assert commands[0] == commands[1]


@pytest.mark.parametrize("phrase", HELP)
def test_help_fits_on_a_small_screen(phrase: Bilingual) -> None:
    for text in phrase.value:
        assert max(map(columns_of, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, ENGLISH),
        ({"LANG": "C.UTF-8"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, ENGLISH),
    ],
)
def test_the_first_variable_that_is_set_names_the_language(
    env: dict[str, str], language: str
) -> None:
    assert choose_language(env) == language


def test_values_are_filled_in_as_they_are() -> None:
    words = Words(ENGLISH)
    text = words(Phrase.NOT_DELIVERED, reason="closed", text="{reason}")
    assert text == "Not delivered (closed): {reason}"


def test_why_a_file_is_not_taken() -> None:
    english, chinese = Words(ENGLISH), Words(CHINESE)
    assert file_refusal(english, "empty") == "it is empty"
    assert file_refusal(chinese, "empty") == "文件是空的"
    assert file_refusal(english, "odd") == "the server refuses it (odd)"
