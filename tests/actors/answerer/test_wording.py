"""A robot whose answers a model may word, on a live desk (R13)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import trio
import trio.testing
from msgspec.structs import replace as replaced

from actors.answerer.settings import ModelSettings
from actors.answerer.tree import Answerer
from actors.cards.card import TextCard
from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot.answer import Candidate, Question, Reply, Unknown
from actors.robot.live_base import LiveBase
from actors.robot.office import Tell
from actors.robot.trial import Trial
from actors.rules.prompts import USUAL, Moment
from actors.session.robot_events import RobotAnswered
from actors.session.terms import VISITOR_ROOM, Role, Sender
from actors.session.view import TypingChanged, session_topic
from runtime.child import ChildSpec
from runtime.errors import Unavailable
from runtime.journal_memory import MemoryJournal
from tests.actors.answerer.model import answering
from tests.actors.live_desk import LiveDesk, live_desk
from tests.actors.robot.bases import RETURN, asked, edition
from tests.actors.robot.desk import SESSION, Talk
from tests.actors.robot.inline_base import InlineBase
from tests.receiver import PlayedReceiver, Script
from tests.receiver import Reply as Said

MockClock = trio.testing.MockClock
SETTINGS = ModelSettings("https://model/v1/chat/completions", model="small")
FALLBACK = TextCard(USUAL.text(Moment.ROBOT_FALLBACK, "zh"))
ASKED = "我想把鞋子退了"
"""Nothing that the base is sure of."""


class Talked(Talk):
    """The same, with a model."""

    def __init__(self, script: Script) -> None:
        super().__init__(MemoryJournal())
        self.script = script

    def beside(self, desk: LiveDesk) -> tuple[ChildSpec, ...]:
        robot = super().beside(desk)
        answerer = Answerer(
            SETTINGS,
            PlayedReceiver(model=self.script),
            desk.desk.journal,
            desk.finder,
            desk.node,
        )
        self.office.reword = answerer.take
        return (*robot, *answerer.children())

    async def hear(self, text: str) -> None:
        await self.say(text)
        await trio.sleep(6)


@asynccontextmanager
async def talking(
    *replies: Said, base: LiveBase | None = None
) -> AsyncGenerator[Talked]:
    script = Script()
    script.replies.extend(replies)
    talk = Talked(script)
    async with live_desk(talk.backend, talk.beside):
        talk.office.put(base or InlineBase(edition()))
        await talk.open()
        yield talk


@pytest.mark.covers("R13")
async def test_what_the_robot_does_not_know_is_worded_with_its_sources(
    autojump_clock: MockClock,
) -> None:
    async with talking(answering("可以，14 天内[1]。")) as talk:
        await talk.hear(ASKED)
        (said,) = talk.cards()[1:]
        assert said == TextCard(f"可以，14 天内。\n\n来源：{RETURN.question}")
        (answered,) = [each for each in talk.events() if type(each) is RobotAnswered]
        assert (answered.entry, answered.sources) == ("return", ("return",))
        assert talk.verdicts() == ["direct"]
        (sent,) = talk.script.received
        assert "14 天内。" in sent.body.decode()


async def test_meanwhile_the_robot_types(autojump_clock: MockClock) -> None:
    async with talking(Said(is_silent=True)) as talk:
        told: list[object] = []
        topic = session_topic(SESSION)
        talk.desk.node.topics.subscribe(topic, lambda each: told.append(each.event))
        await talk.hear(ASKED)
    robot = Sender(Role.ROBOT, "robot")
    sign = TypingChanged(SESSION, VISITOR_ROOM, robot, is_typing=True, after=2)
    # Twice while nothing came, and then what the robot says itself.
    assert [each for each in told if type(each) is TypingChanged] == [sign, sign]
    assert type(told[-1]) is not TypingChanged


@pytest.mark.covers("R13")
async def test_entries_and_chit_chat_answer_without_a_model(
    autojump_clock: MockClock,
) -> None:
    async with talking() as talk:
        await talk.hear("怎么申请退货")
        await talk.hear("谢谢")
        assert talk.verdicts() == ["direct", "small_talk"]
        assert talk.script.received == []


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    "reply",
    [
        answering("NO_ANSWER"),
        answering("请访问 https://evil.example [1]"),
        Said(401),
        Said(is_silent=True),
    ],
    ids=["declines", "was led astray", "refuses", "is silent"],
)
async def test_without_its_answer_the_robots_own_holds_in_time(
    autojump_clock: MockClock, reply: Said
) -> None:
    async with talking(reply) as talk:
        await talk.hear(ASKED)
        assert talk.cards()[1:] == [FALLBACK]
        assert talk.verdicts() == ["unknown"]


class Stuck:
    """A base that answers, and is silent, unavailable or faulty on single entries."""

    version = 1
    questions = 4

    def __init__(self, failure: Exception | None) -> None:
        self._base = InlineBase(edition())
        self._failure = failure

    def greeting(self, channel: str, at_ms: int) -> None:
        return None

    async def try_out(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Trial, ...]:
        return ()

    async def search(self, wish: SearchKnowledge, at_ms: int) -> tuple[Hit, ...]:
        return ()

    async def reply(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Reply, ...]:
        if any(each.entry for each in questions):
            if self._failure is None:
                await trio.sleep_forever()
            raise self._failure
        return await self._base.reply(questions, at_ms)


@pytest.mark.covers("R13")
@pytest.mark.parametrize(
    "failure", [None, Unavailable("it died"), ZeroDivisionError()], ids=repr
)
async def test_a_crash_or_a_silent_base_holds_nobody(
    autojump_clock: MockClock, failure: Exception | None
) -> None:
    async with talking(base=Stuck(failure)) as talk:
        await talk.hear(ASKED)
        assert talk.verdicts() == ["unknown"]
        await talk.hear("谢谢")
        assert talk.verdicts() == ["unknown", "small_talk"]


async def test_a_question_that_is_asked_again_is_worded_once(
    autojump_clock: MockClock,
) -> None:
    async with talking(Said(is_silent=True), answering("Yes [1].")) as talk:
        heard: list[Question] = []
        take = talk.office.reword

        def reword(
            question: Question, reply: Reply, base: LiveBase, tell: Tell
        ) -> bool:
            heard.append(question)
            return take(question, reply, base, tell)

        talk.office.reword = reword
        await talk.say(ASKED)
        await trio.sleep(1)
        talk.office.ask(heard[0])
        await trio.sleep(6)
        assert (len(heard), len(talk.script.received)) == (2, 1)
        assert talk.verdicts() == ["unknown"]


@pytest.mark.covers("R13")
async def test_no_more_are_taken_over_than_may_be_with_the_model_at_once(
    autojump_clock: MockClock,
) -> None:
    settings = replace(SETTINGS, at_once=2)
    unknown, base = Unknown((Candidate("return", "退货", 0.2),)), InlineBase(edition())
    async with live_desk() as desk:
        journal, finder, node = desk.desk.journal, desk.finder, desk.node
        answerer = Answerer(settings, PlayedReceiver(), journal, finder, node)
        questions = [replaced(asked("returns?"), turn=turn) for turn in range(3)]
        taken = [answerer.take(each, unknown, base, print) for each in questions]
    assert taken == [True, True, False]
    assert answerer.office.outcomes == {"busy": 1}


async def test_no_model_needs_nothing(autojump_clock: MockClock) -> None:
    async with live_desk() as desk:
        journal, finder, node = desk.desk.journal, desk.finder, desk.node
        off = Answerer(ModelSettings(), PlayedReceiver(), journal, finder, node)
        assert off.children() == ()
        unknown = Unknown((Candidate("e1", "Q", 0.2),))
        assert not off.take(asked("returns?"), unknown, InlineBase(edition()), print)
