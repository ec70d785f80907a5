"""PURE: what the pages of records say (M8)."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.records.messages import Outcome
from actors.session.terms import CloseReason
from admin.operator.record_phrases import RecordPhrase
from gateway.console.phrases import Bilingual


@unique
class RecordsPhrase(Bilingual):
    """Names in braces are filled in."""

    EXPLAINED = (
        "所有会话都会记录，包括机器人接待、排队放弃和留言的会话。",
        "Every session is here: also with the robot, given up, or with a message left.",
    )
    # filters
    TEXT = ("聊天内容", "Words that were said")
    VISITOR = ("访客", "Visitor")
    VISITOR_HINT = ("昵称或编号", "Name or id")
    AGENT = ("座席", "Agent")
    STAFF_NUMBER = ("工号", "Staff number")
    GROUP = ("技能组", "Group")
    CHANNEL = ("渠道", "Channel")
    SINCE = ("从", "From")
    UNTIL = ("到", "To")
    TAG = ("标签", "Tag")
    REMARK = ("备注", "Remark")
    STARS = ("评分", "Stars")
    OUTCOME = ("结果", "Outcome")
    CLOSED_BY = ("结束方", "Closed by")
    STATE = ("状态", "State")
    MORE_FILTERS = ("更多条件", "More filters")
    RESET = ("清除条件", "Clear")
    SAMPLE = ("随机抽查 {count} 个", "Draw {count} by chance")
    SAMPLED = (
        "以下 {count} 个会话从符合条件的会话中随机抽取，用于质检。",
        "These {count} were drawn by chance from those that fit, for quality checks.",
    )
    CSV = ("导出 CSV", "Export CSV")
    XLSX = ("导出 Excel", "Export Excel")
    NOTHING = (
        "没有符合条件的会话。请放宽时间或其他条件。",
        "No session fits. Choose a longer time, or fewer conditions.",
    )
    REACHED = ("已查找到 {time}，可继续向前查找。", "Searched back to {time}.")
    OLDER = ("更早的会话", "Older ones")
    NEWEST = ("回到最新", "Newest")
    # a session
    OPENED = ("开始", "Began")
    CLOSED = ("结束", "Ended")
    SESSION = ("会话", "Session")
    MESSAGES = ("消息", "Messages")
    WAITED = ("等待", "Waited")
    FIRST_REPLY = ("首次响应", "First reply")
    LASTED = ("时长", "Lasted")
    COURSE = ("会话过程", "Course")
    KIND = ("阶段", "Part")
    SAID = ("聊天内容", "What was said")
    NOTHING_SAID = ("没有消息。", "Nothing was said.")
    SOLVED = ("是否解决", "Solved")
    IS_SOLVED = ("已解决", "solved")
    IS_UNSOLVED = ("未解决", "not solved")
    FOLLOW_UP = ("待跟进", "Follow up")
    ENDED = ("结束原因", "End")
    EXPORT_SAID = ("导出聊天内容", "Export what was said")
    TAKEN_BACK = ("（已撤回）", "(taken back)")
    MORE_SAID = ("后面的消息", "Later messages")
    FROM_BEGIN = ("从头开始", "From the begin")
    CUSTOMER = ("客户资料", "Customer")
    IS_OPEN = ("进行中", "Goes on")
    IS_OVER = ("已结束", "Over")
    # who speaks
    BY_ROBOT = ("机器人", "Robot")
    BY_SYSTEM = ("系统", "Service")
    # who ended it
    CLIENT = ("访客", "The visitor")
    SEAT = ("座席", "An agent")
    ADMIN = ("主管或管理员", "A supervisor")
    TIMER = ("系统超时", "Time")


SPEAKERS: Final = {
    "visitor": RecordsPhrase.VISITOR,
    "agent": RecordsPhrase.AGENT,
    "robot": RecordsPhrase.BY_ROBOT,
}
"""Who speaks; what is not here is the service."""
REASONS: Final = {
    CloseReason.CLIENT: RecordsPhrase.CLIENT,
    CloseReason.SEAT: RecordsPhrase.SEAT,
    CloseReason.ADMIN: RecordsPhrase.ADMIN,
    CloseReason.TIMER: RecordsPhrase.TIMER,
}
"""Who or what ended a session."""
OUTCOMES: Final = {
    Outcome.NORMAL: RecordPhrase.NORMAL,
    Outcome.ABANDONED: RecordPhrase.ABANDONED,
    Outcome.UNSERVED: RecordPhrase.UNSERVED,
    Outcome.ROBOT: RecordPhrase.WITH_ROBOT,
    Outcome.MESSAGE_LEFT: RecordPhrase.MESSAGE_LEFT,
    Outcome.BROKEN: RecordPhrase.BROKEN,
    Outcome.TIMEOUT_TRANSFER: RecordPhrase.EXPIRED,
    Outcome.DECLINED: RecordPhrase.DECLINED,
    Outcome.TRANSFERRED: RecordPhrase.TRANSFERRED,
    Outcome.SILENCE_TRANSFER: RecordPhrase.SILENCE,
    Outcome.TAKEN: RecordPhrase.TAKEN,
    Outcome.AGENT_LOST: RecordPhrase.AGENT_LOST,
}
"""How sessions, and their parts, end."""
