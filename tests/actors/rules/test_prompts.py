"""What the service says by itself: the table, a rule's own texts, variables."""

from __future__ import annotations

import re

import pytest

from actors.language import LANGUAGES, language_of
from actors.refusal import Refused, Rule
from actors.rules.prompts import (
    MAX_PROMPT_CHARS,
    PROMPTS,
    SILENT,
    USUAL,
    Moment,
    PromptText,
    prompt_text,
)

pytestmark = pytest.mark.covers("M3")


def test_every_moment_has_a_row_and_good_texts_in_both_languages() -> None:
    assert set(PROMPTS) == set(Moment)
    for moment, row in PROMPTS.items():
        assert row.meaning.isascii()
        assert any("一" <= each <= "鿿" for each in row.meaning_zh)
        assert bool(row.zh) == bool(row.en)
        used = [set(re.findall(r"\$\{(\w+)\}", text)) for text in (row.zh, row.en)]
        assert used[0] == used[1] <= row.variables
        for language, text in zip(LANGUAGES, (row.zh, row.en), strict=True):
            assert prompt_text(moment.value, language, text) == PromptText(
                moment.value, language, text
            )


def test_a_text_is_said_with_its_variables() -> None:
    values = {"StaffName": "小明", "GroupName": "售前"}
    assert USUAL.said(Moment.SUCCESS, "zh-CN", values) == "客服 小明 为您服务。"
    assert USUAL.said(Moment.SUCCESS, "en-GB", values) == "小明 is here for you."
    assert USUAL.said(Moment.SUCCESS, "", {}) == "客服  为您服务。"
    assert SILENT.said(Moment.SUCCESS, "zh", values) == ""


def test_what_a_visitor_is_called_is_not_looked_into() -> None:
    said = USUAL.said(Moment.SUCCESS, "en", {"StaffName": "${GroupName}"})
    assert said == "${GroupName} is here for you."


def test_a_rules_own_text_counts_and_an_empty_one_says_nothing() -> None:
    own = USUAL.changed(
        (PromptText("success", "zh", "你好"), PromptText("connecting", "zh", ""))
    )
    assert own.said(Moment.SUCCESS, "zh", {}) == "你好"
    assert own.said(Moment.SUCCESS, "en", {"StaffName": "A"}) == "A is here for you."
    assert own.said(Moment.CONNECTING, "zh", {}) == ""
    assert USUAL.changed(()) is USUAL


@pytest.mark.parametrize(
    ("tag", "language"),
    [("", "zh"), ("zh", "zh"), ("zh-Hant-TW", "zh"), ("en", "en"), ("de-DE", "en")],
)
def test_who_reads_no_chinese_reads_english(tag: str, language: str) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize(
    ("moment", "language", "text", "told"),
    [
        ("hello", "zh", "x", "expected a moment of welcome, connecting"),
        ("welcome", "de", "x", "expected a language of zh or en, got 'de'"),
        ("welcome", "zh", "x" * (MAX_PROMPT_CHARS + 1), "at most 500 characters"),
        ("welcome", "zh", "a\x00", "U+0000"),
        ("success", "zh", "${staffName}", "${GroupName}, ${StaffName}; got ${staffN"),
        ("silence_warning", "zh", "${}", "expected variables of none; got ${}"),
    ],
)
def test_what_is_no_prompt_is_refused(
    moment: str, language: str, text: str, told: str
) -> None:
    refused = prompt_text(moment, language, text)
    assert isinstance(refused, Refused)
    assert refused.rule is Rule.BAD_VALUE
    assert told in refused.text
