"""PURE: what the service's own pages say, in zh-CN and en."""

from __future__ import annotations

from enum import Enum, unique
from typing import Final

from actors.language import is_chinese

_TAGS: Final = ("zh-CN", "en")


def page_language(asked: str, preferred: str) -> str:
    """The language of a page, as its `lang`.

    Args:
        asked: by its address; "" = by nobody.
        preferred: by the browser.
    """
    return _TAGS[0 if is_chinese(asked or preferred) else 1]


@unique
class PagePhrase(Enum):
    """A text in both languages."""

    NO_SCRIPT = (
        "聊天需要 JavaScript，请在浏览器中启用。",
        "The chat needs JavaScript: please allow it in your browser.",
    )
    NO_SCRIPT_STAFF = (
        "工作台需要 JavaScript，请在浏览器中启用。",
        "The workbench needs JavaScript: please allow it in your browser.",
    )
    BAD_LINK_TITLE = ("无法打开客服", "The chat cannot be opened")
    BAD_LINK_TEXT = (
        "打开此页面的链接有误。请把以下内容告诉提供链接的商家。",
        "The link to it is wrong. Please tell this to whoever gave it to you:",
    )
    UNKNOWN_TITLE = ("找不到这个客服入口", "There is no such chat")
    UNKNOWN_TEXT = (
        "链接可能有误，或该入口已停用。请联系提供链接的商家。",
        "The link may be wrong, or out of use. Please ask whoever gave it to you.",
    )

    def said(self, language: str) -> str:
        """The text in one of the languages of `page_language`."""
        return self.value[_TAGS.index(language)]
