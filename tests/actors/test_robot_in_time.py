"""Sessions with the robot on a live desk: silence, late replies, new incarnations."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest
import trio
import trio.testing

from actors.cards.card import TextCard
from actors.channels.core import Channel
from actors.ids import GroupId, SessionId, VisitorId
from actors.reception import Arrival, Reception
from actors.robot.answer import Direct, Question
from actors.rules.messages import ChangeRules, SetSetting
from actors.session.events import CardPosted
from actors.session.messages import OpenSession, PostMessage
from actors.session.replies import Accepted, Opened
from actors.session.robot_events import RobotAnswered, Verdict
from actors.session.robot_messages import RobotReplied
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from runtime.called_back import answered
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
    accepted = await session.ask(post)
    assert isinstance(accepted, Accepted)


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


@pytest.mark.covers("R1", "R9")
@pytest.mark.parametrize("is_on", [True, False])
async def test_the_robot_comes_first_or_alone_and_switched_off_not_at_all(
    autojump_clock: MockClock, *, is_on: bool
) -> None:
    async with live_desk() as desk:
        if not is_on:
            off = SetSetting("", "robot_enabled", value=False)
            await desk.finder.rulebook.ask(ChangeRules((off,), "boss", "o"))
        phases = [await opened_at(desk, is_only=each) for each in (False, True)]
        first = SessionPhase.ROBOT if is_on else SessionPhase.QUEUED
        assert phases == [first, SessionPhase.ROBOT]


async def opened_at(desk: LiveDesk, *, is_only: bool) -> SessionPhase:
    """Where a new visitor of a channel with the robot stands at first."""
    channel = Channel(id="web", group="g", entry="robot_only" if is_only else "robot")
    rule = channel.entry_rule()
    random = Random(is_only)
    reception = Reception(desk.desk, random, desk.node.wall_ms, lambda _: rule)
    arrival = Arrival(VisitorId(f"v{is_only}"), "V", "web")
    opened = await answered(partial(reception.open, arrival))
    assert isinstance(opened, Opened)
    return (await desk.view(opened.session)).phase
