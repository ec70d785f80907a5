"""PURE: what the page of the observer says (M10)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from admin.observer.experiment import Deed, Stage
from gateway.console.phrases import Bilingual


@unique
class ObserverPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "服务由许多部件组成，每个部件出错时由上级重启。这里实时显示它们的状态。",
        (
            "The service is made of parts; whoever fails is started again by the one "
            "above. This is how they are, live."
        ),
    )
    PROCESS = ("进程 {process}", "process {process}")
    UP = ("已运行 {time}", "up {time}")
    PAUSE = ("暂停刷新", "Pause")
    IS_DEMONSTRATION = (
        (
            "演示模式：可以让部件崩溃、终止子进程，审计进程随后只根据日志库中的记录"
            "检查是否有会话丢失、消息重复、超出接待上限。"
            "可以先用 triodesk load 产生访客。"
        ),
        (
            "Demonstration: parts may be crashed and processes killed; an auditor then "
            "tells by the journal's rows alone whether a session was lost, a message "
            "doubled, an agent given too much. The command triodesk load plays a crowd."
        ),
    )
    NO_DEMONSTRATION_HINT = (
        "可以重启部件。要演示崩溃，请以 TRIODESK_DEMONSTRATION=true 启动服务。",
        (
            "Parts can be restarted. To demonstrate crashes, start the service with "
            "TRIODESK_DEMONSTRATION=true."
        ),
    )
    # the tree
    TREE = ("监督树", "Supervision tree")
    PART = ("部件", "Part")
    KIND = ("类型", "Kind")
    STATE = ("状态", "State")
    MAILBOX = ("信箱", "Mailbox")
    PER_SECOND = ("消息/秒", "Messages/s")
    BUSY = ("占用 %", "Busy %")
    HANDLED = ("已处理", "Handled")
    RESTARTS = ("重启", "Restarts")
    CRASHES = ("崩溃", "Crashes")
    MEMORY = ("内存", "Memory")
    LAST_ERROR = ("最近的错误", "Last error")
    SUPERVISOR = ("监督者 {strategy}", "supervisor {strategy}")
    REGION = ("区域", "region")
    IN_MEMORY = (
        "{awake} 在内存，{asleep} 休眠",
        "{awake} in memory, {asleep} asleep",
    )
    QUARANTINED = ("{count} 被隔离", "{count} in quarantine")
    WAITS_FOR = ("等待 {path}", "waits for {path}")
    NOT_UP = ("未就绪", "not up")
    # acts
    RESTART = ("重启", "Restart")
    CRASH = ("崩溃", "Crash")
    KILL = ("终止进程", "Kill process")
    KILL_SHORT = ("终止", "Kill")
    RESTART_ASKED = (
        "重启 {path}？它会按顺序停止后再启动，等待中的消息会保留。",
        "Restart {path}? It is stopped in order and started; mail that waits is kept.",
    )
    CRASH_ASKED = (
        "让 {path} 崩溃？它会立即出错并由上级重启；短时间内次数过多会被拒绝。",
        (
            "Crash {path}? It fails at once and is started again by the one above; "
            "more often than is forgiven is refused."
        ),
    )
    KILL_ASKED = (
        "终止 {path} 的子进程 {process}（SIGKILL）？上级会启动新的进程。",
        (
            "Kill the child process {process} of {path} (SIGKILL)? Another one is "
            "started."
        ),
    )
    BEGUN = (
        "已安排，结果见上方",
        "It will be done: the board tells what comes of it",
    )
    # the board
    BOARD = ("演示结果", "What came of it")
    NO_EXPERIMENT = (
        "还没有重启或崩溃过任何部件。点部件右侧的按钮，结果会显示在这里。",
        (
            "Nothing was restarted or crashed yet. Use the buttons beside a part: what "
            "comes of it is shown here."
        ),
    )
    TIME = ("时间", "Time")
    DEED = ("操作", "Deed")
    RECOVERED = ("恢复用时", "Back after")
    LOST = ("丢失会话", "Sessions lost")
    MISSING = ("编号缺失", "Gaps")
    DOUBLED = ("重复消息", "Messages doubled")
    OVER_CAPACITY = ("超出上限", "Over capacity")
    AUDITED = ("检查范围", "Looked at")
    AUDITED_TOLD = (
        "{sessions} 个会话，{messages} 条新消息，{agents} 名座席",
        "{sessions} sessions, {messages} new messages, {agents} agents",
    )
    PAUSED = ("最长停顿 {ms} 毫秒", "longest pause {ms} ms")
    LEFT = ("还可崩溃 {count} 次", "{count} more forgiven")
    CUT = ("只检查了一部分", "only a part was looked at")
    MS = ("{ms} 毫秒", "{ms} ms")
    RESTARTED = ("重启", "restart")
    CRASHED = ("崩溃", "crash")
    KILLED = ("终止进程", "kill")
    WAITING = ("等待", "waits")
    STRUCK = ("恢复中", "recovering")
    WATCHED = ("观察中", "is watched")
    DONE = ("完成", "done")
    FAILED = ("失败", "failed")
    # entities
    ENTITIES = ("{name} 中的成员", "In {name}")
    ID = ("编号", "Id")
    SORT = ("排序", "Sort by")
    BY_BUSY = ("用时", "busy time")
    BY_HANDLED = ("处理量", "messages handled")
    BY_MAILBOX = ("信箱", "mailbox")
    BY_CRASHES = ("崩溃次数", "crashes")
    NOBODY = (
        "内存中没有符合条件的。空闲的会话会离开内存，有消息时自动回来。",
        "None in memory fits. Idle ones leave memory and come back with a message.",
    )
    IS_ASLEEP = (
        "{id} 在休眠，有消息时自动回来。",
        "{id} is asleep: a message wakes it.",
    )
    # one of them
    DETAIL = ("详情", "Details")
    INCIDENTS = ("最近的异常", "What went wrong of late")
    NO_INCIDENT = ("没有异常。", "Nothing did.")
    MESSAGE_TYPE = ("消息", "Message")
    TRACE = ("调用栈", "Trace")
    INCIDENT_CRASHED = ("崩溃", "crashed")
    INCIDENT_RESTARTED = ("被重启", "restarted")
    INCIDENT_QUARANTINED = ("被隔离", "quarantined")
    INCIDENT_KILLED = ("未及时停止", "did not stop")
    INCIDENT_DEAD_LETTER = ("无人处理的消息", "dead letter")
    GONE = (
        "{path} 现在不在内存中。",
        "{path} is not in memory now.",
    )


@unique
class ObserverProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    NO_SUCH_PART = ("它已不在内存中", "It is not in memory any more")
    NOT_RUNNING = ("它正在重启或被隔离", "It is being restarted, or in quarantine")
    NO_PROCESS = ("它现在没有子进程", "It has no child process now")
    IS_ROOT = ("根部件不能重启", "Nobody would start the root again")
    NO_DEMONSTRATION = (
        "只能在演示模式下让部件崩溃：请设置 TRIODESK_DEMONSTRATION=true",
        "Crashes are for demonstrations: set TRIODESK_DEMONSTRATION=true",
    )
    BUDGET_SPENT = (
        "它近期崩溃过多：再崩溃一次会被隔离或使上级放弃，请稍后再试",
        (
            "It crashed too often of late: one more would not be forgiven; wait for "
            "a minute"
        ),
    )
    BUSY = ("已有多个操作在等待", "Some wait already: see what becomes of them")


DEEDS: Final[Mapping[Deed, ObserverPhrase]] = {
    Deed.RESTART: ObserverPhrase.RESTARTED,
    Deed.CRASH: ObserverPhrase.CRASHED,
    Deed.KILL: ObserverPhrase.KILLED,
}
STAGES: Final[Mapping[Stage, ObserverPhrase]] = {
    Stage.WAITING: ObserverPhrase.WAITING,
    Stage.STRUCK: ObserverPhrase.STRUCK,
    Stage.WATCHED: ObserverPhrase.WATCHED,
    Stage.DONE: ObserverPhrase.DONE,
    Stage.FAILED: ObserverPhrase.FAILED,
}
