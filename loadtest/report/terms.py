"""PURE: the names that load tests use, explained to who has never seen the project.

Every name has a title and a sentence, in both languages. One that is not here is shown
as it is: parts of the load test may measure what the report does not know yet.
"""

from __future__ import annotations

from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual, Words


@unique
class Scenarios(Bilingual):
    """What is played: title, and what happens there."""

    CONVERSATION = ("日常对话", "Everyday conversation")
    CONVERSATION_IS = (
        "访客随机到来、排队、输入、与客服交谈、离开：平常的一天，按既定的速率进行。",
        (
            "Visitors come by chance, wait their turn, type, talk with an agent "
            "and leave: an ordinary day, at a set pace."
        ),
    )
    ASSIGNMENT_STORM = ("分配风暴", "Assignment storm")
    ASSIGNMENT_STORM_IS = (
        "许多访客同时发起会话，客服接起后很快结束：考验空出的名额多快找到下一位。",
        (
            "Many visitors ask for an agent at the same moment, and agents finish "
            "quickly: it shows how soon a free place finds the next in line."
        ),
    )
    TYPING_STORM = ("输入风暴", "Typing storm")
    TYPING_STORM_IS = (
        "“正在输入”提示是平常的十倍，同时照常发消息：提示可以丢，消息不能因此变慢。",
        (
            "Ten times the usual “is typing” signals beside the usual messages: "
            "signals may be dropped, messages may not be held up by them."
        ),
    )
    TIMEOUT_TRANSFER_STORM = ("超时转接风暴", "Time-out storm")
    TIMEOUT_TRANSFER_STORM_IS = (
        "客服不理会邀请：每个邀请必须到期即转给别人，一个也不能丢。",
        (
            "Agents leave offers unanswered: each must go on to somebody else when "
            "its time is up, and none may get lost."
        ),
    )
    CAPACITY_SATURATION = ("满负荷", "Saturation")
    CAPACITY_SATURATION_IS = (
        "访客一直多于客服能接待的人数：队伍必须保持先后，谁也不能超出自己的名额。",
        (
            "All the time more visitors than the agents have places for: the queue "
            "must keep its order, and nobody may get more than his places."
        ),
    )
    RECONNECT_STORM = ("重连风暴", "Reconnect storm")
    RECONNECT_STORM_IS = (
        "成百的连接同时断开：客户端重新连上，必须恰好补齐错过的内容。",
        (
            "Connections are cut by the hundred: the clients come back, and must "
            "get exactly what they missed."
        ),
    )
    SOAK = ("长时间运行", "Soak")
    SOAK_IS = (
        "中等强度，长时间进行：内存、任务、文件描述符不得一直增长，之后要回到起点。",
        (
            "A moderate mix for a long time: memory, tasks and open files must not "
            "go on growing, and must come back to where they began."
        ),
    )


@unique
class Measures(Bilingual):
    """What is timed: title, and from when to when."""

    SENT_ACKNOWLEDGED = ("发送 → 确认", "Sent → acknowledged")
    SENT_ACKNOWLEDGED_IS = (
        "从一条消息该发出的时刻，到服务确认它已安全写入磁盘",
        (
            "from the moment a message was due until the server confirmed that it "
            "is safely on disk"
        ),
    )
    SENT_RECEIVED = ("发送 → 收到", "Sent → received")
    SENT_RECEIVED_IS = (
        "从一条消息该发出的时刻，到对方的客户端收到它",
        "from the moment a message was due until the other person's client had it",
    )
    SLOT_FREED_ASSIGNED = ("名额空出 → 分配", "Place freed → assigned")
    SLOT_FREED_ASSIGNED_IS = (
        "从一个会话结束，到这位客服接到下一位排队的访客",
        (
            "from the end of a conversation until that agent was given the next "
            "visitor in line"
        ),
    )
    OFFER_LATENESS = ("邀请到期的延迟", "Offer lateness")
    OFFER_LATENESS_IS = (
        "无人应答的邀请，比期限晚多久被收回",
        "how long after its deadline an offer that nobody answered was taken back",
    )
    TYPING_SHOWN = ("输入 → 显示", "Typing → shown")
    TYPING_SHOWN_IS = (
        "从一方开始输入，到另一方看见“正在输入”",
        "from the first key until the other side was shown “is typing”",
    )
    OPENED_QUEUED = ("发起 → 排队", "Opened → queued")
    OPENED_QUEUED_IS = (
        "从访客该发起会话的时刻，到他得知已在队伍里",
        (
            "from the moment a visitor was due to ask for an agent until he was "
            "told that he is in line"
        ),
    )
    RECONNECTED = ("重连 → 补齐", "Reconnected → caught up")
    RECONNECTED_IS = (
        "从连接断开后该重连的时刻，到错过的内容全部补齐",
        (
            "from the moment a cut connection was due to come back until all that "
            "was missed was there"
        ),
    )


@unique
class Promises(Bilingual):
    """What is watched: title, and what it means."""

    CAPACITY = ("不超名额", "Nobody over capacity")
    CAPACITY_IS = (
        "没有客服同时拿到比名额更多的会话",
        "no agent has more conversations at once than he has places",
    )
    ONE_AGENT = ("一个会话一位客服", "One agent per session")
    ONE_AGENT_IS = (
        "没有会话同时分给两位客服",
        "no conversation is given to two agents",
    )
    NOT_LOST = ("不丢消息", "No message lost")
    NOT_LOST_IS = ("确认过的消息都送达", "what was confirmed arrives")
    ONCE = ("不重复", "No message twice")
    ONCE_IS = ("确认过的消息只出现一次", "what was confirmed arrives once")
    IN_ORDER = ("不乱序", "Messages in order")
    IN_ORDER_IS = (
        "每人看到的消息编号连续、依次",
        "everybody sees the messages by their numbers, without gaps",
    )
    OFFER_IN_TIME = ("邀请按时了结", "Offers end in time")
    OFFER_IN_TIME_IS = (
        "邀请要么被应答，要么到期即转走",
        "an offer is answered, or goes on to somebody else at its deadline",
    )
    TYPING_ENDS = ("输入提示会消失", "Typing goes away")
    TYPING_ENDS_IS = (
        "“正在输入”在有效期后消失",
        "“is typing” is gone after its time to live",
    )
    NOBODY_WAITS_BESIDE_FREE = ("有空不让等", "Nobody waits needlessly")
    NOBODY_WAITS_BESIDE_FREE_IS = (
        "有空且能接待他的客服在，访客就不会一直排着",
        "no visitor stays in line beside an agent who may serve him and has a place",
    )
    FIRST_COME = ("先来先到", "First come, first served")
    FIRST_COME_IS = (
        "同等级的访客按先后接待",
        "of equal rank, whoever came first is first",
    )
    BACK_TO_BASE = ("恢复原状", "Back to where it began")
    BACK_TO_BASE_IS = (
        "负荷过后，内存、任务、描述符、表行数恢复原状",
        "when the load is gone, memory, tasks, descriptors and rows are what they were",
    )


@unique
class Rates(Bilingual):
    """What is counted per second."""

    SESSIONS = ("会话", "conversations")
    MESSAGES = ("消息", "messages")
    TYPING = ("输入提示", "“is typing” signals")
    RECONNECTIONS = ("重连", "reconnections")
    OFFERS = ("邀请", "offers to agents")


@unique
class Found(Bilingual):
    """What the auditor can find."""

    LOST = ("确认过的消息丢失", "confirmed messages that are lost")
    DOUBLED = ("消息重复", "messages that are there twice")
    GAPS = ("编号有缺口", "gaps in the numbers")
    SLOTS_LEAKED = ("名额没有归还", "places that were not given back")
    OVER_ASSIGNED = ("超出名额", "agents over capacity")
    DOUBLE_ASSIGNED = ("会话分给两位客服", "conversations with two agents")
    WAITING_BESIDE_ELIGIBLE = ("有空还在排队", "visitors waiting beside a free agent")
    FIFO_VIOLATIONS = ("先后颠倒", "visitors served out of order")
    INELIGIBLE = ("分给了不该接的人", "conversations given to who must not have them")
    OFFER_DOUBLE_FIRES = (
        "邀请重复或提前到期",
        "offers that rang twice or lapsed too early",
    )
    READER_VIOLATIONS = ("读者看到的有误", "readers who were shown what is wrong")
    RESTLESS = ("服务没有静下来", "a service that did not come to rest")
    INCONSISTENCIES = ("数据表互相矛盾", "tables that contradict each other")


@unique
class Grown(Bilingual):
    """What a soak watches."""

    MEMORY = ("内存", "memory")
    PORTS_MEMORY = ("子进程内存", "memory of child processes")
    TASKS = ("任务", "tasks")
    DESCRIPTORS = ("文件描述符", "file descriptors")
    EVENTS = ("日志里的事件（行）", "rows of events in the journal")
    HEADS = ("会话与客服（行）", "rows of sessions and agents")
    OPERATIONS = ("做过的操作（行）", "rows of operations that were done")
    CLAIMS = ("占用的名额（行）", "rows of places that are taken")
    MARKS = ("进度标记（行）", "rows of progress marks")
    OUTBOX = ("待发出的通知（行）", "rows of what is to be sent out")


@unique
class Phases(Bilingual):
    """The parts of a scenario."""

    GATHERING = ("客服到场", "agents gather")
    RAMP = ("升压", "ramp")
    STEADY = ("稳定", "steady")
    DRAIN = ("收尾", "drain")


def title_of(names: type[Bilingual], name: str, words: Words) -> str:
    """The title of a name, such as `MeasureName.OFFER_LATENESS.name` or `soak`."""
    return _said(names, name.upper(), words) or name.replace("_", " ")


def meaning_of(names: type[Bilingual], name: str, words: Words) -> str:
    """The sentence on a name; "" of one that has none."""
    return _said(names, f"{name.upper()}_IS", words)


def _said(names: type[Bilingual], member: str, words: Words) -> str:
    phrase = names.__members__.get(member)
    return words(phrase) if phrase else ""


@unique
class Parameters(Bilingual):
    """How a scenario is played."""

    RAMP_SECONDS = ("负荷上升用时", "the load grows in")
    STEADY_SECONDS = ("计时时长", "measured for")
    SESSIONS_PER_SECOND = ("每秒到来的访客", "visitors that come")
    TALK_SECONDS = ("访客停留", "a visitor stays for")
    MESSAGES = ("其间各说几条", "messages he says meanwhile")
    THINK_SECONDS = ("客服多久后回答", "an agent answers after")
    CAPACITY = ("每位客服的名额", "places of each agent")
    BURST = ("同时到来的访客", "visitors that ask at one moment")
    EVERY_SECONDS = ("间隔", "time between two such moments")
    AGENTS = ("客服人数", "agents")
    HANDLING_SECONDS = ("客服多久后结束", "an agent closes after")
    VISITORS = ("同时在的访客", "visitors that are there")
    WORDS_PER_SECOND = ("每人每秒开始输入几次", "one begins to type")
    MESSAGES_PER_SECOND = ("每人每秒说几条", "one says something")
    LAPSED_SHARE = ("无人理会的邀请占比", "share of offers that nobody answers")
    SILENT = ("连着但不说话的访客", "visitors who are connected and do nothing")
    DECLINED_SHARE = ("谢绝的邀请占比", "share of offers that are declined")
    TRANSFERRED_SHARE = ("转回技能组的会话占比", "share handed over to the group again")


ALL: Final = (Parameters, Scenarios, Measures, Promises, Rates, Found, Grown, Phases)
