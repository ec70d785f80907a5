"""What was asked in vain is gathered by what it means (R11)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.records.unanswered import UnansweredText, same_text
from actors.robot.clusters import clusters

pytestmark = pytest.mark.covers("R11")
SAID = (
    "会员怎么升级",
    "怎么升级会员",
    "如何升级会员呢",
    "能不能货到付款",
    "可以货到付款吗",
)


def text(said: str, count: int = 1, last_ms: int = 1) -> UnansweredText:
    return UnansweredText(said, count, last_ms, f"s-{said}")


def test_what_means_the_same_is_together_under_what_was_asked_most() -> None:
    texts = (*map(text, SAID), text("我的积分在哪里看", 2), text("怎么升级会员!", 9, 7))
    found = clusters(texts)
    assert [(each.question, each.count, len(each.others)) for each in found] == [
        ("怎么升级会员!", 12, 3),
        ("我的积分在哪里看", 2, 0),
        ("能不能货到付款", 2, 1),
    ]
    assert found[0].last_ms == 7
    assert found[0].session == "s-怎么升级会员!"
    assert len({each.id for each in found}) == len(found)
    assert clusters(texts[:1])[0].id == clusters((text(" 会员怎么升级"),))[0].id
    assert clusters(()) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.integers(1, 9)), max_size=12))
def test_each_text_is_in_one_cluster(said: list[tuple[str, int]]) -> None:
    found = clusters([text(*each) for each in said])
    members = [each for one in found for each in (one.question, *one.others)]
    assert sorted(members) == sorted(each for each, _ in said)
    assert sum(each.count for each in found) == sum(count for _, count in said)


def test_width_case_and_blanks_do_not_make_another_text() -> None:
    assert same_text(" Ｗｈｅｒｅ  IS it? ") == same_text("where is it?")
