"""PURE: what `triodesk robot feedback` says, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class FeedbackPhrase(Bilingual):
    """A text; names in braces are filled in."""

    ENTRY = ("条目", "entry")
    ANSWERS = ("回答", "answered")
    HELPFUL = ("有帮助", "helped")
    UNHELPFUL = ("没帮助", "did not help")
    QUESTION = ("问题", "question")
    NOTHING = ("机器人还没有回答过", "the robot has answered nothing yet")
    MORE = ("还有其他条目未显示", "there are entries that are not shown")
