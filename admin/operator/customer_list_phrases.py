"""PURE: what `triodesk customers` says, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class CustomerListPhrase(Bilingual):
    """A text of `triodesk customers`; names in braces are filled in."""

    # headings
    CUSTOMER = ("客户", "customer")
    NAME = ("名称", "name")
    LEVEL = ("VIP", "VIP")
    TAGS = ("标签", "tags")
    SESSIONS = ("会话数", "sessions")
    FIRST = ("首次来访", "first seen")
    LAST = ("最近来访", "last seen")
    BLOCK = ("拉黑", "blocked")
    # values
    FOR_EVER = ("永久", "for ever")
    UNTIL = ("至 {time}", "until {time}")
    # around them
    FOUND = ("共 {count} 位客户", "customers: {count}")
    BLOCKED = (
        "已拉黑：{reason}（{until}，操作人 {by}）",
        "blocked: {reason} ({until}, by {by})",
    )
    SEEN = (
        "{first} – {last}，会话 {sessions} 个",
        "{first} – {last}, sessions: {sessions}",
    )
    NOTED = ("{time}  {name}：{text}", "{time}  {name}: {text}")
    UNKNOWN = (
        "没有客户 {visitor} 的记录",
        "there is no record of a customer {visitor}",
    )
    DONE = ("客户 {visitor} 已更新", "customer {visitor} was changed")
    UNCHANGED = ("未修改：{reason}（{code}）", "nothing was changed: {reason} ({code})")
