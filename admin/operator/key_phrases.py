"""PURE: what `triodesk keys` says."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.api_keys.records import KeyRule
from gateway.console.phrases import Bilingual


@unique
class KeyPhrase(Bilingual):
    """Names in braces are filled in."""

    # headings
    ID = ("编号", "id")
    NAME = ("用途", "name")
    SCOPES = ("权限", "scopes")
    CREATED = ("创建", "created")
    EXPIRES = ("到期", "expires")
    USED = ("最近使用", "last used")
    # around them
    LISTED = ("密钥共 {count} 个", "keys: {count}")
    MADE = (
        "已创建密钥 {key}，只显示这一次：",
        "key {key} was made; this is shown only once:",
    )
    REMOVED = (
        "已删除密钥 {key}，用它登录的座席已退出",
        "key {key} was removed, and whom it had signed in is signed out",
    )
    REFUSED = ("未完成：{reason}（{code}）", "nothing was done: {reason} ({code})")
    # what is wrong
    NO_SUCH_KEY = ("没有这个密钥", "there is no such key")
    TOO_MANY = ("数量已达上限：{text}", "{text}")
    OTHER = ("{text}", "the service says: {text}")


REASONS: Final = {
    KeyRule.NO_SUCH_KEY: KeyPhrase.NO_SUCH_KEY,
    KeyRule.TOO_MANY: KeyPhrase.TOO_MANY,
}
"""Of the rules that an operator can meet; others are said as the service does."""
