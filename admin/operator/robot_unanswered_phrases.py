"""PURE: what `triodesk robot unanswered` says, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class UnansweredPhrase(Bilingual):
    """A text; names in braces are filled in."""

    ID = ("编号", "id")
    COUNT = ("次数", "asked")
    LAST = ("最近", "last")
    QUESTION = ("问题", "question")
    SESSION = ("会话", "session")
    OTHERS = ("同义：{others}", "also: {others}")
    NOTHING = ("没有未回答的问题", "every question had an answer")
    MORE = ("还有 {count} 组未显示", "groups that are not shown: {count}")
    CUT = ("只看了最近的问题", "only the newest questions were looked at")
    CONVERTED = (
        "已写入草稿：{entry}（{count} 个问题）；用 `triodesk robot publish` 发布",
        "in the draft: {entry} ({count} questions); `triodesk robot publish` shows it",
    )
    DISMISSED = ("已忽略 {count} 个问题", "questions dismissed: {count}")
    NO_SUCH = (
        "没有编号为 {id} 的未回答问题，先看 `triodesk robot unanswered list`",
        "nothing unanswered has the id {id}: see `triodesk robot unanswered list`",
    )
    NO_SUCH_ENTRY = ("草稿里没有条目 {id}", "the draft has no entry {id}")
