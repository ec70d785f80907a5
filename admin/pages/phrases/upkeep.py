"""PURE: what the page of data that is kept says (P6, P8)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class UpkeepPhrase(Bilingual):
    """Names in braces are filled in."""

    # backups
    BACKUP = ("备份", "Backup")
    LAST_BACKUP = (
        "上次备份：{at}，{size} MB，{path}",
        "Last backup: {at}, {size} MB, at {path}",
    )
    NO_BACKUP = ("这台机器上还没有备份过。", "No backup was made on this machine yet.")
    HOW_TO = (
        "在服务器上运行下面的命令；服务照常运行，备份开始前已确认的内容都在其中。",
        (
            "Run this on the server; the service goes on. Whatever was acknowledged "
            "before it began is in it."
        ),
    )
    # retention
    RETENTION = ("限期保留", "Kept for a time alone")
    FOR_EVER = (
        "现在全部永久保留。在服务设置里填写保留天数后，到期内容会自动删除。",
        "All is kept for ever. Settings say after how many days what goes by itself.",
    )
    TO_SETTINGS = ("修改保留天数", "Change the days")
    WHAT = ("内容", "What")
    DAYS = ("保留天数", "Kept for days")
    DUE = ("已到期的会话", "Sessions due")
    SWEPT = ("上次清理：{at}，处理会话 {gone} 个", "Last sweep: {at}, sessions {gone}")
    RUNNING = ("正在清理，已处理会话 {gone} 个", "Going on: sessions done {gone}")
    COMES = ("下次清理：{at}", "Next sweep: {at}")
    HELD_UP = ("上次清理中断：{error}", "The last one was broken off: {error}")
    SWEEP = ("立即清理", "Let it go now")
    SWEEP_ASKED = (
        "到期的聊天内容、附件或会话将永久删除，不能恢复。确定吗？",
        "What is due is erased for good. Go ahead?",
    )
    SWEEP_TOLD = ("已开始清理", "It has begun")
    # erasure
    ERASURE = ("删除一位访客", "Erase a visitor")
    ERASURE_TOLD = (
        (
            "永久删除他的资料、备注、会话内容和附件，不能恢复；进行中的会话会先结束，"
            "统计保留。先导出：打开客户页面，或运行 triodesk customers export"
        ),
        (
            "His profile, notes, what was said with him and attachments are erased for "
            "good; what he has open is closed first, figures stay. To take it along "
            "before: the customer's page, or triodesk customers export"
        ),
    )
    VISITOR = ("访客标识", "Id of the visitor")
    VISITOR_HINT = ("与客户页面上显示的完全一致", "Exactly as records show it")
    ERASE = ("永久删除", "Erase for good")
    ERASED_TOLD = ("已删除", "He is erased")
    ERASED = ("已删除的访客", "Erased visitors")
    ERASED_AT = ("时间", "When")
    SESSIONS = ("会话", "Sessions")
    FILES = ("附件", "Attachments")
    BEING_ERASED = (
        "正在删除一位访客（{at} 开始），已完成会话 {sessions} 个",
        "A visitor is being erased since {at}: sessions done {sessions}",
    )
    NONE_ERASED = ("还没有删除过访客。", "Nobody was erased yet.")
