"""PURE: what `triodesk retention` says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.records.keeping import Kept
from gateway.console.phrases import Bilingual


@unique
class RetentionPhrase(Bilingual):
    """A text; names in braces are filled in."""

    # headings
    WHAT = ("内容", "what")
    DAYS = ("保留天数", "kept for days")
    SESSIONS = ("待处理会话", "sessions due")
    # values
    TEXTS = ("聊天内容和附件", "what was said and sent")
    FILES = ("附件", "attachments")
    WHOLE = ("会话及其统计", "sessions with figures")
    # around them
    FOR_EVER = (
        "全部永久保留；设置 keep_…_days 可限期保留",
        "all is kept for ever; the settings keep_…_days change that",
    )
    RUNNING = ("正在清理：已处理会话 {gone} 个", "going on: sessions done {gone}")
    SWEPT = (
        "上次清理 {time}：处理会话 {gone} 个",
        "last sweep {time}: sessions done {gone}",
    )
    NEXT = ("下次清理 {time}", "next sweep {time}")
    HELD_UP = ("上次清理中断：{error}", "the last sweep was broken off: {error}")
    WANTED = ("即将开始清理", "a sweep begins now")


KINDS: Final[Mapping[Kept, RetentionPhrase]] = {
    Kept.TEXTS: RetentionPhrase.TEXTS,
    Kept.FILES: RetentionPhrase.FILES,
    Kept.SESSIONS: RetentionPhrase.WHOLE,
}
