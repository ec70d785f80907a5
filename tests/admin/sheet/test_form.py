"""A row says an entry, in either language, and every fault of it is told."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.cards.card import MenuCard, Option, TextCard
from actors.knowledge.entry import (
    MAX_ANSWERS,
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from admin.sheet.cell import MAX_CELL_CHARS
from admin.sheet.form import (
    Column,
    Form,
    Written,
    cells_of,
    columns_for,
    find_form,
)
from admin.sheet.phrases import Heading, Wrong
from gateway.console.phrases import Words
from runtime.errors import UsageError

pytestmark = pytest.mark.covers("R3")
CHINESE, ENGLISH = Words("zh-CN"), Words("en")
MENU = MenuCard("Size?", (Option("s", "Small"),))


def read(**cells: str) -> Written:
    headings = [name.replace("_", " ") for name in cells]
    missing = {"question", "answer"} - set(headings)
    form = find_form([*headings, *missing], None)
    return form.read(cells.values())


def told(written: Written) -> list[str]:
    return [fault.told(ENGLISH) for fault in written.faults]


def test_a_row_needs_no_more_than_a_question_and_an_answer() -> None:
    assert read(question=" What? ", answer="That.") == Written(
        Entry(
            EntryId(""),
            Base.FAQ,
            CategoryId(""),
            "What?",
            (),
            (Answer(AnswerKind.TEXT, "That."),),
        ),
        (),
        (),
    )


def test_headings_and_words_are_read_in_chinese_too() -> None:
    form = find_form(
        ["标准问题", "答案", "知识库", "启用", "答案类型2", "答案 2", "相似问题"], None
    )
    written = form.read(
        ["问?", "答", "寒暄", "否", "markdown", "**答**", "a\r\nb\n\na"]
    )
    assert not written.faults
    assert written.entry.base is Base.CHITCHAT
    assert not written.entry.enabled
    assert written.entry.similar == ("a", "b")
    assert written.entry.answers == (
        Answer(AnswerKind.TEXT, "答"),
        Answer(AnswerKind.MARKDOWN, "**答**"),
    )


def test_a_card_is_json_and_channels_are_a_list() -> None:
    written = read(
        answer='["menu","Size?",[["s","Small"]]]',
        answer_kind="Card",
        answer_channels="web， app",
    )
    assert written.entry.answers == (Answer(AnswerKind.CARD, "", MENU, ("web", "app")),)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"base": "x"}, '"base": expected one of faq, chitchat, got "x"'),
        ({"enabled": "?"}, '"enabled": expected one of yes, no, got "?"'),
        (
            {"valid from": "soon"},
            (
                '"valid from": expected a time as 2026-05-01 or 2026-05-01T09:30, '
                'got "soon"'
            ),
        ),
        (
            {"answer": "{", "answer kind": "card"},
            '"answer": expected a card as JSON: Expected `array`, got `object`',
        ),
        (
            {"answer": "{", "answer kind": "cart"},
            ('"answer kind": expected one of text, markdown, card, got "cart"'),
        ),
        (
            {"answer channels": "web"},
            '"answer" is empty, and other columns of the same answer are not',
        ),
        (
            {"answer": "x" * (MAX_CELL_CHARS + 1)},
            '"answer": expected at most 32767 characters, got 32768',
        ),
    ],
)
def test_what_is_wrong_with_a_cell_is_told(
    cells: dict[str, str], sentence: str
) -> None:
    assert told(read(**cells)) == [sentence]


def test_all_that_is_wrong_is_told() -> None:
    assert len(read(base="x", enabled="y", valid_until="z").faults) == 3
    assert read(base="x").faults[0].wrong is Wrong.UNKNOWN_WORD


def test_columns_that_nobody_knows_are_not_read() -> None:
    form = find_form(["remarks", "question", "fault", "answer"], None)
    assert form.read(["=1", "Q", "bad", "A"]).entry.question == "Q"


def test_a_form_knows_which_columns_it_lacks() -> None:
    every = [each.title(ENGLISH) for each in columns_for(1)]
    assert find_form(every, None).lacking() == ()
    assert find_form(every[1:], None).lacking() == (), "the id can be missing"
    assert find_form(every[:-1], None).lacking() == (Column(Heading.VALID_UNTIL),)


@pytest.mark.parametrize(
    ("headings", "text"),
    [
        (["answer"], "'标准问题' or 'question'"),
        (["question"], "'答案' or 'answer'"),
        (["question", "answer", "Question "], "'question' twice"),
        (["question", "answer", "answer 2", "答案2"], "'answer 2' twice"),
    ],
)
def test_headings_that_make_no_form_are_refused(headings: list[str], text: str) -> None:
    with pytest.raises(UsageError, match=text):
        find_form(headings, None)


# --- there and back

_LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=8
).map(lambda text: f"{text}.".strip())
_CHANNELS = st.lists(st.sampled_from(["web", "app", "a-b"]), unique=True).map(tuple)
_ANSWER = st.builds(
    Answer,
    st.sampled_from([AnswerKind.TEXT, AnswerKind.MARKDOWN]),
    st.lists(_LINE, min_size=1).map("\n".join),
    st.none(),
    _CHANNELS,
) | st.builds(
    Answer,
    st.just(AnswerKind.CARD),
    st.just(""),
    st.sampled_from([MENU, TextCard("=x")]),
    _CHANNELS,
)


@dataclass
class _Case:
    entry: Entry
    category: tuple[str, ...]


_CASES = st.builds(
    _Case,
    st.builds(
        Entry,
        id=_LINE.map(EntryId),
        base=st.sampled_from(Base),
        category=st.just(CategoryId("")),
        question=_LINE,
        similar=st.lists(_LINE, unique=True).map(tuple),
        answers=st.lists(_ANSWER, max_size=MAX_ANSWERS).map(tuple),
        language=st.sampled_from(["", "zh", "en"]),
        enabled=st.booleans(),
        valid_from_ms=st.integers(0, 10**13),
        valid_until_ms=st.integers(0, 10**13),
        changed_ms=st.just(0),
        changed_by=st.just(""),
    ),
    st.lists(_LINE, max_size=3).map(tuple),
)


@given(_CASES, st.sampled_from([CHINESE, ENGLISH]))
def test_every_entry_comes_back(case: _Case, words: Words) -> None:
    columns = columns_for(MAX_ANSWERS)
    form = find_form([each.title(words) for each in columns], None)
    assert isinstance(form, Form)
    cells = cells_of(columns, case.entry, case.category, words)
    assert form.read(cells) == Written(case.entry, case.category, ())
