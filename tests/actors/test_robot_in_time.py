"""Sessions with the robot on a live desk: silence, late replies, new incarnations."""

from __future__ import annotations

import pytest
import trio
import trio.testing

from actors.cards.card import TextCard
from actors.ids import GroupId, SessionId, VisitorId
from actors.robot.answer import Direct, Question
from actors.session.events import CardPosted
from actors.session.messages import OpenSession, PostMessage
from actors.session.replies import Accepted, Opened
from actors.session.robot_events import RobotAnswered, Verdict
from actors.session.robot_messages import RobotReplied
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from runtime.journal_memory import MemoryJournal
from tests.actors.invariants import history
from tests.actors.live_desk import LiveDesk, live_desk

MockClock = trio.testing.MockClock
SESSION = SessionId("s")
ANSWER = Direct("e", "How to return?", TextCard("Within 14 days."), 0.6)


async def asked(desk: LiveDesk) -> None:
    """A visitor of the robot asks something as message 1."""
    session = desk.finder.session(SESSION)
    opened = await session.ask(
        OpenSession(VisitorId("v"), "V", "web", GroupId("g"), SessionPhase.ROBOT)
    )
    assert opened == Opened(SESSION)
    sender = Sender(Role.VISITOR, "v")
    post = PostMessage(sender, VISITOR_ROOM, "c", b"return?", "return?")
    assert isinstance(await session.ask(post), Accepted)


def verdicts(backend: MemoryJournal) -> list[Verdict]:
    happened = (each.event for each in history(backend, {SESSION}))
    return [each.verdict for each in happened if isinstance(each, RobotAnswered)]


@pytest.mark.covers("R5")
async def test_a_robot_that_says_nothing_holds_nobody(
    autojump_clock: MockClock,
) -> None:
    backend = MemoryJournal()
    async with live_desk(backend) as desk:
        await asked(desk)
        await trio.sleep(4.9)
        assert verdicts(backend) == []
        await trio.sleep(0.3)
        assert verdicts(backend) == [Verdict.FAILED]
        desk.finder.session(SESSION).tell(RobotReplied(1, ANSWER))
        await trio.sleep(1)
        assert verdicts(backend) == [Verdict.FAILED], "too late"


@pytest.mark.covers("R5")
async def test_a_new_incarnation_asks_again_and_is_answered_once(
    autojump_clock: MockClock,
) -> None:
    backend, questions = MemoryJournal(), list[Question]()
    async with live_desk(backend) as desk:
        desk.asks_robot = questions.append
        await asked(desk)
        await trio.sleep(1)
    async with live_desk(backend) as desk:
        session = desk.finder.session(SESSION)

        def answer(question: Question) -> None:
            questions.append(question)
            session.tell(RobotReplied(question.turn, ANSWER))
            session.tell(RobotReplied(question.turn, ANSWER))

        desk.asks_robot = answer
        assert (await desk.view(SESSION)).phase is SessionPhase.ROBOT
        await trio.sleep(10)
    assert [(each.turn, each.text) for each in questions] == [(1, "return?")] * 2
    assert verdicts(backend) == [Verdict.DIRECT]
    happened = [each.event for each in history(backend, {SESSION})]
    cards = [each.card for each in happened if isinstance(each, CardPosted)]
    assert cards == [ANSWER.answer]
