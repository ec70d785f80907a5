"""What a visitor's terminal shows while the robot serves, and what it understands."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.client_core.events import (
    MessageReceived,
    RequestAnswered,
    SessionChanged,
    TypingChanged,
)
from gateway.console.cards import Cards
from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.robot import feedback_mark
from gateway.console.speech import Speech
from gateway.console.styled import for_pipe
from gateway.console.turn import PostText
from gateway.console.visitor_requests import AnswerCard, AskForHuman, RateRobot
from gateway.console.why_view import WhyView
from gateway.wire.answer_frames import Why, WhyStep
from gateway.wire.asking_bodies import MenuBody, MenuOption, SelectionBody
from gateway.wire.robot_frames import Feedback
from gateway.wire.server_frames import History, Session
from gateway.wire.terms import PurposeName, SessionStateName
from tests.gateway.console.agent_desk import board, idle
from tests.gateway.console.samples import NOON, connected, message, opened, serving
from tests.gateway.console.test_visitor_model import Visit

OPTIONS = (MenuOption("returns", "How to return?"), MenuOption("fees", "Fees?"))


def card(number: int, purpose: PurposeName) -> MessageReceived:
    body = MenuBody("Hello", OPTIONS, "", "I know this:", purpose)
    return MessageReceived(replace(message(number, "", "robot").message, body=body))


def answer(number: int, text: str = "Within 14 days.") -> MessageReceived:
    said = message(number, text, "robot").message
    return MessageReceived(replace(said, is_answer=True))


def robot(last: int, *, may_ask_human: bool = True) -> SessionChanged:
    view = Session("s1", last + 1, "robot", "presale", "v1", "", last)
    return SessionChanged(replace(view, may_ask_human=may_ask_human))


def with_robot() -> Visit:
    visit = Visit()
    visit.see(connected(), opened(), card(1, "welcome"), robot(1))
    return visit


@pytest.mark.covers("R9", "V3")
def test_the_welcome_card_says_what_can_be_done() -> None:
    assert with_robot().printed == [
        (
            "#1 22:13 robot: Hello⏎I know this:⏎1. How to return?⏎2. Fees?"
            "⏎Enter a number, or ask anything."
        ),
        "The robot serves you now: ask anything; /human asks for a person.",
    ]
    alone = Visit()
    alone.see(connected(), opened(), robot(0, may_ask_human=False))
    assert alone.printed == ["The robot serves you now: ask anything."]


@pytest.mark.covers("R5", "V3")
def test_numbers_choose_from_the_newest_card_again_and_again() -> None:
    visit = with_robot()
    visit.enter("2")
    assert visit.actions[-1:] == [AnswerCard("s1", 1, "fees")]
    chosen = replace(message(2, "", "visitor").message, body=SelectionBody(1, "fees"))
    visit.see(MessageReceived(chosen), answer(3, "5 euros"))
    visit.enter("1")
    assert visit.actions[-1:] == [AnswerCard("s1", 1, "returns")]
    (line,) = visit.see(card(4, "clarify"))
    assert line.endswith("Enter a number; if it is none of these, put it another way.")
    visit.enter("1")
    assert visit.actions[-1:] == [AnswerCard("s1", 4, "returns")]
    visit.see(serving(4))
    visit.enter("1")
    assert visit.actions[-1:] == [PostText("s1", "1")], "an agent is told"


@pytest.mark.parametrize(
    ("purpose", "state", "waits"),
    [
        ("welcome", "robot", True),
        ("clarify", "collecting", False),
        ("", "collecting", True),
        ("", "robot", False),
    ],
)
def test_a_card_waits_while_its_asker_serves(
    purpose: PurposeName, state: SessionStateName, *, waits: bool
) -> None:
    cards = Cards(Words(ENGLISH))
    cards.take(card(1, purpose).message)
    cards.moved(Session("s1", 2, state, "presale", "v1", "", 1))
    assert (cards.chosen("1") is not None) is waits


@pytest.mark.covers("R2", "R5")
def test_an_answer_may_be_a_menu_of_further_questions() -> None:
    visit = with_robot()
    menu = replace(card(2, "").message, is_answer=True)
    (line,) = visit.see(MessageReceived(menu))
    assert line.endswith("Enter a number.⏎Did it help? /helpful or /unhelpful")
    visit.see(robot(2))
    visit.enter("2")
    assert visit.actions[-1:] == [AnswerCard("s1", 2, "fees")]


@pytest.mark.covers("R13")
def test_while_a_model_words_an_answer_the_robot_types() -> None:
    visit = with_robot()
    typing = TypingChanged("s1", "robot", "robot", is_typing=True)
    assert Speech(Words(CHINESE), "visitor").typist(typing) == "机器人"
    (line,) = visit.model.aside(typing)
    assert for_pipe(line) == "robot is typing…"
    visit.see(typing)
    assert visit.panel[-1].endswith("robot is typing…")


@pytest.mark.covers("R6")
def test_a_human_is_asked_for_while_a_session_is_open() -> None:
    visit = with_robot()
    assert visit.enter("/human") == []
    assert visit.actions[-1:] == [AskForHuman("s1")]
    visit.see(robot(1, may_ask_human=False))
    assert visit.enter("/human") == ["No human serves here."]
    assert Visit().enter("/human") == ["There is no open session now."]


@pytest.mark.covers("R7")
def test_an_answer_can_be_rated_and_says_so() -> None:
    visit = with_robot()
    nothing = ["The robot's last words are no answer; name an earlier one: /helpful 7"]
    assert visit.enter("/helpful") == Visit().enter("/helpful") == nothing
    first, second = visit.see(answer(2), answer(3, "5 euros"))
    for line in (first, second):
        assert line.endswith("Did it help? /helpful or /unhelpful")
    visit.enter("/helpful")
    assert visit.actions[-1:] == [RateRobot("s1", 3, is_helpful=True)]
    visit.enter("/unhelpful 2")
    assert visit.actions[-1:] == [RateRobot("s1", 2, is_helpful=False)]
    for rest in ("x", "0", "9" * 16):
        assert visit.enter(f"/helpful {rest}")[0].startswith("Name an answer's message")
    request = RateRobot("s1", 2, is_helpful=False)
    (thanks,) = visit.model.granted(request)
    assert for_pipe(thanks) == "Thank you for your feedback."
    visit.see(message(4, "Sorry, I have no answer to that.", "robot"))
    assert visit.enter("/unhelpful") == nothing, "nobody means the answer before it"
    assert visit.actions[-1:] == [RateRobot("s1", 2, is_helpful=False)]


@pytest.mark.covers("R7")
def test_an_answer_of_the_session_before_is_not_meant_in_the_next_one() -> None:
    visit = with_robot()
    visit.see(answer(2), SessionChanged(replace(robot(2).session, state="closed")))
    visit.enter("/helpful")
    assert visit.actions[-1:] == [RateRobot("s1", 2, is_helpful=True)]
    visit.enter("/new")
    visit.see(opened("s2"))
    assert "no answer" in visit.enter("/helpful")[0]
    visit.enter("/helpful 3")
    assert visit.actions[-1:] == [RateRobot("s2", 3, is_helpful=True)]


@pytest.mark.covers("R6", "R7")
def test_who_takes_over_reads_what_was_said_and_what_helped() -> None:
    desk = idle()
    view = serving(3).session
    rated = replace(view, feedback=(Feedback(2, is_helpful=False),))
    desk.see(board("s1"))
    said = (card(1, "welcome"), answer(2), answer(3))
    lines = desk.see(*said, SessionChanged(rated))
    told = "\n".join(lines)
    assert "2. Fees?" in told
    assert "Within 14 days. [visitor: it did not help]" in told
    assert told.count("[visitor: it") == 1
    assert "/helpful" not in told
    desk.enter("/read")
    history = History(1, "s1", (answer(2).message, answer(3).message))
    _, first, second = desk.see(RequestAnswered(1, history))
    assert first.endswith("Within 14 days. [visitor: it did not help]")
    assert second.endswith("Within 14 days.")


def test_a_mark_is_in_the_readers_language() -> None:
    view = serving().session
    view = replace(view, feedback=(Feedback(2, is_helpful=True),))
    assert feedback_mark(Words(CHINESE), view, 2) == " [访客：有帮助]"
    assert feedback_mark(Words(CHINESE), view, 3) == ""
    assert feedback_mark(Words(CHINESE), None, 2) == ""


@pytest.mark.covers("R6", "Q15")
@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("asked", "the visitor asked for a human"),
        ("unhelpful", "the visitor found an answer unhelpful"),
        ("of_tomorrow", "of_tomorrow"),
    ],
)
def test_why_tells_what_led_from_the_robot(condition: str, said: str) -> None:
    words = Words(ENGLISH)
    step = WhyStep(NOON, "handed_over", "", "", condition)
    lines = WhyView(words, Speech(words, "agent")).shown(Why(1, "s", "queued", (step,)))
    assert for_pipe(lines[-1]).endswith(f"the robot hands over  ·  {said}")
