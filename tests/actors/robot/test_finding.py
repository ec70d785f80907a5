"""What agents find in a version (A4)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.knowledge.entry import EntryId
from actors.knowledge.search import Hit, SearchKnowledge
from tests.actors.robot.bases import ENTRIES, NOW_MS, POST, RETURN, edition, text, words
from tests.actors.robot.inline_base import built_base

pytestmark = pytest.mark.covers("A4")
APP_ONLY = replace(
    POST, id=EntryId("app"), question="运费券怎么用？", answers=(text("x", "app"),)
)
OLD = replace(POST, id=EntryId("old"), question="去年的运费？", valid_until_ms=NOW_MS)
BASE = built_base(edition(*ENTRIES, APP_ONLY, OLD))


def found(said: str, *, channel: str = "", limit: int = 9, of: str = "") -> list[str]:
    return [each.entry for each in hits(said, channel, limit, tuple(of.split()))]


def hits(
    said: str, channel: str = "", limit: int = 9, entries: tuple[str, ...] = ()
) -> tuple[Hit, ...]:
    return BASE.search(SearchKnowledge(said, channel, limit, entries), NOW_MS)


def test_the_entry_that_answers_comes_first_with_its_answer() -> None:
    first = hits("我要退货，怎么办呀")[0]
    assert (first.entry, first.question) == (RETURN.id, RETURN.question)
    assert words(first.answer) == "14 天内。"
    assert first.confidence > 0.5


def test_what_is_not_sure_is_found_too_but_no_chit_chat() -> None:
    assert "post" in found("运费")
    assert found("谢谢") == []


def test_pinyin_finds() -> None:
    assert found("tuihuo")[:1] == ["return"]


def test_no_more_than_wanted() -> None:
    assert len(found("运费 退货 发票", limit=2)) == 2


def test_an_answer_of_another_channel_is_shown_where_none_is_named() -> None:
    assert "app" in found("运费券怎么用")
    assert "app" in found("运费券怎么用", channel="app")
    assert "app" not in found("运费券怎么用", channel="web")


def test_what_is_not_valid_now_is_not_found() -> None:
    assert "old" not in found("去年的运费")


def test_without_a_text_the_entries_that_are_named() -> None:
    assert found("", of="post gone old return") == ["post", "return"]
    assert hits("", entries=("post",))[0].confidence == 0
