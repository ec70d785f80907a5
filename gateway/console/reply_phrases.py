"""PURE: what agents read of answers and quick replies, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class ReplyPhrase(Bilingual):
    """A text about what can be said; names in braces are filled in."""

    FOUND = ("知识库，版本 {version}", "Knowledge, version {version}")
    NOT_FOUND = ("知识库里没有找到", "Nothing is known about that.")
    FIND_HINT = ("/find 1 发送给访客", "/find 1 sends it")
    QUICK = ("常用语，共 {count} 条符合", "Quick replies, {count} fit")
    NO_QUICK = ("没有符合的常用语", "No quick reply fits.")
    QUICK_HINT = ("#1 发送给访客；## 开头发送 #", "#1 sends it; ## is a #")
    OWN = ("个人", "own")
    NO_SUCH_ROW = (
        "列表里没有这一条；先用 {command} 查看",
        "There is no such row; {command} shows them.",
    )
