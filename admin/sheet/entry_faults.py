"""PURE: what is wrong with the entry that a row says, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from enum import unique
from typing import Final

from actors.knowledge.checking import (
    FaultKind,
    faults_of_category,
    faults_of_entry,
)
from actors.knowledge.entry import MAX_DEPTH, Category, CategoryId
from admin.sheet.form import Written
from admin.sheet.phrases import Heading
from gateway.console.phrases import Bilingual, Words


@unique
class EntryFault(Bilingual):
    """The names are those of `FaultKind`, and one more."""

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


PHRASES: Final = {kind: EntryFault[kind.name] for kind in FaultKind}
HEADINGS: Final = {
    "id": Heading.ID,
    "category": Heading.CATEGORY,
    "question": Heading.QUESTION,
    "similar": Heading.SIMILAR,
    "answers": Heading.ANSWER,
    "channels": Heading.CHANNELS,
    "language": Heading.LANGUAGE,
    "valid": Heading.VALID_UNTIL,
    "entry": Heading.QUESTION,
}
"""By the fields that faults name."""


def entry_faults(written: Written, words: Words) -> Iterator[str]:
    """A sentence for each."""
    for fault in faults_of_entry(written.entry):
        heading = words(HEADINGS[fault.field])
        yield words(PHRASES[fault.kind], heading=heading, limit=fault.limit)
    heading = words(Heading.CATEGORY)
    path, base = written.category, written.entry.base
    if len(path) > MAX_DEPTH:
        yield words(EntryFault.TOO_DEEP, heading=heading, limit=MAX_DEPTH)
    for name in path:
        for fault in faults_of_category(Category(CategoryId("c"), base, name)):
            yield words(PHRASES[fault.kind], heading=heading, limit=fault.limit)
