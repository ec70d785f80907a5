"""Every fault of an entry is told in both languages, under the heading it is of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.knowledge.checking import FaultKind, faults_of_category, faults_of_entry
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    Category,
    CategoryId,
    Entry,
    EntryId,
)
from admin.sheet.entry_faults import entry_faults
from admin.sheet.form import Written
from gateway.console.phrases import Words

pytestmark = pytest.mark.covers("R3")
SAID = Answer(AnswerKind.TEXT, "That.")
GOOD = Entry(EntryId("a"), Base.FAQ, CategoryId(""), "What?", (), (SAID,))
LARGE = Answer(AnswerKind.TEXT, "问" * 4_000)
WRONG = {
    FaultKind.EMPTY: replace(GOOD, question=""),
    FaultKind.TOO_LONG: replace(GOOD, question="x" * 201),
    FaultKind.TOO_MANY: replace(GOOD, answers=(SAID,) * 11),
    FaultKind.TOO_LARGE: replace(GOOD, answers=(LARGE,) * 3),
    FaultKind.BAD_ID: replace(GOOD, id=EntryId("a b")),
    FaultKind.BAD_LANGUAGE: replace(GOOD, language="中文"),
    FaultKind.CONTROL: replace(GOOD, question="a\nb"),
    FaultKind.REPEATED: replace(GOOD, similar=("what?",)),
    FaultKind.NO_ANSWER: replace(GOOD, answers=()),
    FaultKind.BAD_CARD: replace(GOOD, answers=(Answer(AnswerKind.CARD),)),
    FaultKind.BAD_DATES: replace(GOOD, valid_from_ms=2, valid_until_ms=1),
}


def told(entry: Entry, *category: str, language: str = "en") -> list[str]:
    return list(entry_faults(Written(entry, category, ()), Words(language)))


@pytest.mark.parametrize("kind", WRONG)
def test_every_fault_is_told(kind: FaultKind) -> None:
    entry = WRONG[kind]
    assert [fault.kind for fault in faults_of_entry(entry)] == [kind]
    for language in ("en", "zh-CN"):
        (sentence,) = told(entry, language=language)
        assert "{" not in sentence


def test_a_good_entry_has_none() -> None:
    assert told(GOOD, "Sales", "Returns") == []


def test_the_reader_finds_the_column() -> None:
    entry = replace(GOOD, question="")
    assert told(entry, language="zh-CN") == ["“标准问题”不能为空"]
    assert told(entry) == ['"question": expected some text']


def test_a_category_has_its_own() -> None:
    name = "x" * 101
    assert faults_of_category(Category(CategoryId("c"), Base.FAQ, name))
    assert told(GOOD, name) == ['"category": expected at most 100 characters']
    assert told(GOOD, *"abcdef") == ['"category": expected at most 5 levels']
