"""PURE: the words of a routing record, in both languages: who, how, why, why not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.phrases import Bilingual, Words


@unique
class WhyPhrase(Bilingual):
    """A word of a routing record; names in braces are filled in."""

    # what happened
    FLOW = ("开始流程 {detail}", "the flow {detail} began to ask")
    LEARNT = ("得知 {detail}", "learnt {detail}")
    OPENED = ("访客打开会话", "opened by the visitor")
    CHANNEL = ("渠道 {channel}", "channel {channel}")
    QUEUED = ("进入 {group} 的排队", "in line of {group}")
    OFFERED = ("在 {agent} 处振铃", "rings at {agent}")
    LAPSED = ("{agent} 处不再振铃", "stops ringing at {agent}")
    ASSIGNED = ("由 {agent} 接待", "served by {agent}")
    TRANSFER_REQUESTED = ("开始转接到 {target}", "transfer to {target} begins")
    TRANSFER_ENDED = ("转接没有完成", "the transfer comes to nothing")
    CLOSED = ("会话结束", "closed")
    SERVER_ANSWERED = ("业务服务器应答 {target}", "business server: {target}")
    HANDED_OVER = ("机器人转人工", "the robot hands over")
    BY = ("操作者 {by}", "by {by}")
    # on which way, and why
    AUTOMATICALLY = ("自动分配", "automatically")
    ACCEPTED = ("客服已接入", "accepted")
    BY_HAND = ("人工指派", "by hand")
    OVERFLOW = ("转自另一个技能组", "overflow")
    AGENT_LOST = ("客服断线", "the agent was lost")
    EXPIRED = ("超时", "out of time")
    DECLINED = ("客服不接", "declined")
    WITHDRAWN = ("已收回", "taken back")
    SILENCE = ("长时间没有说话", "silence")
    REFUSED = ("对方没有接受", "refused")
    CANCELLED = ("已取消", "cancelled")
    ABANDONED = ("访客离开", "the visitor left")
    QUARANTINE = ("因故障结束", "ended after a failure")
    BY_VISITOR = ("访客结束", "by the visitor")
    BY_AGENT = ("客服结束", "by the agent")
    BY_ADMIN = ("管理员结束", "by an administrator")
    BY_TIMER = ("到时自动结束", "by the clock")
    # why the robot hands over
    ASKED = ("访客要求人工", "the visitor asked for a human")
    TRANSFER_WORD = ("访客写了转人工", "the visitor wrote that he wants a human")
    UNANSWERED = ("连续没有答案", "several questions without an answer")
    DIALOGUE_TURNS = ("机器人对话已达轮数", "as many questions as it takes")
    UNHELPFUL = ("访客给了差评", "the visitor found an answer unhelpful")
    FALLBACK = ("机器人没有答案", "it has no answer")
    ROBOT_OFF = ("机器人已关闭", "it is switched off")
    # what the business server said
    NAMES_GROUP = ("指定技能组", "names a group")
    NAMES_AGENTS = ("指定客服", "names agents")
    SERVER_FAILED = ("返回失败", "says that it failed")
    BAD_REPLY = ("应答无法识别", "its reply cannot be read")
    NO_ANSWER = ("没有应答", "no answer")
    UNKNOWN_GROUP = ("技能组不存在", "there is no such group")
    UNKNOWN_AGENTS = ("客服不存在或不在该技能组", "there are no such agents in it")
    CIRCUIT_OPEN = ("多次失败，暂不询问", "not asked, it failed too often")
    OVERLOADED = ("等待应答的会话过多", "too many sessions wait for it")
    NOT_CONFIGURED = ("未配置", "not configured")
    OUT_OF_TIME = ("超过时限", "nothing was said in time")
    DIRECTED = ("按业务服务器的应答", "as the business server's answer says")
    NAMED_AWAY = ("指定的客服都没有空", "none of those named came free")
    # stages
    WITH_ROBOT = ("机器人", "with the robot")
    BEING_ASKED_FIRST = ("先问访客", "the visitor is asked first")
    BEING_DIRECTED = ("询问业务服务器", "the business server is asked")
    TO_LEAVE_MESSAGE = ("没有人接待，请访客留言", "nobody serves: to leave a message")
    # who is asked first
    LONGEST_IDLE = ("空闲最久", "longest idle")
    LEAST_LOADED = ("接待最少", "least loaded")
    ROUND_ROBIN = ("轮流", "in turn")
    LAST_AGENT = ("上次的客服", "the last agent")
    SKILL_LEVEL = ("技能等级", "skill level")
    # why not
    DISCONNECTED = ("连接中断", "connection lost")
    BEING_ASKED = ("正在分配", "being assigned")
    NOT_NAMED = ("会话指定了其他客服", "meant for others")
    GIVES_IT_AWAY = ("正在转出的客服", "hands it over")
    LET_IT_LAPSE = ("刚才没有接", "just did not take it")
    LACKS_SKILL = ("技能不符", "lacks the skill")
    NOT_THE_LAST_AGENT = ("不是上次的客服", "is not the last agent")


STAGES: Final[Mapping[str, Bilingual]] = {
    "robot": WhyPhrase.WITH_ROBOT,
    "collecting": WhyPhrase.BEING_ASKED_FIRST,
    "routing": WhyPhrase.BEING_DIRECTED,
    "message_left": WhyPhrase.TO_LEAVE_MESSAGE,
}
STEPS: Final[Mapping[str, WhyPhrase]] = {
    "opened": WhyPhrase.OPENED,
    "flow": WhyPhrase.FLOW,
    "learnt": WhyPhrase.LEARNT,
    "queued": WhyPhrase.QUEUED,
    "offered": WhyPhrase.OFFERED,
    "lapsed": WhyPhrase.LAPSED,
    "assigned": WhyPhrase.ASSIGNED,
    "transfer_requested": WhyPhrase.TRANSFER_REQUESTED,
    "transfer_ended": WhyPhrase.TRANSFER_ENDED,
    "closed": WhyPhrase.CLOSED,
    "server_answered": WhyPhrase.SERVER_ANSWERED,
    "handed_over": WhyPhrase.HANDED_OVER,
}
UNSAID: Final = frozenset({"asked", "agent"})
"""Details that go without saying: somebody wished it, and is named."""
DETAILS: Final[Mapping[str, Bilingual]] = {
    "auto": WhyPhrase.AUTOMATICALLY,
    "accepted": WhyPhrase.ACCEPTED,
    "hand": WhyPhrase.BY_HAND,
    "overflow": WhyPhrase.OVERFLOW,
    "agent_lost": WhyPhrase.AGENT_LOST,
    "expired": WhyPhrase.EXPIRED,
    "declined": WhyPhrase.DECLINED,
    "withdrawn": WhyPhrase.WITHDRAWN,
    "silence": WhyPhrase.SILENCE,
    "refused": WhyPhrase.REFUSED,
    "cancelled": WhyPhrase.CANCELLED,
    "abandoned": WhyPhrase.ABANDONED,
    "quarantine": WhyPhrase.QUARANTINE,
    "client": WhyPhrase.BY_VISITOR,
    "seat": WhyPhrase.BY_AGENT,
    "admin": WhyPhrase.BY_ADMIN,
    "timer": WhyPhrase.BY_TIMER,
    "group": WhyPhrase.NAMES_GROUP,
    "agents": WhyPhrase.NAMES_AGENTS,
    "failed": WhyPhrase.SERVER_FAILED,
    "bad_reply": WhyPhrase.BAD_REPLY,
    "no_answer": WhyPhrase.NO_ANSWER,
    "unknown_group": WhyPhrase.UNKNOWN_GROUP,
    "unknown_agents": WhyPhrase.UNKNOWN_AGENTS,
    "circuit_open": WhyPhrase.CIRCUIT_OPEN,
    "overloaded": WhyPhrase.OVERLOADED,
    "not_configured": WhyPhrase.NOT_CONFIGURED,
    "out_of_time": WhyPhrase.OUT_OF_TIME,
    "directed": WhyPhrase.DIRECTED,
    "named_away": WhyPhrase.NAMED_AWAY,
}
CONDITIONS: Final[Mapping[str, Bilingual]] = {
    "asked": WhyPhrase.ASKED,
    "transfer_word": WhyPhrase.TRANSFER_WORD,
    "unanswered": WhyPhrase.UNANSWERED,
    "dialogue_turns": WhyPhrase.DIALOGUE_TURNS,
    "unhelpful": WhyPhrase.UNHELPFUL,
    "fallback": WhyPhrase.FALLBACK,
    "robot_off": WhyPhrase.ROBOT_OFF,
}
"""Why the robot hands over."""
STRATEGIES: Final[Mapping[str, Bilingual]] = {
    "longest_idle": WhyPhrase.LONGEST_IDLE,
    "least_loaded": WhyPhrase.LEAST_LOADED,
    "round_robin": WhyPhrase.ROUND_ROBIN,
    "last_agent": WhyPhrase.LAST_AGENT,
    "skill_level": WhyPhrase.SKILL_LEVEL,
}
EXCLUSIONS: Final[Mapping[str, Bilingual]] = {
    "": DeskPhrase.FREE,
    "offline": DeskPhrase.OFFLINE,
    "not_ready": DeskPhrase.NOT_READY,
    "rest": DeskPhrase.REST,
    "arrange": DeskPhrase.WRAPPING_UP,
    "full": DeskPhrase.FULL,
    "disconnected": WhyPhrase.DISCONNECTED,
    "asked": WhyPhrase.BEING_ASKED,
    "not_named": WhyPhrase.NOT_NAMED,
    "gives_it_away": WhyPhrase.GIVES_IT_AWAY,
    "let_it_lapse": WhyPhrase.LET_IT_LAPSE,
    "lacks_skill": WhyPhrase.LACKS_SKILL,
    "not_the_last_agent": WhyPhrase.NOT_THE_LAST_AGENT,
}
"""Why somebody cannot serve; "" = could."""


def named(words: Words, names: Mapping[str, Bilingual], word: str) -> str:
    """A stable word of the wire in the reader's language, or as it is."""
    phrase = names.get(word)
    return word if phrase is None else words(phrase)
