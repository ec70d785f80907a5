"""PURE: what the pages of service rules have in common (M2 to M5)."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.rules.rulebook import DEFAULT_RULE
from gateway.console.phrases import Bilingual, Words


@unique
class ServicePhrase(Bilingual):
    """Names in braces are filled in."""

    DEFAULT_RULE = ("默认规则", "Default rule")
    LONGEST_IDLE = ("空闲最久优先", "Longest idle first")
    LEAST_LOADED = ("接待最少优先", "Least loaded first")
    ROUND_ROBIN = ("轮流分配", "In turn")
    LAST_AGENT = ("上次接待的座席优先", "The visitor's last agent first")
    SKILL_LEVEL = ("技能等级高的优先", "Highest skill first")
    AUTO = ("自动接入", "Accepted by itself")
    MANUAL = ("座席手动接入", "Accepted by hand")
    KEEP = ("保留给原座席", "Kept for the agent")
    REQUEUE = ("重新排队", "Queued again")
    TEXT = ("回复话术", "A text")
    TRANSFER = ("转人工", "A human")
    STAR = ("星", "Stars")
    NUMBER = ("数字", "Numbers")


@unique
class UnitPhrase(Bilingual):
    """Units of settings, by their words in the table."""

    S = ("秒", "s")
    HOURS = ("小时", "hours")
    SESSIONS = ("个会话", "sessions")
    QUESTIONS = ("个问题", "questions")
    TAGS = ("个", "tags")


@unique
class ServiceProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    WRONG_STATE = (
        "其他人刚刚修改过，或现在不能这样做，请重新载入页面查看：{detail}",
        (
            "Somebody changed the rules meanwhile, or it cannot be done now. Reload "
            "the page to see how they are: {detail}"
        ),
    )
    BAD_VALUE = ("请检查填写的内容：{detail}", "Please check the input: {detail}")
    ID_CONFLICT = (
        "这个标识已被使用，请换一个",
        "This id is taken: choose another one",
    )
    NO_SUCH_GROUP = (
        "没有这个技能组，可能已被删除：{detail}",
        "There is no such group any more: {detail}",
    )


CHOICES: Final = {each.name.lower(): each for each in list(ServicePhrase)[1:]}
"""What the words of settings mean, by themselves."""
UNITS: Final = {each.name.lower(): each for each in UnitPhrase}
"""By their words in the table; the others are told where the setting is."""


def choice_name(value: str, words: Words) -> str:
    """What a choice is called."""
    phrase = CHOICES.get(value)
    return value if phrase is None else words(phrase)


def rule_name(rule: str, name: str, words: Words) -> str:
    """What a service rule is called."""
    if name:
        return name
    return words(ServicePhrase.DEFAULT_RULE) if rule == DEFAULT_RULE else rule


def unit_name(unit: str, words: Words) -> str:
    """What a setting's unit is called; "" = it needs none."""
    phrase = UNITS.get(unit)
    return "" if phrase is None else words(phrase)
