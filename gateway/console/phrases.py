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


class Bilingual(Enum):
    """A text in zh-CN and en; names in braces are filled in."""


@unique
class Phrase(Bilingual):
    """What visitors read, and what visitors and agents both do."""

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
    QUEUED = ("排队中（{group}）", "queued ({group})")
    QUEUED_LINE = (
        "已进入“{group}”的排队，客服会尽快接待；您可以先写下问题",
        "You are in the queue of “{group}”. You may write your question already.",
    )
    PLACE_IN_LINE = ("第 {position} 位", "number {position} in line")
    NEXT_IN_LINE = ("下一位就是您", "you are next")
    PLACE_AND_WAIT = ("{place}，大约还需 {time}", "{place}, about {time}")
    OFFERED = ("正在接入客服…", "an agent is being called…")
    WITH_ROBOT = ("机器人为您服务", "the robot serves you")
    FINDING = ("正在安排…", "just a moment…")
    MESSAGE_LEFT = ("已留言", "message left")
    MESSAGE_LEFT_LINE = (
        "现在没有客服在线，请留言，我们会尽快回复；/leave 联系方式 留言",
        "Nobody is there now: /leave CONTACT text, and it will be answered.",
    )
    SERVED = ("{agent} 为您服务", "{agent} serves you")
    SERVED_LINE = ("{agent} 开始为您服务", "{agent} is here for you.")
    NOW_SERVED_LINE = (
        "已为您转接，现在由 {agent} 为您服务",
        "You were handed over: {agent} is here for you now.",
    )
    QUEUED_AGAIN_LINE = (
        "正在为您安排其他客服，您排在新来的访客前面",
        "Somebody else is looked for: you are ahead of all who come now.",
    )
    SILENCE_WARNING = (
        "您很久没有说话，如果没有其他问题，会话将自动结束；说句话就会保留",
        (
            "You have been silent for long: the session will close by itself "
            "unless you say something."
        ),
    )
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
    ENDING_LATER = (
        "等消息送达后就结束人工服务",
        "Human service ends as soon as your messages are delivered.",
    )
    # times and lists
    BETWEEN = ("、", ", ")
    SECONDS = ("{seconds} 秒", "{seconds} s")
    MINUTES_SECONDS = ("{minutes} 分 {seconds} 秒", "{minutes} min {seconds} s")
    HOURS_MINUTES = ("{hours} 小时 {minutes} 分", "{hours} h {minutes} min")
    MINUTES = ("{minutes} 分钟", "{minutes} min")
    HOURS = ("{hours} 小时", "{hours} h")
    # messages
    ME = ("我", "me")
    VISITOR = ("访客 {name}", "visitor {name}")
    SYSTEM = ("系统", "system")
    ROBOT = ("机器人", "robot")
    PREVIEWED = (
        "客服人员可以看到您尚未发送的输入内容。",
        "Agents see what you type before you send it.",
    )
    TYPING = ("{name} 正在输入…", "{name} is typing…")
    DELIVERED = ("✓ 已送达", "✓ delivered")
    READ = ("✓✓ 已读", "✓✓ read")
    TYPED = ("{name} 正在输入：{text}", "{name} is typing: {text}")
    TO_BE_SENT = ("（待发送）", "(to be sent) ")
    SENDING = ("（发送中）", "(sending) ")
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
    # commands
    NOTHING_TO_RECALL = (
        "没有可以撤回的消息；/recall 7 撤回您的第 7 条消息",
        "There is nothing to take back; /recall 7 takes back your message #7.",
    )
    UNKNOWN_COMMAND = (
        "没有 /{word} 这个命令，/help 查看帮助；要发送以 / 开头的文字请输入 //",
        (
            "There is no command /{word}; /help lists them. "
            "Begin with // to send a text that begins with /."
        ),
    )
    TAKES_NOTHING = (
        "/{word} 后面不用写别的；没有执行",
        "Nothing may follow /{word}: nothing was done.",
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
            "/end     结束人工服务，回到机器人；没有机器人时会话结束\n"
            "/human   由机器人转人工\n"
            "/helpful 机器人的回答有帮助，/unhelpful 没有帮助；或 /helpful 7\n"
            "/new     会话结束后开始新的会话\n"
            "/resend  在新会话中重发没有送达的消息\n"
            "/file    发送文件：/file 路径\n"
            "/save    保存消息中的文件：/save 7，或 /save 7 路径\n"
            "/recall  撤回自己的上一条消息，或 /recall 7\n"
            "/rate    评价：/rate 5 已解决 谢谢；只写 /rate 请客服发来评价\n"
            "/fill    一次填完表单：/fill 张三；13800000000\n"
            "/leave   没有客服时留言：/leave 13800000000 请回电话\n"
            "/help    显示帮助\n"
            "/quit    离开（Ctrl-D）；会话保留，下次回来继续\n"
            "//文字   发送以 / 开头的文字\n"
            "Alt-Enter 换行，↑ ↓ 翻看输入过的内容，Ctrl-U/W/K 删除，Ctrl-L 重画屏幕"
        ),
        (
            "/close   ends the session\n"
            "/end     goes back to the robot; where there is none, the session ends\n"
            "/human   asks the robot for a person\n"
            "/helpful its answer helped, /unhelpful it did not; or /helpful 7\n"
            "/new     begins another one after it has ended\n"
            "/resend  sends in it what was not delivered\n"
            "/file    sends a file: /file PATH\n"
            "/save    saves the file of message #7: /save 7, or /save 7 PATH\n"
            "/recall  takes back your last message, or /recall 7\n"
            "/rate    rates the service: /rate 5 solved thanks; /rate asks for it\n"
            "/fill    fills in a form at once: /fill Li Lei; 13800000000\n"
            "/leave   a message when nobody is there: /leave 138… call me\n"
            "/help    shows this\n"
            "/quit    leaves (Ctrl-D); the session stays open for your return\n"
            "//text   sends a text that begins with /\n"
            "Alt-Enter breaks the line, ↑ ↓ bring back lines\n"
            "Ctrl-U/W/K delete, Ctrl-L redraws"
        ),
    )
    # refusals
    REFUSED_CLOSED = ("会话已结束，不再接收消息", "the session has ended")
    REFUSED_FORBIDDEN = ("没有权限", "you are not allowed to")
    REFUSED_GROUP = ("没有这个技能组", "there is no such group")
    REFUSED_SESSION = ("没有这个会话", "there is no such session")
    REFUSED_STATE = ("当前状态下不能这样做", "it cannot be done in this state")
    REFUSED_OFFER = (
        "来晚了，这个会话已经不在您这里振铃",
        "too late, it does not ring here any more",
    )
    REFUSED_AGENT = ("没有这位客服", "there is no such agent")
    REFUSED_FULL = ("接待量已满", "no free place, at capacity")
    REFUSED_NOT_FREE = ("客服现在不是空闲状态", "the agent is not free")
    REFUSED_VALUE = ("这个值不可用", "that value cannot be used")
    REFUSED_MESSAGE = ("没有这条消息，或已撤回", "there is no such message")
    REFUSED_LATE = ("太晚了，已经过了时间", "it is too late for that")
    REFUSED_ANSWERED = ("已经回答过了", "it was answered before")
    REFUSED_NOT_YOURS = ("不是您的消息", "it is not yours")
    REFUSED_UNTAGGED = (
        "结束前要先写标签：/tag 退款",
        "it needs a tag first: /tag refund",
    )
    REFUSED_BLOCKED = (
        "您暂时不能发起咨询",
        "you cannot be served here at present",
    )
    REFUSED_CONTRIBUTION = ("没有这条贡献", "there is no such contribution")
    REFUSED_ENTRY = ("没有这条知识", "there is no such entry")
    REFUSED_DECIDED = ("已经审核过了", "it was decided before")
    REFUSED_LIMIT = ("数量已达上限", "there are as many as there may be")
    REFUSED_REPLY = ("没有这条常用语", "there is no such quick reply")
    REFUSED_NAME = ("这个名称已经有了", "another has that name")
    REFUSED_NOT_SET_UP = (
        "本服务未为此配置（如邮件服务器）",
        "the service was not set up for that, as without a mail server",
    )
    REFUSED_VISITOR = ("没有这位访客", "there is no such visitor")
    REFUSED_ANYHOW = ("错误码 {code}", "error code {code}")
    # the end
    GROUP_REFUSED = (
        "无法在“{group}”打开会话：{reason}",
        "cannot open a session with group “{group}”: {reason}",
    )
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

    def __call__(self, phrase: Bilingual, **values: str | int) -> str:
        """The text of a phrase with its values filled in."""
        text: str = phrase.value[self._column]
        return text.format_map(values) if values else text
