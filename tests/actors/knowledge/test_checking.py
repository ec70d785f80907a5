"""What an entry, a category and a welcome card may be (R2, R9)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.cards.card import (
    Card,
    FormCard,
    MarkdownCard,
    MenuCard,
    Option,
    TextCard,
)
from actors.knowledge.checking import (
    Fault,
    FaultKind,
    faults_of_category,
    faults_of_entry,
    faults_of_welcome,
)
from actors.knowledge.entry import (
    MAX_ANSWERS,
    MAX_BODY_CHARS,
    MAX_ENTRY_BYTES,
    MAX_QUESTION_CHARS,
    MAX_SIMILAR,
    MAX_WELCOME_QUESTIONS,
    Answer,
    AnswerKind,
    Base,
    Category,
    CategoryId,
    Entry,
    EntryId,
    Welcome,
)

SAID = Answer(AnswerKind.TEXT, "In two days.")
GOOD = Entry(
    EntryId("a.1"), Base.FAQ, CategoryId("c"), "When?", ("How soon?",), (SAID,)
)
MENU = MenuCard("Which?", (Option("e1", "One"), Option("e2", "Two")))
LONG = "x" * (MAX_QUESTION_CHARS + 1)


def card(shown: Card | None, body: str = "") -> tuple[Answer, ...]:
    return (Answer(AnswerKind.CARD, body, shown),)


@pytest.mark.covers("R2")
@pytest.mark.parametrize(
    "entry",
    [
        GOOD,
        replace(GOOD, language="zh-Hans", valid_from_ms=1, valid_until_ms=2),
        replace(GOOD, answers=(SAID, Answer(AnswerKind.MARKDOWN, "**x**"))),
        replace(GOOD, answers=(replace(SAID, channels=("web", "app")),)),
        *(
            replace(GOOD, answers=card(each))
            for each in (TextCard("x"), MarkdownCard("x"), MENU)
        ),
    ],
)
def test_what_is_as_it_should_be_has_no_faults(entry: Entry) -> None:
    assert faults_of_entry(entry) == ()


@pytest.mark.covers("R2")
@pytest.mark.parametrize(
    ("entry", "field", "kind"),
    [
        (replace(GOOD, id="a b"), "id", FaultKind.BAD_ID),
        (replace(GOOD, category="/"), "category", FaultKind.BAD_ID),
        (replace(GOOD, question=" "), "question", FaultKind.EMPTY),
        (replace(GOOD, question=LONG), "question", FaultKind.TOO_LONG),
        (replace(GOOD, question="a\nb"), "question", FaultKind.CONTROL),
        (replace(GOOD, similar=("",)), "similar", FaultKind.EMPTY),
        (replace(GOOD, similar=("WHEN? ",)), "similar", FaultKind.REPEATED),
        (
            replace(GOOD, similar=tuple(map(str, range(MAX_SIMILAR + 1)))),
            "similar",
            FaultKind.TOO_MANY,
        ),
        (replace(GOOD, answers=()), "answers", FaultKind.NO_ANSWER),
        (
            replace(GOOD, answers=(SAID,) * (MAX_ANSWERS + 1)),
            "answers",
            FaultKind.TOO_MANY,
        ),
        (replace(GOOD, answers=(replace(SAID, body=" "),)), "answers", FaultKind.EMPTY),
        (
            replace(GOOD, answers=(replace(SAID, body="x" * (MAX_BODY_CHARS + 1)),)),
            "answers",
            FaultKind.TOO_LONG,
        ),
        (
            replace(GOOD, answers=(replace(SAID, card=MENU),)),
            "answers",
            FaultKind.BAD_CARD,
        ),
        (replace(GOOD, answers=card(None)), "answers", FaultKind.BAD_CARD),
        (replace(GOOD, answers=card(MENU, "x")), "answers", FaultKind.BAD_CARD),
        (replace(GOOD, answers=card(TextCard(" "))), "answers", FaultKind.BAD_CARD),
        (
            replace(GOOD, answers=card(replace(MENU, options=()))),
            "answers",
            FaultKind.BAD_CARD,
        ),
        (replace(GOOD, answers=card(FormCard("?", ()))), "answers", FaultKind.BAD_CARD),
        (
            replace(GOOD, answers=(replace(SAID, channels=("",)),)),
            "channels",
            FaultKind.EMPTY,
        ),
        (replace(GOOD, language="z h"), "language", FaultKind.BAD_LANGUAGE),
        (
            replace(GOOD, valid_from_ms=2, valid_until_ms=2),
            "valid",
            FaultKind.BAD_DATES,
        ),
        (replace(GOOD, valid_from_ms=-1), "valid", FaultKind.BAD_DATES),
    ],
)
def test_what_is_not_is_told_with_its_field(
    entry: Entry, field: str, kind: FaultKind
) -> None:
    faults = faults_of_entry(entry)
    assert (field, kind) in [(each.field, each.kind) for each in faults]


def test_an_entry_fits_a_frame() -> None:
    said = Answer(AnswerKind.TEXT, "中" * MAX_BODY_CHARS)
    large = replace(GOOD, answers=(said, said, said))
    assert faults_of_entry(large) == (
        Fault("entry", FaultKind.TOO_LARGE, MAX_ENTRY_BYTES),
    )


def test_a_fault_says_what_was_expected() -> None:
    (fault,) = faults_of_entry(replace(GOOD, question=LONG))
    assert str(fault) == "question: expected at most 200 characters"


@given(st.text(max_size=300))
def test_whatever_is_asked_is_judged(text: str) -> None:
    faults = faults_of_entry(replace(GOOD, question=text, similar=(text,)))
    assert FaultKind.REPEATED in {each.kind for each in faults}


@pytest.mark.covers("R2")
def test_categories_are_named() -> None:
    good = Category(CategoryId("c"), Base.FAQ, "Delivery", CategoryId("p"))
    assert faults_of_category(good) == ()
    assert faults_of_category(replace(good, parent=CategoryId(""))) == ()
    faults = faults_of_category(replace(good, id="", name="", parent="?"))
    assert [each.field for each in faults] == ["id", "parent", "name"]


@pytest.mark.covers("R9")
def test_a_welcome_card_that_is_shown_says_something() -> None:
    assert faults_of_welcome(Welcome()) == ()
    assert faults_of_welcome(Welcome(enabled=True, text="Hi")) == ()
    (fault,) = faults_of_welcome(Welcome(enabled=True))
    assert (fault.field, fault.kind) == ("text", FaultKind.EMPTY)
    many = tuple(EntryId(str(each)) for each in range(MAX_WELCOME_QUESTIONS + 1))
    faults = faults_of_welcome(
        Welcome(title=LONG, text="x" * 2_000, questions=(*many, many[0]))
    )
    assert [each.kind for each in faults] == [
        FaultKind.TOO_LONG,
        FaultKind.TOO_LONG,
        FaultKind.TOO_MANY,
        FaultKind.REPEATED,
    ]
