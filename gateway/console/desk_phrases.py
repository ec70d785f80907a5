"""PURE: what agents and supervisors read in their terminal, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class DeskPhrase(Bilingual):
    """A text of the agent's client; names in braces are filled in."""

    # the own status
    FREE = ("空闲", "free")
    FULL = ("已满", "full")
    WRAPPING_UP = ("话后整理", "wrap-up")
    WRAP_UP_LEFT = ("话后整理 {seconds} 秒", "wrap-up {seconds} s")
    NOT_READY = ("忙碌", "busy")
    REST = ("小休", "resting")
    OFFLINE = ("离线", "offline")
    SET_FREE = ("状态已改为空闲，可以接待访客", "You are free: visitors may come.")
    SET_NOT_READY = (
        "状态已改为忙碌，不再分配新会话",
        "You are busy: nobody new is assigned to you.",
    )
    SET_REST = (
        "状态已改为小休，不再分配新会话；/free 恢复空闲",
        "You are resting: nobody new is assigned to you. /free ends it.",
    )
    SET_OFFLINE = (
        "状态已改为离线，不再分配新会话",
        "You are offline: nobody new is assigned to you.",
    )
    SET_WRAP_UP = (
        "话后整理：结束后自动恢复空闲，/free 提前结束",
        "Wrap-up: you are free again after it, or at once by /free.",
    )
    REASON = ("原因：{reason}", "reason: {reason}")
    SET_BY = ("由 {name} 设置", "set by {name}")
    LET_IT_RING = ("有会话没有接入", "offer not taken")
    STATUS_WITH_REASON = ("{status}（{reason}）", "{status} ({reason})")
    CAPACITY_SET = (
        "最大接待量现在是 {capacity}",
        "You may now serve {capacity} at a time.",
    )
    # sessions
    NEW_SESSION = ("新会话 {name}（{group}）", "New session: {name} ({group})")
    FROM_AGENT = ("由 {agent} 转来", "from {agent}")
    NOTE = ("留言：{note}", "note: {note}")
    LISTED = ("[{number}] {name}（{group}）", "[{number}] {name} ({group})")
    UNREAD = ("{count} 条未读", "{count} unread")
    SWITCH_HINT = ("/{number} 或 Tab 切换", "/{number} or Tab switches to it")
    NOW_WITH = ("当前会话 [{number}] {name}", "Now with [{number}] {name}")
    LEARNT = ("已了解：{rows}", "known: {rows}")
    NO_MESSAGES = ("还没有消息", "no messages yet")
    NO_SESSIONS = ("还没有会话，等待分配", "no sessions yet, waiting")
    NO_SUCH_NUMBER = (
        "没有编号为 {number} 的会话，/list 查看列表",
        "There is no session {number}; /list shows them.",
    )
    NO_CURRENT = (
        "没有发送：请先选择会话（/list 查看，/1 选择）",
        "Not sent: choose a session first (/list shows them, /1 chooses).",
    )
    WHICH_SESSION = (
        "请先选择会话，或写上编号：/{word} 1（/list 查看列表）",
        "Choose a session first, or name it: /{word} 1 (/list shows them).",
    )
    NO_CURRENT_TO_TRANSFER = (
        "没有转接：请先选择会话（/list 查看，/1 选择）",
        "Not transferred: choose a session first (/list shows them, /1 chooses).",
    )
    NOBODY_CHOSEN = ("（未选择会话）> ", "(no session chosen)> ")
    NO_OTHER_UNREAD = ("没有其他会话", "There is no other session.")
    VISITOR_AWAY = ("访客离开了页面", "The visitor has gone away.")
    VISITOR_BACK = ("访客回来了", "The visitor is back.")
    AWAY = ("（离线）", " (away)")
    UNANSWERED = ("访客还在等您回复", "The visitor still waits for your answer.")
    # how a session leaves
    TAKEN_OVER = ("已由 {agent} 接手", "{agent} has taken over.")
    QUEUED_AGAIN = ("会话回到了排队", "It waits in the queue again.")
    WITH_ROBOT = ("访客回到机器人服务", "The visitor is with the robot again.")
    NOT_YOURS = (
        "会话已结束，或不再由您接待",
        "It has ended, or is no longer yours.",
    )
    SILENT_TRANSFER = (
        "您没有及时回复，正在转给其他客服",
        "You did not answer in time: it is passed on to somebody else.",
    )
    # offers
    RINGS = (
        "{name}（{group}）等您接入",
        "{name} ({group}) rings",
    )
    RINGS_LEFT = ("还有 {seconds} 秒", "{seconds} s left")
    OFFER_HINT = ("/accept 接入，/decline 不接", "/accept or /decline")
    OFFER_HINT_NUMBER = (
        "/accept {number} 接入，/decline {number} 不接",
        "/accept {number} or /decline {number}",
    )
    OFFER_HINT_ENTER = ("回车接入，/decline 不接", "Enter takes it, or /decline")
    ACCEPTING = ("正在接入…", "taking it…")
    OFFER_LAPSED = (
        "没有及时接入，留给其他客服，访客的位置不变",
        "You did not take it in time: left to others; the visitor keeps the place.",
    )
    HANDOVER_LAPSED = (
        "没有及时接入，仍由 {agent} 接待",
        "You did not take it in time: it stays with {agent}.",
    )
    OFFER_DECLINED = (
        "您没有接，留给其他客服，访客的位置不变",
        "You left it to others; the visitor keeps the place.",
    )
    HANDOVER_DECLINED = (
        "您没有接，仍由 {agent} 接待",
        "You did not take it: it stays with {agent}.",
    )
    OFFER_WITHDRAWN = ("不再振铃，已收回", "It rings here no more: taken back.")
    NOTHING_RINGS = ("现在没有等您接入的会话", "Nothing rings now.")
    NOT_RINGING = (
        "编号 {number} 现在没有振铃",
        "Session {number} does not ring.",
    )
    STILL_RINGS = (
        "[{number}] 还没有接入：/accept {number}",
        "[{number}] is not taken yet: /accept {number}",
    )
    # transfers
    TRANSFER_USAGE = (
        "写上转给谁：/transfer 技能组 留言，或 /transfer @客服 留言",
        "Name somebody: /transfer GROUP note, or /transfer @AGENT note",
    )
    NOTE_TOO_LONG = (
        "没有转接：留言太长，最多 {count} 个字符",
        "Not transferred: the note is too long, {count} characters are the limit.",
    )
    TRANSFERRING = (
        "正在转接到 {target}，有人接手前仍由您接待",
        "On the way to {target}; it stays with you until somebody takes it.",
    )
    TRANSFER_TO_SELF = (
        "没有转接：这个会话正由您接待",
        "Not transferred: it is you who serves it.",
    )
    TRANSFERS_ALREADY = (
        "没有转接：已经在转接，/keep {number} 可以取消",
        "Not transferred: it is on its way already, /keep {number} cancels that.",
    )
    TRANSFER_ROW = ("转接到 {target}", "to {target}")
    TRANSFER_WAITED = ("已等 {time}", "for {time}")
    RINGS_AT = ("正在等 {agent} 接入", "rings at {agent}")
    NOBODY_FREE = ("等客服空闲", "nobody is free yet")
    NOT_FREE_YET = ("等 {agent} 空闲", "{agent} is not free yet")
    KEEP_HINT = ("/keep {number} 取消转接", "/keep {number} cancels")
    KEPT_SESSION = ("转接已取消，仍由您接待", "Not transferred: it stays with you.")
    NO_TRANSFER = ("没有正在转接的会话", "Nothing is being transferred.")
    TRANSFER_REFUSED = (
        "对方没有接受转接，仍由您接待",
        "The transfer was refused: it stays with you.",
    )
    TRANSFER_EXPIRED = (
        "没有人接手，转接已结束，仍由您接待",
        "Nobody took the transfer in time: it stays with you.",
    )
    # queue and colleagues
    WHICH_GROUP = (
        "请写上技能组：/{word} presale",
        "Name a group: /{word} presale",
    )
    QUEUE_HEAD = (
        "{name}（{group}）：{count} 位在排队",
        "{name} ({group}): {count} waiting",
    )
    QUEUE_EMPTY = ("{name}（{group}）：没有人排队", "{name} ({group}): nobody waits")
    QUEUE_MORE = ("… 还有 {count} 位", "… and {count} more")
    WAITED = ("已等 {time}", "waiting {time}")
    RETURNED = ("退回或转接的", "returned")
    PRIORITY = ("优先级 {priority}", "priority {priority}")
    ONLY = ("只限 {agents}", "only {agents}")
    QUEUE_HINT = ("/take q1 接待其中一位", "/take q1 takes one of them")
    NO_SUCH_ROW = (
        "上次的列表里没有 q{number}，/queue 重新查看",
        "There is no q{number} in the last list; /queue shows it anew.",
    )
    NO_SUCH_SERVED_ROW = (
        "上次的列表里没有 r{number}，/serving 重新查看",
        "There is no r{number} in the last list; /serving shows it anew.",
    )
    CHANNEL = ("渠道 {channel}", "channel {channel}")
    # who is served
    SERVING_HEAD = ("“{group}”正在接待 {count} 位", "“{group}” serves {count}")
    SERVING_EMPTY = ("“{group}”没有正在接待的会话", "“{group}” serves nobody now.")
    SERVING_MORE = ("… 还有更多", "… and more")
    SERVED_BY = ("{name}，由 {agent} 接待", "{name} with {agent}")
    SERVED_FOR = ("已 {time}", "for {time}")
    WAITS_FOR_ANSWER = ("等待回复 {time}", "unanswered for {time}")
    ANSWERED = ("{time}前已回复", "answered {time} ago")
    SERVING_HINT = (
        "/take r1 接过来，/assign r1 xiaohong，/why r1，/close r1",
        "/take r1 takes it over; also /assign r1 xiaohong, /why r1, /close r1",
    )
    TAKE_USAGE = (
        "写上要接待谁：/take q1（/queue 列出的编号）或会话号",
        "Name one: /take q1 (as /queue lists them) or a session id.",
    )
    COLLEAGUES_HEAD = ("“{group}”的客服", "Agents of “{group}”")
    NO_COLLEAGUES = ("“{group}”没有客服", "“{group}” has no agents.")
    YOU = ("（您）", " (you)")
    # why
    WHY_HEAD = ("会话 {session} 的经过", "What happened to session {session}")
    WHY_CUT = ("…（中间省略）", "… (some left out)")
    WHY_NOW = ("现在", "now")
    WHY_PLACE = (
        "{group} 第 {position} 位，已等 {time}",
        "number {position} of {group}, waited {time}",
    )
    WHY_CHOSEN = (
        "选择了 {agent}（{strategy}），可分配 {count} 人",
        "chose {agent} ({strategy}) of {count} who could serve it",
    )
    WHY_NOBODY = ("没有可分配的客服", "nobody can serve it")
    WHY_WAITING = (
        "可分配 {count} 人：{agents}",
        "{count} could serve it: {agents}",
    )
    WHY_EXCLUDED = (
        "排除 {count} 人，{reason}：{agents}",
        "excluded {count}, {reason}: {agents}",
    )
    # supervisors
    ASSIGN_USAGE = (
        "写上会话和客服：/assign q1 xiaohong",
        "Name a session and an agent: /assign q1 xiaohong",
    )
    CAPACITY_USAGE = (
        "写上客服和数量（1 到 1000）：/capacity xiaohong 3",
        "Name an agent and a number from 1 to 1000: /capacity xiaohong 3",
    )
    STATUS_USAGE = (
        "写上客服和状态：/status xiaohong free|busy|rest|offline",
        "Name an agent and a status: /status xiaohong free|busy|rest|offline",
    )
    AGENT_SET = ("{agent} 的状态已改为{status}", "{agent} is {status} now.")
    AGENT_CAPACITY = (
        "{agent} 的最大接待量已改为 {capacity}",
        "{agent} may serve {capacity} at a time now.",
    )
    SESSION_GIVEN = (
        "会话 {session} 已交给 {agent}",
        "Session {session} was given to {agent}.",
    )
    SESSION_ENDED = ("会话 {session} 已结束", "Session {session} was closed.")
