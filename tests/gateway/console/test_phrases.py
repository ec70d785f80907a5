"""Both languages say the same things."""

from __future__ import annotations

import re

import pytest

from gateway.console.agent_help import overview
from gateway.console.aside_phrases import AsidePhrase
from gateway.console.body_phrases import BodyPhrase
from gateway.console.card_phrases import CardPhrase
from gateway.console.customer_phrases import CustomerPhrase
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.file_phrases import FilePhrase, file_refusal
from gateway.console.help_phrases import Around, Does, Topic, Use
from gateway.console.knowledge_phrases import KnowledgePhrase
from gateway.console.note_phrases import NotePhrase
from gateway.console.phrases import (
    CHINESE,
    ENGLISH,
    Bilingual,
    Phrase,
    Words,
    choose_language,
)
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.reply_phrases import ReplyPhrase
from gateway.console.robot_phrases import RobotPhrase
from gateway.console.styled import columns_of
from gateway.console.ticket_phrases import TicketPhrase
from gateway.console.why_phrases import WhyPhrase
from gateway.console.wrapping import wrapped

PARTS = [
    AsidePhrase,
    Around,
    BodyPhrase,
    CardPhrase,
    CustomerPhrase,
    DeskPhrase,
    Does,
    FilePhrase,
    KnowledgePhrase,
    ReplyPhrase,
    NotePhrase,
    Phrase,
    ReachingPhrase,
    RobotPhrase,
    TicketPhrase,
    Topic,
    Use,
    WhyPhrase,
]


def test_every_text_of_the_clients_is_looked_at() -> None:
    made = {part for part in Bilingual.__subclasses__() if "console" in part.__module__}
    assert made == set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_a_text_with_the_same_values(part: type[Bilingual]) -> None:
    for phrase in part:
        chinese, english = phrase.value
        assert chinese, phrase
        assert english, phrase
        names = [set(re.findall(r"\{(\w+)\}", text)) for text in (chinese, english)]
        assert names[0] == names[1], phrase


HELP = [Phrase.VISITOR_HELP, *Use]


@pytest.mark.parametrize("phrase", HELP)
def test_both_languages_explain_the_same_commands(phrase: Bilingual) -> None:
    commands = [set(re.findall(r"(?<!/)/[a-z]+", text)) for text in phrase.value]
    assert commands[0] == commands[1]


@pytest.mark.parametrize("use", Use)
def test_a_command_is_explained_by_its_word(use: Use) -> None:
    assert all(text.startswith(f"/{use.name.lower()}") for text in use.value)
    assert use.name in Does.__members__


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize(("columns", "rows"), [(100, 22), (60, 32)])
def test_the_help_of_agents_fits_on_a_screen(
    language: str, columns: int, rows: int
) -> None:
    lines = overview(Words(language), is_supervisor=True)
    told = "\n".join(
        "".join(span.text for span in wrapped(line, columns)) for line in lines
    )
    assert len(told.splitlines()) <= rows
    assert max(map(columns_of, told.splitlines())) <= columns


def test_the_help_of_visitors_fits_on_a_small_screen() -> None:
    for text in Phrase.VISITOR_HELP.value:
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
