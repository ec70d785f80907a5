"""PURE: what `triodesk quick-replies` says."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.quick_replies.records import ReplyRule
from gateway.console.phrases import Bilingual


@unique
class ReplyPhrase(Bilingual):
    """Names in braces are filled in."""

    # headings
    ID = ("编号", "id")
    CATEGORY = ("分类", "category")
    TITLE = ("标题", "title")
    TEXT = ("内容", "text")
    # around them
    LISTED = ("共享常用语共 {count} 条", "shared quick replies: {count}")
    PUT = ("已保存 {count} 条", "put: {count}")
    DROPPED = ("已删除 {count} 条", "deleted: {count}")
    WRITTEN = ("已写入 {file}：{count} 条", "{file}: {count} rows")
    REFUSED = ("未完成：{reason}（{code}）", "nothing was done: {reason} ({code})")
    STOPPED = (
        "已保存 {count} 条，之后未完成：{reason}（{code}）",
        "put: {count}; then nothing more was done: {reason} ({code})",
    )
    # what is wrong
    NOT_ALLOWED = ("没有权限", "that is not allowed")
    BAD_REPLY = ("内容不合要求：{text}", "{text}")
    SAME_TITLE = ("标题已经有了：{text}", "{text}")
    NO_SUCH_REPLY = ("没有这条常用语", "there is no such quick reply")
    TOO_MANY = ("数量已达上限：{text}", "{text}")


REASONS: Final = {
    ReplyRule.NOT_ALLOWED: ReplyPhrase.NOT_ALLOWED,
    ReplyRule.BAD_REPLY: ReplyPhrase.BAD_REPLY,
    ReplyRule.SAME_TITLE: ReplyPhrase.SAME_TITLE,
    ReplyRule.NO_SUCH_REPLY: ReplyPhrase.NO_SUCH_REPLY,
    ReplyRule.TOO_MANY: ReplyPhrase.TOO_MANY,
}
"""Every rule has its phrase."""
