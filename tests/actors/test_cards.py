"""What visitors answer to cards, and what a pattern takes (V3, V5)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.cards.card import (
    LEVELS,
    Answer,
    Choice,
    Filled,
    FormCard,
    FormField,
    MenuCard,
    Option,
    Outcome,
)
from actors.cards.judging import judge
from actors.cards.pattern import (
    MAX_PATTERN_CHARS,
    MAX_REPEATS,
    BadPattern,
    Pattern,
    pattern_of,
)
from actors.cards.rating_rule import MAX_HOURS, RatingRule
from actors.cards.wording import Wording
from actors.refusal import Refused, Rule
from runtime.errors import UsageError

MENU = MenuCard("?", (Option("a", "A"), Option("b", "B")))
FORM = FormCard(
    "?",
    (
        FormField("name", "Name"),
        FormField("size", "Size", (Option("l", "large"),), is_required=False),
        FormField("phone", "Phone", is_required=False, pattern=r"1\d{10}"),
    ),
)
RATING = RatingRule().card("i", 7, "en")


def values(**given: str) -> Answer:
    return Answer("", tuple(given.items()))


@pytest.mark.covers("V3")
def test_of_a_menu_one_option_is_chosen() -> None:
    assert judge(MENU, Answer("b")) == Choice(Option("b", "B"))
    for wrong in (
        Answer(),
        Answer("c"),
        Answer("a", (("a", "1"),)),
        Answer("a", outcome=Outcome.SOLVED),
        Answer("a", comment="!"),
    ):
        refused = judge(MENU, wrong)
        assert isinstance(refused, Refused)
        assert refused.rule is Rule.BAD_VALUE


@pytest.mark.covers("V3")
def test_a_form_is_filled_in_as_its_fields_say() -> None:
    answer = values(phone="13800000000", name=" Li Lei ", size="l")
    filled = (
        Filled("name", "Name", "Li Lei"),
        Filled("size", "Size", "large", "l"),
        Filled("phone", "Phone", "13800000000"),
    )
    assert judge(FORM, answer) == Choice(None, filled)
    assert judge(FORM, values(name="Li")) == Choice(
        None, (Filled("name", "Name", "Li"),)
    )


@pytest.mark.covers("V3")
@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        values(name=" "),
        values(size="l"),
        values(name="x", size="xl"),
        values(name="x", phone="2"),
        values(name="x" * 201),
        values(name="x", more="y"),
        Answer("", (("name", "x"), ("name", "y"))),
        Answer("a", (("name", "x"),)),
        Answer("", (("name", "x"),), Outcome.SOLVED),
        Answer("", (("name", "x"),), comment="x"),
    ],
)
def test_what_does_not_fit_a_form_is_refused(answer: Answer) -> None:
    refused = judge(FORM, answer)
    assert isinstance(refused, Refused)
    assert refused.rule is Rule.BAD_VALUE


@pytest.mark.covers("V3")
def test_a_form_of_which_nothing_is_filled_in_is_no_answer() -> None:
    optional = FormCard("?", (FormField("name", "Name", is_required=False),))
    assert isinstance(judge(optional, values(name="")), Refused)


@pytest.mark.covers("V5")
def test_a_rating_is_one_level_with_what_the_visitor_adds() -> None:
    answer = Answer("105", (), Outcome.SOLVED, "thanks")
    best = Option("105", "Very satisfied")
    assert judge(RATING, answer) == Choice(best, (), Outcome.SOLVED, "thanks")
    for wrong in (Answer(), Answer("106"), Answer("105", comment="x" * 501)):
        assert isinstance(judge(RATING, wrong), Refused)


@pytest.mark.covers("V5")
def test_the_invitation_is_in_the_visitors_language() -> None:
    rule = RatingRule(hours=2)
    assert [each.id for each in rule.card("i", 0, "").levels] == list(LEVELS)
    assert rule.card("i", 0, "zh-CN").levels[0].text == "非常不满意"
    assert rule.card("i", 0, "en").head == "Please rate this service."
    assert rule.card("i", 5, "en").expires_ms == 5 + 2 * 3_600_000
    assert Wording("你好").to("en") == Wording("", "你好").to("zh-CN") == "你好"
    assert Wording("你好", "hello").to("") == "你好"


@pytest.mark.covers("V5")
def test_a_rule_beyond_its_bounds_is_refused() -> None:
    with pytest.raises(UsageError, match="hours"):
        RatingRule(hours=0)
    with pytest.raises(UsageError, match="hours"):
        RatingRule(hours=MAX_HOURS + 1)
    with pytest.raises(UsageError, match="5 labels"):
        RatingRule(labels=(Wording("好"),))
    with pytest.raises(UsageError, match="a label"):
        RatingRule(labels=(Wording(""),) * 5)
    with pytest.raises(UsageError, match="invitation"):
        RatingRule(invitation=Wording("x" * 501))
    assert RatingRule(thanks=Wording("")).thanks.to("en") == ""


# --- patterns


@pytest.mark.covers("V3")
@pytest.mark.parametrize(
    ("text", "fits", "misses"),
    [
        (r"1\d{10}", ["13800000000"], ["1380000000", "23800000000", ""]),
        (r"[^@ ]+@[a-z0-9.]+", ["a@b.c"], ["a", "@b", "a b@c", "a@B"]),
        ("a?b*c{1,2}", ["c", "abbcc"], ["", "ac" * 2, "accc", "aac"]),
        (r"\..", [".x", ".\n"], ["xx", "."]),
        ("", [""], ["x"]),
        (r"[\d-]{2}", ["1-"], ["a1"]),
    ],
)
def test_a_pattern_takes_what_it_says(
    text: str, fits: list[str], misses: list[str]
) -> None:
    pattern = pattern_of(text)
    assert [value for value in fits if not pattern.fits(value)] == []
    assert [value for value in misses if pattern.fits(value)] == []


@pytest.mark.covers("V3")
@pytest.mark.parametrize(
    "text",
    [
        "(a+)+",
        "a|b",
        "^a$",
        "*",
        "a**",
        "[z-a]",
        "[",
        "\\",
        r"\b",
        r"\1",
        "a{3,2}",
        f"a{{{MAX_REPEATS + 1}}}",
        "a" * (MAX_PATTERN_CHARS + 1),
        "a{200}b{200}c",
    ],
)
def test_what_could_make_the_service_search_is_no_pattern(text: str) -> None:
    with pytest.raises(BadPattern):
        Pattern(text)


ATOMS = st.sampled_from(["a", "b", ".", r"\d", "[ab]", "[^a]"])
COUNTS = st.sampled_from(["", "?", "*", "+", "{2}", "{0,2}", "{1,3}"])


@given(st.lists(st.tuples(ATOMS, COUNTS), max_size=5), st.text("ab1", max_size=8))
def test_a_pattern_means_what_regular_expressions_mean(
    parts: list[tuple[str, str]], value: str
) -> None:
    text = "".join(atom + count for atom, count in parts)
    expected = re.fullmatch(text, value, re.DOTALL) is not None
    assert Pattern(text).fits(value) is expected


def test_a_long_value_costs_no_search() -> None:
    assert not Pattern("a*a*a*a*a*a*a*a*b").fits("a" * 200)
