"""PURE: what agents read of notes on sessions, and of follow-ups, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class NotePhrase(Bilingual):
    """A text about notes; names in braces are filled in."""

    NOTED = ("已记录", "Noted.")
    TAKEN_BACK = ("已清除", "Taken back.")
    NOTHING_NOTED = ("还没有记录", "Nothing is noted yet.")
    NEEDS_TAGS = (
        "结束前需要标签：/tag 退款 物流",
        "It needs a tag before it can be closed: /tag refund",
    )
    TAGS = ("标签：{text}", "tags: {text}")
    REMARK = ("备注：{text}", "remark: {text}")
    SOLVED = ("已解决", "solved")
    UNSOLVED = ("未解决", "unsolved")
    FOLLOW_UP = ("待跟进：{text}", "to follow up: {text}")
    DUE_IN = ("还有 {time}", "due in {time}")
    OVERDUE = ("已过 {time}", "overdue by {time}")
    OUTCOME_USAGE = (
        "写上结果：/outcome solved 或 /outcome unsolved，/outcome - 清除",
        "Name an outcome: /outcome solved or unsolved; /outcome - takes it back",
    )
    FOLLOW_UP_USAGE = (
        "写上要做什么：/followup +2h 回电话（+30m、+2h、+3d 是到期时间，可不写）",
        "Say what is to be done: /followup +2h call back (+30m, +2h, +3d: by when)",
    )
    NO_SUCH_FOLLOW_UP = (
        "上次的列表里没有 f{number}，/followups 重新查看",
        "There is no f{number} in the last list; /followups shows it anew.",
    )
    FOLLOW_UPS_HEAD = ("已结束、待跟进的会话 {count} 个", "{count} ended, to follow up")
    NO_FOLLOW_UPS = (
        "已结束的会话都不用跟进",
        "Of what has ended nothing is to be followed up.",
    )
    FOLLOW_UPS_MORE = ("… 还有 {count} 个", "… and {count} more")
    FOLLOW_UPS_HINT = (
        "/followup f1 - 办完一个，/remark f1 备注",
        "/followup f1 - when it is done; also /remark f1, /tag f1, /outcome f1",
    )
