"""PURE: what operators read, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual
from runtime.phase import Phase
from runtime.survey import SortKey


@unique
class OperatorPhrase(Bilingual):
    """A text of `triodesk top` and `triodesk why`; names in braces are filled in."""

    # headings of tables
    PART = ("部件", "part")
    KIND = ("类型", "kind")
    STATE = ("状态", "state")
    RESTARTS = ("重启", "restarts")
    MAILBOX = ("信箱", "mailbox")
    HANDLED = ("已处理", "handled")
    PER_SECOND = ("每秒", "per s")
    CRASHES = ("崩溃", "crashes")
    BUSY_SECONDS = ("用时(秒)", "busy s")
    BUSY_SHARE = ("用时%", "busy %")
    LAST_ERROR = ("最近的错误", "last error")
    REGION = ("区域", "region")
    IN_MEMORY = ("内存中", "in memory")
    ASLEEP = ("休眠", "asleep")
    AT_WORK = ("工作中", "at work")
    QUARANTINED = ("隔离", "quarantined")
    ENTITY = ("用时最多的", "busiest")
    ENTITY_BY_HANDLED = ("处理最多的", "most handled")
    ENTITY_BY_MAILBOX = ("信箱最满的", "fullest mailbox")
    ENTITY_BY_CRASHES = ("崩溃最多的", "most crashes")
    # kinds and states
    SUPERVISOR = ("监督者 {strategy}", "supervisor {strategy}")
    IDLE = ("空闲", "idle")
    READY = ("待运行", "ready")
    RUNNING = ("运行中", "running")
    RESTARTING = ("待重启", "restarting")
    ENDED = ("已结束", "ended")
    WAITS_FOR = ("等待 {path}", "waits for {path}")
    # around them
    HEAD = (
        "triodesk  进程 {process}  已运行 {time}",
        "triodesk  process {process}  up {time}",
    )
    KEYS = (
        "q 退出   排序： b 用时  h 处理  m 信箱  c 崩溃  （{sort}）",
        "q quits   sort by: b busy  h handled  m mailbox  c crashes  ({sort})",
    )
    MORE_PARTS = ("… 另有 {count} 个部件，无异常", "… {count} more parts, all well")
    LOST = ("服务没有响应，正在重试…", "the service does not answer; trying again…")
    # errors
    CONFIGURED_CHANNELS = (
        "{directory} 没有运行中的服务；以下是配置文件中的渠道，不含运行中的修改",
        (
            "no service runs on {directory}: these are the configuration's channels, "
            "without what was changed in service"
        ),
    )
    NO_SERVICE = (
        (
            "{directory} 没有正在运行的服务：先用 triodesk serve 启动，"
            "或用 TRIODESK_DATA 指定它的数据目录"
        ),
        (
            "no service runs on {directory}: start `triodesk serve`, or set "
            "TRIODESK_DATA to the data directory of the one that runs"
        ),
    )
    NO_SUCH_SESSION = (
        (
            "没有会话 {session}：会话号见 triodesk agent 的 /list 或 /queue，"
            "或 triodesk top 的 sessions 行"
        ),
        (
            "there is no session {session}: /list or /queue of `triodesk agent` and "
            "the rows of sessions in `triodesk top` show their ids"
        ),
    )
    # why
    NOW_IN = ("现在：{state}", "It is now {state}.")
    WITH_ROBOT = ("由机器人服务", "with the robot")
    COLLECTING = ("正在收集信息", "answering the first questions")
    ROUTING = ("正在选择技能组", "being given to a group")
    IN_LINE = ("排队中", "waiting in line")
    RINGING = ("正在振铃", "ringing at an agent")
    SERVED = ("由客服接待", "served by an agent")
    MESSAGE_LEFT = ("已留言", "left as a message")
    CLOSED = ("已结束", "closed")


PHASES: Final[Mapping[str, OperatorPhrase]] = {
    Phase.IDLE.value: OperatorPhrase.IDLE,
    Phase.READY.value: OperatorPhrase.READY,
    Phase.RUNNING.value: OperatorPhrase.RUNNING,
    Phase.HELD.value: OperatorPhrase.AT_WORK,
    Phase.WAITING.value: OperatorPhrase.RESTARTING,
    Phase.ENDED.value: OperatorPhrase.ENDED,
}
ENTITIES: Final[Mapping[SortKey, OperatorPhrase]] = {
    SortKey.BUSY: OperatorPhrase.ENTITY,
    SortKey.HANDLED: OperatorPhrase.ENTITY_BY_HANDLED,
    SortKey.MAILBOX: OperatorPhrase.ENTITY_BY_MAILBOX,
    SortKey.CRASHES: OperatorPhrase.ENTITY_BY_CRASHES,
}
STATES: Final[Mapping[str, OperatorPhrase]] = {
    "robot": OperatorPhrase.WITH_ROBOT,
    "collecting": OperatorPhrase.COLLECTING,
    "routing": OperatorPhrase.ROUTING,
    "queued": OperatorPhrase.IN_LINE,
    "offered": OperatorPhrase.RINGING,
    "serving": OperatorPhrase.SERVED,
    "message_left": OperatorPhrase.MESSAGE_LEFT,
    "closed": OperatorPhrase.CLOSED,
}
