"""How the lines of a visitor's terminal answer menus, forms and invitations."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.console.card_view import asked
from gateway.console.cards import Cards
from gateway.console.phrases import ENGLISH, Words
from gateway.console.speech import Speech
from gateway.console.styled import for_pipe
from gateway.console.turn import AskRating, Turn
from gateway.console.visitor_requests import AnswerCard
from gateway.wire.asking_bodies import (
    AskingBody,
    FormBody,
    FormField,
    MenuBody,
    MenuOption,
    RatingBody,
    SelectionBody,
)
from gateway.wire.bodies import TextBody
from gateway.wire.server_frames import Message, Session
from gateway.wire.terms import SessionStateName

pytestmark = pytest.mark.covers("V3", "V5", "P7")

WORDS = Words(ENGLISH)
MENU = MenuBody("?", (MenuOption("pre", "Sales"), MenuOption("post", "Service")))
SIZES = (MenuOption("s", "small"), MenuOption("l", "large"))
FORM = FormBody(
    "?",
    (
        FormField("name", "Name"),
        FormField("size", "Size", SIZES, required=False),
        FormField("phone", "Phone", required=False),
    ),
)
LEVELS = tuple(MenuOption(f"10{each}", f"{each}") for each in range(1, 6))
RATING = RatingBody("i", "Please rate.", LEVELS, "number", 12, 9)


def cards(*bodies: AskingBody | SelectionBody | TextBody) -> Cards:
    """What is known after these messages, from number 1 on."""
    found = Cards(WORDS)
    for number, body in enumerate(bodies, 1):
        found.take(Message("s", "visitor", number, "robot", "", "", body, 5))
    return found


def moved(state: SessionStateName) -> Session:
    return Session("s", 1, state, "g", "v", "", 1)


def line(turn: Turn) -> str:
    """The one line that says what was wrong."""
    (text,) = turn.lines
    assert turn.actions == ()
    return for_pipe(text)


def test_a_number_chooses_from_the_menu_that_waits() -> None:
    known = cards(TextBody("hi"), MENU)
    assert known.chosen("2") == Turn(actions=[AnswerCard("s", 2, "post")])
    for text in ("0", "3", "Sales", "1000", ""):
        assert known.chosen(text) is None, "it is sent as it is"
    known.moved(moved("collecting"))
    assert known.chosen("1") is not None
    known.moved(moved("queued"))
    assert known.chosen("1") is None


def test_what_was_answered_waits_no_more() -> None:
    assert cards(MENU, SelectionBody(1, "pre", "Sales")).chosen("1") is None
    assert cards(MENU, SelectionBody(9)).chosen("1") is not None
    rated = cards(RATING, SelectionBody(1, "105", "5"))
    assert rated.rated("s", "") == Turn(actions=[AskRating("s")])
    assert cards().chosen("1") is None


@pytest.mark.parametrize(
    ("rest", "answer"),
    [
        ("5", AnswerCard("s", 1, "105")),
        ("1 solved", AnswerCard("s", 1, "101", outcome="solved")),
        (
            "3 未解决 too slow",
            AnswerCard("s", 1, "103", outcome="unsolved", comment="too slow"),
        ),
        ("4 good work", AnswerCard("s", 1, "104", comment="good work")),
    ],
)
def test_a_rating_has_a_level_an_outcome_and_a_comment(
    rest: str, answer: AnswerCard
) -> None:
    assert cards(RATING).rated(None, rest) == Turn(actions=[answer])


def test_a_rating_that_is_none_is_explained() -> None:
    for rest in ("", "6", "good"):
        assert line(cards(RATING).rated("s", rest)).startswith("Give 1 to 5")
    assert line(cards().rated("s", "5")).endswith("/rate asks for it.")
    assert line(cards().rated(None, "")) == "There is nothing to rate now."


@pytest.mark.parametrize(
    ("rest", "values"),
    [
        ("Li Lei", (("name", "Li Lei"),)),
        ("Li; 2; 138", (("name", "Li"), ("size", "l"), ("phone", "138"))),
        ("Li；small； -", (("name", "Li"), ("size", "s"))),
        ("Li; huge", (("name", "Li"), ("size", "huge"))),
    ],
)
def test_a_form_is_filled_in_at_once(
    rest: str, values: tuple[tuple[str, str], ...]
) -> None:
    answer = AnswerCard("s", 1, values=values)
    assert cards(FORM).filled(rest) == Turn(actions=[answer])


def test_a_form_that_is_not_there_or_has_fewer_fields_is_explained() -> None:
    assert line(cards(MENU).filled("x")) == "There is no form to fill in now."
    for rest in ("", "a; b; c; d"):
        said = line(cards(FORM).filled(rest))
        assert said == "Give 3 values, apart by semicolons: /fill Name; Size; Phone"


def test_numbers_are_shown_as_such() -> None:
    rows = asked(WORDS, RATING).splitlines()
    assert rows[:3] == ["Please rate.", "1 1", "2 2"]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (MENU, "Enter a number."),
        (replace(MENU, tail="Choose, please."), "Choose, please."),
        (
            FORM,
            "Enter one after the other, or all at once: /fill Name; Size; Phone",
        ),
        (RATING, "Rate with /rate 5; solved or unsolved and a comment may follow."),
    ],
)
def test_visitors_are_told_how_to_answer(body: AskingBody, how: str) -> None:
    card = Message("s", "visitor", 1, "robot", "", "", body, 5)
    to_visitor = Speech(WORDS, "visitor").said(card).splitlines()
    to_agent = Speech(WORDS, "agent").said(card).splitlines()
    assert to_visitor[-1] == how
    assert to_agent == (to_visitor if how == "Choose, please." else to_visitor[:-1])
