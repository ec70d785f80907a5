"""PURE: every text a person reads in the terminal clients, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, unique
from typing import Final

CHINESE: Final = "zh-CN"
ENGLISH: Final = "en"
_COLUMNS: Final = {CHINESE: 0, ENGLISH: 1}
_LANGUAGE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(env: Mapping[str, str]) -> str:
    """The language of a terminal's user; the first variable that is set decides.

    Source: POSIX.1-2017, section 8.2.
    """
    named = next((env[name] for name in _LANGUAGE_VARIABLES if env.get(name)), "")
    return CHINESE if named.lower().startswith("zh") else ENGLISH


@unique
class Phrase(Enum):
    """A text in zh-CN and en; names in braces are filled in."""

    # the connection
    CONNECTING = ("正在连接…", "connecting…")
    CONNECTED = ("已连接", "connected")
    OFFLINE_RETRY = (
        "连接已断开，{seconds} 秒后重试",
        "offline, next try in {seconds} s",
    )
    LOST = (
        "连接已断开，正在自动重连；您可以继续输入，恢复后会发送",
        (
            "The connection is gone and comes back by itself. Go on typing: "
            "what you write is sent then."
        ),
    )
    UNREACHABLE = (
        "连不上 {url}，服务启动了吗？将不断重试；您可以先输入，连上后会发送",
        (
            "Cannot reach {url}: is the service running? It is tried again and again; "
            "what you write is sent then."
        ),
    )
    REACHED = ("已连上服务", "The service is there now.")
    BACK = ("连接已恢复", "The connection is back.")
    GOING_AWAY = (
        "服务正在重启，稍后自动重连",
        "The service restarts; the connection comes back by itself.",
    )
    # sessions
    QUEUED = ("排队中", "queued")
    QUEUED_LINE = (
        "已进入“{group}”的排队，客服会尽快接待；您可以先写下问题",
        "You are in the queue of “{group}”. You may write your question already.",
    )
    SERVED = ("{agent} 为您服务", "{agent} serves you")
    SERVED_LINE = ("{agent} 开始为您服务", "{agent} is here for you.")
    CLOSED = ("会话已结束", "session closed")
    CLOSED_BY_YOU = ("您结束了会话", "You closed the session.")
    CLOSED_BY_CLIENT = ("访客结束了会话", "The visitor closed the session.")
    CLOSED_BY_SEAT = ("客服结束了会话", "The agent closed the session.")
    CLOSED_BY_ADMIN = ("管理员结束了会话", "An administrator closed the session.")
    CLOSED_BY_TIMER = (
        "长时间没有消息，会话已自动结束",
        "The session was closed after a long silence.",
    )
    CLOSED_ANYHOW = ("会话已经结束", "The session has ended.")
    CLOSED_HINT = (
        "输入 /new 开始新的会话，/quit 离开",
        "/new begins another session, /quit leaves.",
    )
    RESUMED = ("回到之前的会话：", "Back in your open session:")
    STILL_OPEN = (
        "会话还没有结束，先用 /close 结束",
        "The session is still open: /close ends it first.",
    )
    NOT_OPEN = ("现在没有进行中的会话", "There is no open session now.")
    CLOSING_LATER = (
        "等消息送达后就结束会话",
        "The session is closed as soon as your messages are delivered.",
    )
    # messages
    ME = ("我", "me")
    VISITOR = ("访客 {name}", "visitor {name}")
    SYSTEM = ("系统", "system")
    TYPING = ("{name} 正在输入…", "{name} is typing…")
    TO_BE_SENT = ("待发送", "to be sent")
    SENDING = ("发送中", "sending")
    MORE_PENDING = ("… 还有 {count} 条", "… and {count} more")
    NOT_DELIVERED = ("没有送达（{reason}）：{text}", "Not delivered ({reason}): {text}")
    KEPT = (
        "会话已结束，没有发送：{text}",
        "The session has ended, this was not sent: {text}",
    )
    RESEND_HINT = (
        "有 {count} 条消息因会话结束没有送达；/resend 在新会话中发送：{text}",
        (
            "{count} not delivered because the session had ended; "
            "/resend sends it in this session: {text}"
        ),
    )
    NOTHING_TO_RESEND = ("没有需要重发的消息", "There is nothing to send again.")
    TOO_LONG = (
        "消息太长，最多 {count} 个字符",
        "The message is too long: {count} characters are the limit.",
    )
    OUTBOX_FULL = (
        "待发送的消息太多，请等连接恢复",
        "Too many messages wait to be sent: wait for the connection.",
    )
    NOT_KEPT = (
        "消息无法写入 --outbox 文件，没有发送：{reason}",
        (
            "The message could not be written to the --outbox file and was not sent: "
            "{reason}"
        ),
    )
    # the agent's
    FREE = ("空闲", "free")
    NOT_READY = ("忙碌", "busy")
    OFFLINE = ("离线", "offline")
    SET_FREE = ("状态已改为空闲，可以接待访客", "You are free: visitors may come.")
    SET_NOT_READY = (
        "状态已改为忙碌，不再分配新会话",
        "You are busy: nobody new is assigned to you.",
    )
    SET_OFFLINE = (
        "状态已改为离线，不再分配新会话",
        "You are offline: nobody new is assigned to you.",
    )
    NEW_SESSION = ("新会话 {name}（{group}）", "New session: {name} ({group})")
    UNREAD = ("{count} 条未读", "{count} unread")
    SWITCH_HINT = ("/{number} 或 Tab 切换", "/{number} or Tab switches to it")
    NOW_WITH = ("当前会话 [{number}] {name}", "Now with [{number}] {name}")
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
    NOBODY_CHOSEN = ("未选择会话", "no session chosen")
    NO_OTHER_UNREAD = ("没有其他会话", "There is no other session.")
    # commands
    UNKNOWN_COMMAND = (
        "没有 /{word} 这个命令，/help 查看帮助；要发送以 / 开头的文字请输入 //",
        (
            "There is no command /{word}; /help lists them. "
            "Begin with // to send a text that begins with /."
        ),
    )
    COMMAND_REFUSED = ("/{word} 被拒绝：{reason}", "/{word} was refused: {reason}")
    NO_ANSWER = (
        "/{word} 没有得到回答，请再试一次",
        "/{word} was not answered: try again.",
    )
    ASK_TO_LEAVE = (
        "还有 {count} 条消息没有送达，现在离开会丢失；再按一次离开",
        (
            "{count} not delivered yet and lost if you leave now. "
            "Leave once more to do so."
        ),
    )
    ASK_TO_LEAVE_KEPT = (
        "还有 {count} 条消息没有送达，下次启动时会发送；再按一次离开",
        "{count} not delivered yet, kept for the next start. Leave once more to do so.",
    )
    GREETING = (
        "输入消息后按回车发送，/help 查看帮助，Ctrl-D 离开",
        "Write and press Enter. /help shows what else there is, Ctrl-D leaves.",
    )
    VISITOR_HELP = (
        (
            "/close   结束会话\n"
            "/new     会话结束后开始新的会话\n"
            "/resend  在新会话中重发没有送达的消息\n"
            "/help    显示帮助\n"
            "/quit    离开（Ctrl-D）；会话保留，下次回来继续\n"
            "//文字   发送以 / 开头的文字\n"
            "Alt-Enter 换行，↑ ↓ 翻看输入过的内容，Ctrl-U/W/K 删除，Ctrl-L 重画屏幕"
        ),
        (
            "/close   ends the session\n"
            "/new     begins another one after it has ended\n"
            "/resend  sends in it what was not delivered\n"
            "/help    shows this\n"
            "/quit    leaves (Ctrl-D); the session stays open for your return\n"
            "//text   sends a text that begins with /\n"
            "Alt-Enter breaks the line, ↑ ↓ bring back what you wrote, "
            "Ctrl-U/W/K delete, Ctrl-L redraws"
        ),
    )
    AGENT_HELP = (
        (
            "/1 /2 …  切换会话；Tab 切换到下一个有未读消息的会话\n"
            "/list    会话列表\n"
            "/close   结束当前会话\n"
            "/free    空闲    /busy  忙碌    /offline  离线\n"
            "/help    显示帮助\n"
            "/quit    离开（Ctrl-D）\n"
            "//文字   发送以 / 开头的文字\n"
            "Alt-Enter 换行，↑ ↓ 翻看输入过的内容，Ctrl-U/W/K 删除，Ctrl-L 重画屏幕"
        ),
        (
            "/1 /2 …  switches to a session; Tab to the next one with unread messages\n"
            "/list    your sessions\n"
            "/close   ends the current session\n"
            "/free  /busy  /offline   your status\n"
            "/help    shows this\n"
            "/quit    leaves (Ctrl-D)\n"
            "//text   sends a text that begins with /\n"
            "Alt-Enter breaks the line, ↑ ↓ bring back what you wrote, "
            "Ctrl-U/W/K delete, Ctrl-L redraws"
        ),
    )
    # refusals
    REFUSED_CLOSED = ("会话已结束，不再接收消息", "the session has ended")
    REFUSED_FORBIDDEN = ("没有权限", "you are not allowed to")
    REFUSED_GROUP = ("没有这个技能组", "there is no such group")
    REFUSED_SESSION = ("没有这个会话", "there is no such session")
    REFUSED_STATE = ("当前状态下不能这样做", "it cannot be done in this state")
    REFUSED_ANYHOW = ("错误码 {code}", "error code {code}")
    # the end
    GROUP_REFUSED = (
        "无法在“{group}”打开会话：{reason}",
        "cannot open a session with group “{group}”: {reason}",
    )
    STATUS_REFUSED = ("无法改变状态：{reason}", "cannot change the status: {reason}")
    BAD_TICKET = (
        "票据无效或已过期，请换一张",
        "the ticket is not valid, or no longer: get another one",
    )
    REPLACED = (
        "同一账号在别处登录，这里已退出",
        "signed in elsewhere with the same account, so signed out here",
    )
    VERSION = (
        "客户端版本与服务不符，请升级",
        "this client does not fit the service's version: upgrade it",
    )
    STOPPED_ANYHOW = (
        "服务拒绝了这个客户端（关闭码 {code}）",
        "the service turned this client away (close code {code})",
    )
    WRONG_ROLE = (
        "票据属于{role}，请使用 triodesk {command}",
        "the ticket is of the role {role}: use triodesk {command}",
    )
    UNDELIVERED = (
        "有 {count} 条消息没有送达",
        "messages that were not delivered: {count}",
    )


class Words:
    """The phrases of one language.

    Args:
        language: `CHINESE` or `ENGLISH`.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._column = _COLUMNS[language]

    def __call__(self, phrase: Phrase, **values: str | int) -> str:
        """The text of a phrase with its values filled in."""
        text: str = phrase.value[self._column]
        return text.format_map(values) if values else text
