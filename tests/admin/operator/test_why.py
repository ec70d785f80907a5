"""Why a session waits, as an operator reads it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import get_args

import pytest

from admin.operator.phrases import STATES, OperatorPhrase
from admin.operator.why import explained
from gateway.console.phrases import CHINESE, ENGLISH, Bilingual, Words
from gateway.console.styled import for_pipe
from gateway.wire.answer_frames import Why, WhyExcluded, WhyLook, WhyStep
from gateway.wire.terms import SessionStateName

AT = datetime(2026, 11, 21, 8, 0, 5, tzinfo=UTC)
AT_MS = round(AT.timestamp() * 1000)
DAY_MS = 24 * 3600 * 1000
LOOK = WhyLook(
    at=AT_MS + 60_000,
    group="presale",
    strategy="longest_idle",
    level=0,
    waited_ms=60_000,
    position=3,
    chosen="",
    candidates=0,
    first=(),
    excluded=(
        WhyExcluded("offline", 7, ("a", "b", "c", "d", "e")),
        WhyExcluded("full", 1, ("f",)),
    ),
)
WAITS = Why(
    0, "s1", "queued", (WhyStep(AT_MS, "queued", "", "presale", "asked"),), LOOK
)


def lines_of(language: str, why: Why = WAITS, now_ms: int = AT_MS) -> list[str]:
    lines = explained(Words(language), why, now_ms, UTC)
    return [for_pipe(line) for line in lines]


@pytest.mark.covers("Q15")
def test_where_it_stands_and_who_cannot_serve_it() -> None:
    assert lines_of(ENGLISH) == [
        "What happened to session s1",
        "It is now waiting in line.",
        "  08:00:05 in line of presale",
        "  08:01:05 now",
        "      number 3 of presale, waited 1 min 0 s",
        "      nobody can serve it",
        "      excluded 7, offline: a, b, c, d, e, …",
        "      excluded 1, full: f",
    ]


@pytest.mark.covers("Q15")
def test_the_same_in_chinese() -> None:
    lines = lines_of(CHINESE)
    assert lines[:2] == ["会话 s1 的经过", "现在：排队中"]
    assert any(line.strip().startswith("排除 7 人，离线") for line in lines)


def test_another_days_date_is_told() -> None:
    assert lines_of(ENGLISH, now_ms=AT_MS + DAY_MS)[2].startswith("  2026-11-21 08")


def test_every_state_has_its_words() -> None:
    assert set(STATES) == set(get_args(SessionStateName))


@pytest.mark.parametrize("phrase", OperatorPhrase)
def test_both_languages_have_a_text_with_the_same_values(phrase: Bilingual) -> None:
    chinese, english = phrase.value
    names = [set(re.findall(r"\{(\w+)\}", text)) for text in (chinese, english)]
    assert names[0] == names[1]
