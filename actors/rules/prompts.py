"""PURE: what the service says by itself: every prompt, its moment and its variables.

The texts of a service rule take the place of the usual ones; an empty text says
nothing. A variable is written `${Name}`; one that is not known at that moment is
refused when the text is set.

Source: the prompts of the Tencent service rules (welcome, connecting, success, failure,
queue, no agent, off hours, closing words), with their names of variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

import msgspec

from actors.cards.card import MAX_OPTION_CHARS
from actors.cards.rating_rule import USUAL_RATING
from actors.language import CHINESE, ENGLISH, LANGUAGES, language_of
from actors.refusal import Refused, Rule

MAX_PROMPT_CHARS: Final = 500
"""A few sentences: visitors read no more of a machine."""

_VARIABLE: Final = re.compile(r"\$\{(\w*)\}")


class Moment(Enum):
    """When something is said."""

    WELCOME = "welcome"
    CONNECTING = "connecting"
    QUEUE = "queue"
    SUCCESS = "success"
    TAKEN_OVER = "taken_over"
    WAITS_AGAIN = "waits_again"
    FAILURE = "failure"
    NO_AGENT = "no_agent"
    OFF_HOURS = "off_hours"
    SILENCE_WARNING = "silence_warning"
    BACK_TO_ROBOT = "back_to_robot"
    ROBOT_CLARIFY = "robot_clarify"
    ROBOT_FALLBACK = "robot_fallback"
    ROBOT_ONLY_FALLBACK = "robot_only_fallback"
    CLOSED_BY_VISITOR = "closed_by_visitor"
    CLOSED_BY_AGENT = "closed_by_agent"
    CLOSED_BY_ADMIN = "closed_by_admin"
    CLOSED_BY_TIME = "closed_by_time"
    RATING_INVITATION = "rating_invitation"
    RATING_THANKS = "rating_thanks"
    RATING_1 = "rating_1"
    RATING_2 = "rating_2"
    RATING_3 = "rating_3"
    RATING_4 = "rating_4"
    RATING_5 = "rating_5"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


RATING_LEVELS: Final = (
    Moment.RATING_1,
    Moment.RATING_2,
    Moment.RATING_3,
    Moment.RATING_4,
    Moment.RATING_5,
)
"""The levels of a rating, the worst first."""


class PromptRow(msgspec.Struct, frozen=True):
    """A row of the table of prompts.

    Attributes:
        meaning, meaning_zh: when it is said, in both languages.
        zh, en: the usual texts.
        variables: that its texts may hold.
    """

    meaning: str
    meaning_zh: str
    zh: str
    en: str
    variables: frozenset[str] = frozenset()


_GROUP: Final = frozenset({"GroupName"})
_AGENT: Final = frozenset({"StaffName", "GroupName"})
PROMPTS: Final[dict[Moment, PromptRow]] = {
    Moment.WELCOME: PromptRow(
        "the visitor has opened a session", "访客打开了会话", "", "", _GROUP
    ),
    Moment.CONNECTING: PromptRow(
        "an agent is looked for",
        "正在安排客服",
        "正在为您转接人工客服，请稍候。",
        "We are connecting you to an agent. One moment, please.",
        _GROUP,
    ),
    Moment.QUEUE: PromptRow(
        "the place in line has changed; shown beside it, and no message",
        "排队位置变化；显示在位置旁，不是消息",
        "您当前排在第 ${QueuePosition} 位，预计等待：${EstimatedWait}。",
        "You are number ${QueuePosition} in line. Estimated wait: ${EstimatedWait}.",
        frozenset({"QueuePosition", "WaitNo", "EstimatedWait"}),
    ),
    Moment.SUCCESS: PromptRow(
        "an agent serves",
        "客服开始接待",
        "客服 ${StaffName} 为您服务。",
        "${StaffName} is here for you.",
        _AGENT,
    ),
    Moment.TAKEN_OVER: PromptRow(
        "another agent has taken over",
        "其他客服接手",
        "已为您转接，客服 ${StaffName} 继续为您服务。",
        "${StaffName} has taken over and goes on with you.",
        _AGENT,
    ),
    Moment.WAITS_AGAIN: PromptRow(
        "the agent who served is gone, and another one is looked for",
        "原来的客服离开，正在安排其他客服",
        "客服暂时离开，正在为您联系其他客服。",
        "Your agent had to leave. We are looking for a colleague.",
        _GROUP,
    ),
    Moment.FAILURE: PromptRow(
        "the line is full, or the visitor has waited too long: he leaves a message",
        "排队人数已满，或等待太久：请访客留言",
        "当前咨询人数较多，请留言，我们会尽快回复您。",
        "All agents are busy. Please leave a message; we will come back to you.",
        _GROUP,
    ),
    Moment.NO_AGENT: PromptRow(
        "nobody is there: the visitor leaves a message",
        "没有客服在线：请访客留言",
        "当前没有客服在线，请留言，我们会尽快回复您。",
        "Nobody is here right now. Please leave a message; we will come back to you.",
        _GROUP,
    ),
    Moment.OFF_HOURS: PromptRow(
        "outside the working hours: the visitor leaves a message",
        "非工作时间：请访客留言",
        "现在是非工作时间，下次服务时间：${OpensAt}。请留言，我们上班后会尽快回复您。",
        "We are closed now, and open ${OpensAt}. Please leave a message;"
        " we will answer when we open.",
        _GROUP | {"OpensAt"},
    ),
    Moment.SILENCE_WARNING: PromptRow(
        "the visitor is silent, and the session will close; beside the notice",
        "访客沉默，会话将结束；在通知之外",
        "",
        "",
    ),
    Moment.BACK_TO_ROBOT: PromptRow(
        "human service has ended, and the robot goes on",
        "人工服务结束，机器人继续",
        "人工服务已结束，智能助手继续为您服务。",
        "Human service has ended; the assistant goes on with you.",
    ),
    Moment.ROBOT_CLARIFY: PromptRow(
        "above the questions that the robot suggests; empty = the usual text",
        "机器人反问时，在推荐问题之上；空 = 默认话术",
        "您可能想问：",
        "Did you mean:",
        _GROUP,
    ),
    Moment.ROBOT_FALLBACK: PromptRow(
        "the robot has no answer; empty = the usual text",
        "机器人没有答案；空 = 默认话术",
        "抱歉，这个问题我暂时回答不了，请换个说法，或输入“转人工”。",
        "Sorry, I have no answer to that. Please put it another way,"
        " or write “human” to talk to an agent.",
        _GROUP,
    ),
    Moment.ROBOT_ONLY_FALLBACK: PromptRow(
        "the same where nobody but the robot serves; empty = the usual text",
        "同上，用于只有机器人的渠道；空 = 默认话术",
        "抱歉，这个问题我暂时回答不了，请换个说法。这里没有人工客服。",
        "Sorry, I have no answer to that. Please put it another way;"
        " no human serves here.",
        _GROUP,
    ),
    Moment.CLOSED_BY_VISITOR: PromptRow(
        "the visitor has ended the session",
        "访客结束会话",
        "会话已结束，感谢您的咨询。",
        "This session has ended. Thank you for contacting us.",
    ),
    Moment.CLOSED_BY_AGENT: PromptRow(
        "the agent has ended the session",
        "客服结束会话",
        "客服已结束本次会话，感谢您的咨询。",
        "The agent has ended this session. Thank you for contacting us.",
        frozenset({"StaffName"}),
    ),
    Moment.CLOSED_BY_ADMIN: PromptRow(
        "a supervisor has ended the session",
        "组长结束会话",
        "本次会话已结束，感谢您的咨询。",
        "This session has been ended. Thank you for contacting us.",
    ),
    Moment.CLOSED_BY_TIME: PromptRow(
        "silence has ended the session",
        "因沉默而结束会话",
        "由于您长时间未回复，会话已自动结束。",
        "We have not heard from you, so this session was closed.",
    ),
    Moment.RATING_INVITATION: PromptRow(
        "above the levels of a rating; empty = the usual text",
        "邀请评价时，在各级之上；空 = 默认话术",
        USUAL_RATING.invitation.zh,
        USUAL_RATING.invitation.en,
    ),
    Moment.RATING_THANKS: PromptRow(
        "the visitor has rated",
        "访客评价之后",
        USUAL_RATING.thanks.zh,
        USUAL_RATING.thanks.en,
    ),
    **{
        level: PromptRow(
            f"level {number} of a rating, of 5; at most {MAX_OPTION_CHARS} characters"
            " are shown; empty = the usual text",
            f"评价的第 {number} 级，共 5 级；最多 {MAX_OPTION_CHARS} 字；空 = 默认话术",
            label.zh,
            label.en,
        )
        for number, (level, label) in enumerate(
            zip(RATING_LEVELS, USUAL_RATING.labels, strict=True), 1
        )
    },
}
"""The table, in the order in which a session comes to them."""


class PromptText(msgspec.Struct, frozen=True, array_like=True):
    """A text of a service rule, by the word of its moment."""

    moment: str
    language: str
    text: str


def prompt_text(moment: str, language: str, text: str) -> PromptText | Refused:
    """A prompt's new text, where it is one."""
    words = {each.value: each for each in Moment}
    if moment not in words:
        expected = ", ".join(words)
        return _bad(f"expected a moment of {expected}, got {moment!r}")
    if language not in LANGUAGES:
        expected = " or ".join(LANGUAGES)
        return _bad(f"expected a language of {expected}, got {language!r}")
    if len(text) > MAX_PROMPT_CHARS:
        return _bad(f"expected at most {MAX_PROMPT_CHARS} characters, got {len(text)}")
    if "\x00" in text:
        return _bad("expected a text without U+0000")
    known = PROMPTS[words[moment]].variables
    for name in _VARIABLE.findall(text):
        if name not in known:
            expected = ", ".join(f"${{{each}}}" for each in sorted(known)) or "none"
            return _bad(f"{moment}: expected variables of {expected}; got ${{{name}}}")
    return PromptText(moment, language, text)


class Prompts:
    """What is said at each moment, in each language.

    Args:
        texts: by moment and language.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[tuple[str, str], str]) -> None:
        self._texts = texts

    def changed(self, texts: Iterable[PromptText]) -> Prompts:
        """The same with some other texts."""
        new = {(each.moment, each.language): each.text for each in texts}
        return Prompts({**self._texts, **new}) if new else self

    def text(self, moment: Moment, language: str) -> str:
        """The text with its variables as they are written; "" = nothing is said."""
        return self._texts.get((moment.value, language), "")

    def said(self, moment: Moment, tag: str, values: Mapping[str, str]) -> str:
        """What is said to somebody of that language; an unknown value is empty."""
        text = self.text(moment, language_of(tag))
        if "${" not in text:
            return text
        return _VARIABLE.sub(lambda found: values.get(found[1], ""), text)


SILENT: Final = Prompts({})
"""Says nothing."""


USUAL: Final = Prompts(
    {
        (moment.value, language): text
        for moment, row in PROMPTS.items()
        for language, text in ((CHINESE, row.zh), (ENGLISH, row.en))
    }
)
"""The table's texts."""


def _bad(text: str) -> Refused:
    return Refused(Rule.BAD_VALUE, text)
