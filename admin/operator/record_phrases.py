"""PURE: what `triodesk records` says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.records.messages import LookUpFault
from gateway.console.phrases import Bilingual


@unique
class RecordPhrase(Bilingual):
    """A text; names in braces are filled in."""

    # headings
    OPENED = ("开始", "opened")
    SESSION = ("会话", "session")
    VISITOR = ("访客", "visitor")
    CHANNEL = ("渠道", "channel")
    GROUP = ("技能组", "group")
    AGENT = ("客服", "agent")
    OUTCOME = ("结果", "outcome")
    STARS = ("评分", "stars")
    TAGS = ("标签", "tags")
    SAID = ("内容", "said")
    LEG = ("段", "leg")
    KIND = ("类型", "kind")
    BEGUN = ("开始", "begun")
    LASTED = ("时长", "lasted")
    FIRST = ("首次响应", "first reply")
    AT = ("时间", "time")
    ROLE = ("角色", "role")
    WHO = ("谁", "who")
    VISITOR_ID = ("访客 ID", "visitor id")
    WAIT_SECONDS = ("等待（秒）", "wait (s)")
    FIRST_SECONDS = ("首次响应（秒）", "first reply (s)")
    MESSAGES = ("消息数", "messages")
    SOLVED_OR_NOT = ("是否解决", "solved or not")
    REMARK = ("备注", "remark")
    FOLLOW_UP = ("待跟进", "follow up")
    # values
    NORMAL = ("正常结束", "normal")
    ABANDONED = ("访客放弃", "abandoned")
    UNSERVED = ("未接待", "unserved")
    WITH_ROBOT = ("机器人结束", "robot")
    MESSAGE_LEFT = ("留言", "message left")
    BROKEN = ("异常关闭", "broken")
    GOING_ON = ("进行中", "goes on")
    CLOSED = ("已结束", "closed")
    TRANSFERRED = ("转接", "transferred")
    SILENCE = ("无响应转接", "silence")
    TAKEN = ("被接管", "taken")
    AGENT_LOST = ("客服掉线", "agent lost")
    RETURNED = ("返回机器人", "returned")
    BACK_IN_LINE = ("重新排队", "queued again")
    HANDED = ("转人工", "handed over")
    EXPIRED = ("超时转接", "timeout transfer")
    DECLINED = ("拒接", "declined")
    WITHDRAWN = ("撤回", "withdrawn")
    OVERFLOWED = ("溢出", "overflowed")
    ROBOT = ("机器人", "robot")
    SERVED = ("接待", "served")
    SILENT = ("未接", "silent")
    WAITED_IN_LINE = ("排队", "wait")
    ANSWERED = ("已接待", "answered")
    # around them
    FOUND = ("共 {count} 个会话", "sessions: {count}")
    MORE = (
        "还有更多：加 --before {next} 继续",
        "there are more: go on with --before {next}",
    )
    CUT = (
        "仅导出前 {most} 个会话，请缩小范围",
        "only the first {most} sessions: choose fewer",
    )
    BEHIND = (
        "记录尚在更新：还差 {behind} 个事件",
        "the records are being written: {behind} events are missing",
    )
    REBUILDING = ("正在重建：{share}%", "being built anew: {share} %")
    REBUILT = ("已重建", "built anew")
    IDENTITY = (
        "访客 {visitor}（{id}），渠道 {channel}",
        "visitor {visitor} ({id}), channel {channel}",
    )
    SPAN = ("{begin} – {end}，{outcome}", "{begin} – {end}, {outcome}")
    RATED = ("评分：{rating}", "rating: {rating}")
    TAGGED = ("标签：{tags}", "tags: {tags}")
    REMARKED = ("备注：{remark}", "remark: {remark}")
    FOLLOWED_UP = ("待跟进：{follow_up}", "follow up: {follow_up}")
    SOLVED = ("是否解决：{solved}", "solved: {solved}")
    RECALLED = ("（已撤回）", "(taken back)")
    # refusals
    NO_SUCH_SESSION = ("没有这个会话的记录", "there is no record of this session")
    BAD_TEXT = (
        "请输入 1 到 64 个字符的搜索内容",
        "give 1 to 64 characters to look for",
    )
    TOO_MUCH = (
        "搜索耗时过长，请缩小范围，例如缩短时间段",
        "it took too long: look for less, such as a shorter span of time",
    )
    FAILED = ("记录暂时不可用，请稍后再试", "the records do not answer: try again")
    BAD_ZONE = ("没有这个时区", "there is no such time zone")
    BAD_SPAN = (
        "时间段须为正，且不超过 366 天",
        "give a span of time that is not empty, of 366 days at most",
    )
    REFUSED = ("{reason}（{code}）", "{reason} ({code})")


ENDINGS: Final[Mapping[str, RecordPhrase]] = {
    "": RecordPhrase.GOING_ON,
    "normal": RecordPhrase.NORMAL,
    "abandoned": RecordPhrase.ABANDONED,
    "unserved": RecordPhrase.UNSERVED,
    "robot": RecordPhrase.WITH_ROBOT,
    "message_left": RecordPhrase.MESSAGE_LEFT,
    "broken": RecordPhrase.BROKEN,
    "closed": RecordPhrase.CLOSED,
    "transferred": RecordPhrase.TRANSFERRED,
    "silence": RecordPhrase.SILENCE,
    "taken": RecordPhrase.TAKEN,
    "agent_lost": RecordPhrase.AGENT_LOST,
    "returned": RecordPhrase.RETURNED,
    "queued": RecordPhrase.BACK_IN_LINE,
    "handed": RecordPhrase.HANDED,
    "expired": RecordPhrase.EXPIRED,
    "declined": RecordPhrase.DECLINED,
    "withdrawn": RecordPhrase.WITHDRAWN,
    "answered": RecordPhrase.ANSWERED,
    "overflowed": RecordPhrase.OVERFLOWED,
}
"""Of sessions (`Ending`) and of legs (`LegEnding`)."""
KINDS: Final[Mapping[str, RecordPhrase]] = {
    "robot": RecordPhrase.ROBOT,
    "served": RecordPhrase.SERVED,
    "silent": RecordPhrase.SILENT,
    "waited": RecordPhrase.WAITED_IN_LINE,
}
FAULTS: Final[Mapping[LookUpFault, RecordPhrase]] = {
    LookUpFault.NO_SUCH_SESSION: RecordPhrase.NO_SUCH_SESSION,
    LookUpFault.BAD_TEXT: RecordPhrase.BAD_TEXT,
    LookUpFault.TOO_MUCH: RecordPhrase.TOO_MUCH,
    LookUpFault.BAD_ZONE: RecordPhrase.BAD_ZONE,
    LookUpFault.BAD_SPAN: RecordPhrase.BAD_SPAN,
    LookUpFault.FAILED: RecordPhrase.FAILED,
}
