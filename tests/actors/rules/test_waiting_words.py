"""What a visitor who waits is told of his place, in his language."""

from __future__ import annotations

import pytest

from actors.rules.prompts import SILENT, USUAL, PromptText
from actors.rules.waiting_words import estimate_in_words, queue_text

pytestmark = pytest.mark.covers("Q5", "M3")


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (None, "暂时无法估计", "not known yet"),
        (0, "不到 1 分钟", "less than a minute"),
        (59, "不到 1 分钟", "less than a minute"),
        (60, "约 1 分钟", "about a minute"),
        (61, "约 2 分钟", "about 2 minutes"),
        (7_200, "约 120 分钟", "about 120 minutes"),
        (7_201, "约 3 小时", "about 3 hours"),
    ],
)
def test_an_estimate_is_rounded_up(seconds: int | None, zh: str, en: str) -> None:
    assert estimate_in_words(seconds, "zh") == zh
    assert estimate_in_words(seconds, "en") == en


def test_the_usual_text_names_place_and_time() -> None:
    assert (
        queue_text(USUAL, "zh-CN", 3, 95) == "您当前排在第 3 位，预计等待：约 2 分钟。"
    )
    assert queue_text(USUAL, "en-GB", 3, 95) == (
        "You are number 3 in line. Estimated wait: about 2 minutes."
    )


def test_a_rules_own_text_may_count_from_0() -> None:
    own = USUAL.changed((PromptText("queue", "en", "${WaitNo}/${QueuePosition}"),))
    assert queue_text(own, "en", 1, None) == "0/1"
    assert queue_text(SILENT, "en", 1, None) == ""
