"""The robot through connections: welcome, answers, questions back, a human."""

from __future__ import annotations

from typing import Literal

import pytest

from actors.cards.card import MarkdownCard, TextCard
from actors.channels.core import Channel, Channels
from actors.ids import SessionId
from actors.robot.answer import (
    Clarify,
    Direct,
    Greeting,
    Question,
    Reply,
    SmallTalk,
    Suggestion,
    Unknown,
)
from actors.rules.settings import ServiceSettings
from actors.session.robot_messages import RobotReplied
from gateway.wire.answer_frames import Why
from gateway.wire.asking_bodies import MenuBody, MenuOption, SelectionBody
from gateway.wire.bodies import MarkdownBody, TextBody
from gateway.wire.card_frames import Select
from gateway.wire.client_frames import GetWhy
from gateway.wire.codes import ErrorCode
from gateway.wire.robot_frames import AskHuman, Feedback, RateAnswer
from gateway.wire.server_frames import Message
from tests.gateway.house import House, Tab

RETURNS = Direct("returns", "How to return?", TextCard("Within 14 days."), 0.9)
FEES = Direct("fees", "What does it cost?", MarkdownCard("**5 euros**"), 0.8)
KNOWN = (RETURNS, FEES)
QUESTIONS = tuple(Suggestion(each.entry, each.question, 0.2) for each in KNOWN)
OPTIONS = tuple(MenuOption(each.entry, each.question) for each in KNOWN)
REPLIES: dict[str, Reply] = {
    "return?": RETURNS,
    "hello": SmallTalk("hello", TextCard("Hello!"), 0.9),
    "money?": Clarify(QUESTIONS),
}


class RobotHouse:
    """A house whose channel `web` leads to a robot that knows `REPLIES`."""

    def __init__(
        self, settings: ServiceSettings | None = None, *, is_alone: bool = False
    ) -> None:
        entry: Literal["robot", "robot_only"] = "robot_only" if is_alone else "robot"
        channel = Channel(id="web", group="g", entry=entry)
        self.house = House(
            channels=Channels((channel,)),
            entry=lambda _: channel.entry_rule(),
            settings=settings,
        )
        self.house.world.greeting = lambda _: Greeting("I know this:", "Hi", QUESTIONS)
        self.house.world.ask_robot = self._answer

    def _answer(self, question: Question) -> None:
        chosen = {each.entry: each for each in KNOWN}
        known = chosen.get(question.entry) or REPLIES.get(question.text, Unknown())
        session = self.house.world.desk.directory.session(SessionId(question.session))
        session.tell(RobotReplied(question.turn, known))

    def visitor(self) -> Tab:
        return self.house.visitor(group="")


def asked(visitor: Tab, text: str) -> Message:
    """The last that is said after the visitor has written this."""
    assert visitor.send(f"c{visitor.number()}", text).code == ErrorCode.OK
    return visitor.last(Message)


def rate(visitor: Tab, number: int, *, is_helpful: bool) -> int:
    operation = f"r{visitor.number()}"
    frame = RateAnswer(visitor.number(), visitor.session, number, operation, is_helpful)
    return visitor.ask(frame).code


def ask_human(visitor: Tab) -> int:
    return visitor.ask(AskHuman(visitor.number(), visitor.session, "h")).code


@pytest.mark.covers("R9", "V3")
def test_the_welcome_card_is_a_menu_of_questions_that_can_be_asked_again() -> None:
    visitor = RobotHouse().visitor()
    assert visitor.shown(visitor.session).state == "robot"
    (card,) = visitor.all(Message)
    assert (card.number, card.role) == (1, "robot")
    assert card.body == MenuBody("Hi", OPTIONS, "", "I know this:", "welcome")
    for name, said in (
        ("fees", MarkdownBody("**5 euros**")),
        ("returns", TextBody("Within 14 days.")),
    ):
        number = visitor.number()
        frame = Select(number, visitor.session, 1, f"s{number}", name)
        assert visitor.ask(frame).code == ErrorCode.OK
        selected, answer = visitor.all(Message)[-2:]
        assert isinstance(selected.body, SelectionBody)
        assert (selected.body.number, selected.body.option) == (1, name)
        assert (answer.role, answer.body) == ("robot", said)


@pytest.mark.covers("R5", "V3")
def test_a_question_back_is_a_menu_of_its_own_kind() -> None:
    visitor = RobotHouse().visitor()
    assert asked(visitor, "hello").body == TextBody("Hello!")
    back = asked(visitor, "money?")
    assert isinstance(back.body, MenuBody)
    assert (back.body.purpose, back.body.options) == ("clarify", OPTIONS)
    frame = Select(visitor.number(), visitor.session, back.number, "s", "fees")
    assert visitor.ask(frame).code == ErrorCode.OK
    assert visitor.last(Message).body == MarkdownBody("**5 euros**")


@pytest.mark.covers("R7")
def test_answers_can_be_rated_and_both_sides_see_it() -> None:
    robot = RobotHouse()
    visitor = robot.visitor()
    session, answer = visitor.session, asked(visitor, "return?").number
    talk = asked(visitor, "hello").number
    asked(visitor, "???")
    assert [each.number for each in visitor.all(Message) if each.is_answer] == [answer]
    for is_helpful in (True, False):
        assert rate(visitor, answer, is_helpful=is_helpful) == ErrorCode.OK
        assert visitor.shown(session).feedback == (Feedback(answer, is_helpful),)
    assert rate(visitor, talk, is_helpful=True) == ErrorCode.NO_SUCH_MESSAGE
    assert ask_human(visitor) == ErrorCode.OK
    agent = robot.house.free_agent()
    assert agent.shown(session).feedback == visitor.shown(session).feedback


@pytest.mark.covers("R6", "Q15")
def test_who_asks_for_a_human_gets_one_who_reads_it_all_and_why() -> None:
    robot = RobotHouse()
    visitor = robot.visitor()
    asked(visitor, "return?")
    assert visitor.shown(visitor.session).may_ask_human
    assert ask_human(visitor) == ErrorCode.OK
    assert ask_human(visitor) == ErrorCode.OK, "the same wish, under a new number"
    waiting = visitor.shown(visitor.session)
    assert (waiting.state, waiting.may_ask_human) == ("queued", False)
    agent = robot.house.free_agent()
    read = [(each.role, each.body) for each in agent.all(Message)]
    assert [role for role, _ in read] == ["robot", "visitor", "robot"]
    assert read[1:] == [
        ("visitor", TextBody("return?")),
        ("robot", TextBody("Within 14 days.")),
    ]
    why = agent.answer(GetWhy(agent.number(), visitor.session), Why)
    (handed,) = [each for each in why.steps if each.what == "handed_over"]
    assert handed.detail == "asked"


@pytest.mark.covers("R6")
def test_an_answer_that_did_not_help_may_lead_to_a_human() -> None:
    settings = ServiceSettings(unhelpful_transfers=True)
    visitor = RobotHouse(settings).visitor()
    answer = asked(visitor, "return?").number
    assert rate(visitor, answer, is_helpful=False) == ErrorCode.OK
    assert visitor.shown(visitor.session).state == "queued"


@pytest.mark.covers("R1")
def test_where_the_robot_is_alone_nobody_can_be_asked_for() -> None:
    visitor = RobotHouse(is_alone=True).visitor()
    assert not visitor.shown(visitor.session).may_ask_human
    assert ask_human(visitor) == ErrorCode.FORBIDDEN
    assert visitor.shown(visitor.session).state == "robot"
