"""PURE: what the page of news says (R11)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class NewsPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "最近发布的知识。座席在工作台里读过后打卡；再次修改后会重新变为未读。",
        (
            "What was published last. Agents read it at the workbench and mark it; an "
            "entry that changes is news again."
        ),
    )
    COUNT = ("您未读 {count} 条", "{count} that you have not read")
    WHICH = ("显示哪些", "Which")
    EVERY = ("全部", "All")
    UNREAD = ("未读", "Not read")
    QUESTION = ("知识", "Entry")
    WHAT = ("更新", "What")
    ADDED = ("新增", "new")
    CHANGED = ("修改", "changed")
    CHITCHAT = ("寒暄", "chit-chat")
    PUBLISHED = ("发布", "Published")
    PUBLISHED_BY = ("版本 {version}，{by}，{at}", "Version {version}, {by}, {at}")
    MINE = ("我的打卡", "Read by me")
    MARK = ("标为已读", "Mark as read")
    MARK_ALL = ("全部标为已读", "Mark all as read")
    READERS = ("谁读过", "Who has read it")
    NO_READERS = ("还没有人打卡。", "Nobody yet.")
    NOTHING = (
        "还没有发布过知识。在“发布与版本”发布后会出现在这里。",
        "Nothing was published yet. What is published is listed here.",
    )
    ALL_READ = ("您都读过了。", "You have read all of it.")
