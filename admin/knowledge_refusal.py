"""PURE: why nothing was changed of what the robot knows, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.knowledge.checking import Fault, FaultKind
from actors.knowledge.records import KnowledgeRefused, KnowledgeRule
from admin.sheet.phrases import Heading
from gateway.console.phrases import Bilingual, Words


@unique
class RefusalPhrase(Bilingual):
    """By its rule; names in braces are filled in."""

    NO_SUCH_ENTRY = ("没有这条知识", "there is no such entry")
    SAME_QUESTION = (
        "另一条知识已有这个标准问题",
        "another entry asks that: change it, or add similar questions to it",
    )
    NO_SUCH_CATEGORY = ("没有这个分类", "there is no such category")
    NO_SUCH_VERSION = ("没有这个版本", "there is no such version")
    NOT_EMPTY = (
        "分类里还有内容，请先移走",
        "the category is not empty: move what is in it first",
    )
    ON_WELCOME_CARD = (
        "欢迎卡片上有这条知识，请先从卡片上去掉",
        "the welcome card shows it: take it off first",
    )
    NOTHING_NEW = (
        "与线上版本相同，没有可发布的内容",
        "it is what is in force: there is nothing to publish",
    )
    ROBOT_OFF = (
        "机器人已停用：先执行 triodesk settings set robot_enabled true",
        "the robot is off: triodesk settings set robot_enabled true",
    )
    TOO_MANY = ("太多了", "there are too many")
    BAD_ENTRY = ("这条知识有误", "the entry is not as it should be")
    BAD_CATEGORY = ("分类有误", "the category is not as it should be")
    BAD_WELCOME = ("欢迎卡片有误", "the welcome card is not as it should be")
    NOT_ALLOWED = ("没有权限", "expected who may do that")
    NO_SUCH_CONTRIBUTION = ("没有这条贡献", "there is no such contribution")
    DECIDED = ("这条贡献已经处理过", "the contribution is decided already")
    # around them
    DETAILED = ("{reason}：{details}", "{reason}: {details}")
    BETWEEN = ("；", "; ")


@unique
class FaultPhrase(Bilingual):
    """The names are those of `FaultKind`."""

    EMPTY = ("“{heading}”不能为空", '"{heading}": expected some text')
    TOO_LONG = (
        "“{heading}”应不超过 {limit} 字",
        '"{heading}": expected at most {limit} characters',
    )
    TOO_MANY = (
        "“{heading}”应不超过 {limit} 个",
        '"{heading}": expected at most {limit}',
    )
    TOO_LARGE = (
        "整条知识应不超过 {limit} 字节",
        "expected an entry of at most {limit} bytes in all",
    )
    BAD_ID = (
        "“{heading}”应为 1 至 {limit} 个字母、数字、“.”、“_”或“-”",
        "\"{heading}\": expected 1 to {limit} letters, digits, '.', '_' or '-'",
    )
    BAD_LANGUAGE = (
        "“{heading}”应为语言代码，如 zh 或 en-GB",
        '"{heading}": expected a language tag, as zh or en-GB',
    )
    CONTROL = (
        "“{heading}”应为一行，不含控制字符",
        '"{heading}": expected one line without control characters',
    )
    REPEATED = (
        "“{heading}”有重复，或与标准问题相同",
        '"{heading}": expected each once, and not the standard question',
    )
    NO_ANSWER = ("至少需要一个答案", "expected at least one answer")
    BAD_CARD = (
        "“{heading}”应为有内容的卡片，或由问题组成的菜单",
        '"{heading}": expected a card that says something, or a menu of questions',
    )
    BAD_DATES = (
        "“{heading}”应晚于生效时间",
        '"{heading}": expected an end behind the beginning',
    )
    TOO_DEEP = (
        "“{heading}”应不超过 {limit} 层",
        '"{heading}": expected at most {limit} levels',
    )

    NAME_TAKEN = (
        "“{heading}”与同级的另一个分类相同",
        '"{heading}": expected a name that no other one beside it has',
    )
    OTHER_BASE = (
        "“{heading}”不属于同一个知识库",
        '"{heading}": expected what is of the same base',
    )


@unique
class FieldPhrase(Bilingual):
    """What no column of a sheet is for."""

    TITLE = ("标题", "title")
    TEXT = ("文字", "text")
    QUESTIONS = ("问题", "questions")
    NAME = ("名称", "name")
    PARENT = ("上级分类", "parent category")


REASONS: Final[Mapping[KnowledgeRule, RefusalPhrase]] = {
    KnowledgeRule.SAME_QUESTION: RefusalPhrase.SAME_QUESTION,
    KnowledgeRule.NO_SUCH_ENTRY: RefusalPhrase.NO_SUCH_ENTRY,
    KnowledgeRule.NO_SUCH_CATEGORY: RefusalPhrase.NO_SUCH_CATEGORY,
    KnowledgeRule.NO_SUCH_VERSION: RefusalPhrase.NO_SUCH_VERSION,
    KnowledgeRule.NOT_EMPTY: RefusalPhrase.NOT_EMPTY,
    KnowledgeRule.ON_WELCOME_CARD: RefusalPhrase.ON_WELCOME_CARD,
    KnowledgeRule.NOTHING_NEW: RefusalPhrase.NOTHING_NEW,
    KnowledgeRule.ROBOT_OFF: RefusalPhrase.ROBOT_OFF,
    KnowledgeRule.TOO_MANY: RefusalPhrase.TOO_MANY,
    KnowledgeRule.BAD_ENTRY: RefusalPhrase.BAD_ENTRY,
    KnowledgeRule.BAD_CATEGORY: RefusalPhrase.BAD_CATEGORY,
    KnowledgeRule.BAD_WELCOME: RefusalPhrase.BAD_WELCOME,
    KnowledgeRule.NOT_ALLOWED: RefusalPhrase.NOT_ALLOWED,
    KnowledgeRule.NO_SUCH_CONTRIBUTION: RefusalPhrase.NO_SUCH_CONTRIBUTION,
    KnowledgeRule.DECIDED: RefusalPhrase.DECIDED,
}
PHRASES: Final = {kind: FaultPhrase[kind.name] for kind in FaultKind}
FIELDS: Final[Mapping[str, Bilingual]] = {
    "id": Heading.ID,
    "base": Heading.BASE,
    "category": Heading.CATEGORY,
    "question": Heading.QUESTION,
    "similar": Heading.SIMILAR,
    "answers": Heading.ANSWER,
    "channels": Heading.CHANNELS,
    "language": Heading.LANGUAGE,
    "valid": Heading.VALID_UNTIL,
    "entry": Heading.QUESTION,
    "title": FieldPhrase.TITLE,
    "text": FieldPhrase.TEXT,
    "questions": FieldPhrase.QUESTIONS,
    "name": FieldPhrase.NAME,
    "parent": FieldPhrase.PARENT,
}
"""By what faults name."""


def fault_text(words: Words, fault: Fault, field: Bilingual | None = None) -> str:
    """A sentence; `field` where what is at fault has another name for the reader."""
    heading = words(field or FIELDS[fault.field])
    return words(PHRASES[fault.kind], heading=heading, limit=fault.limit)


def refusal_text(words: Words, refused: KnowledgeRefused) -> str:
    """The reason, what it is about, and what is wrong with that."""
    reason = words(REASONS[refused.rule])
    faults = (fault_text(words, each) for each in refused.faults)
    details = words(RefusalPhrase.BETWEEN).join(filter(None, (refused.named, *faults)))
    if not details:
        return reason
    return words(RefusalPhrase.DETAILED, reason=reason, details=details)
