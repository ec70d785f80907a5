"""Agents who are away are called by a robot: a live desk, a played robot."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
import trio
import trio.testing

from actors.agent.messages import Detach
from actors.ids import AgentId, SessionId
from actors.reminders.office import (
    BREAKER_FAILURES,
    MAX_AT_ONCE,
    MAX_ROBOTS,
    MAX_WAITING,
    REQUEST_SECONDS,
    ReminderOffice,
    ReminderService,
    RobotFailing,
)
from actors.reminders.reminder import MAX_A_MINUTE, Occasion, Reminder
from actors.session.messages import PostMessage
from actors.session.terms import VISITOR_ROOM, Role, Sender
from runtime.child import ChildSpec
from runtime.journal_memory import MemoryJournal
from tests.actors.live_desk import ROBOT, LiveDesk, live_desk
from tests.receiver import PlayedReceiver, Reply, Script

pytestmark = pytest.mark.covers("W2")

MockClock = trio.testing.MockClock
ASK = PostMessage(Sender(Role.VISITOR, "zoe"), VISITOR_ROOM, "c", b"{}", "hello?")
REMINDED_SECONDS = 61.0
"""After that the agent is reminded, by the usual settings."""


class Stage:
    """A desk whose group has a robot."""

    def __init__(self) -> None:
        self.script = Script()
        self.office: ReminderOffice
        self.desk: LiveDesk

    def beside(self, desk: LiveDesk) -> tuple[ChildSpec, ...]:
        poster = PlayedReceiver(robot=self.script)
        self.office = ReminderOffice(poster, desk.finder, desk.node.events)
        desk.reminds = self.office.remind
        self.desk = desk
        return (ChildSpec("office", lambda: ReminderService(self.office)),)

    async def served(self, *, is_there: bool) -> str:
        """A session that Ann serves, and whose visitor has asked something."""
        await self.desk.free_agent("ann", "g")
        session = await self.desk.open("zoe", asks_server=False)
        await trio.sleep(1.0)
        if not is_there:
            self.desk.finder.agent(AgentId("ann")).tell(Detach("c"))
        await self.desk.finder.session(SessionId(session)).ask(ASK)
        return session

    async def away(self, count: int, url: str = ROBOT) -> None:
        """So many reminders for somebody who is not there, one by one."""
        for _ in range(count):
            wanted = Occasion.OFFER
            reminder = Reminder(url, AgentId("ann"), wanted, SessionId("s"))
            self.office.remind(reminder)
            await trio.sleep(0.001)

    @property
    def said(self) -> list[str]:
        received = (json.loads(each.body) for each in self.script.received)
        return [each["text"]["content"] for each in received]


@asynccontextmanager
async def stage(backend: MemoryJournal | None = None) -> AsyncGenerator[Stage]:
    found = Stage()
    async with live_desk(backend, beside=found.beside):
        yield found


@asynccontextmanager
async def absent() -> AsyncGenerator[Stage]:
    """Ann is known, and away."""
    async with stage() as here:
        await here.desk.free_agent("ann", "g")
        here.desk.finder.agent(AgentId("ann")).tell(Detach("c"))
        yield here


async def test_who_is_away_is_called_to_a_message_without_an_answer(
    autojump_clock: MockClock,
) -> None:
    async with stage() as here:
        await here.served(is_there=False)
        await trio.sleep(REMINDED_SECONDS)
        (said,) = here.said
        assert said.splitlines()[0] == "triodesk @Ann"
        assert "a message waits" in said
        assert said.endswith("zoe · G")
        assert here.script.received[0].target == "/say?key=1"


async def test_who_is_at_the_desk_is_not_called(autojump_clock: MockClock) -> None:
    async with stage() as here:
        await here.served(is_there=True)
        await trio.sleep(REMINDED_SECONDS)
        assert here.said == []
        assert here.office.counts == {"needless": 2}


async def test_a_start_calls_nobody_a_second_time(autojump_clock: MockClock) -> None:
    backend = MemoryJournal()
    async with stage(backend) as here:
        await here.served(is_there=False)
        await trio.sleep(REMINDED_SECONDS)
    async with stage(backend) as here:
        await trio.sleep(REMINDED_SECONDS)
        assert here.office.counts == {}


async def test_who_is_unknown_is_not_called(autojump_clock: MockClock) -> None:
    async with stage() as here:
        await here.away(1)
        assert here.office.counts == {"needless": 1}


async def test_a_robot_is_not_asked_too_often(autojump_clock: MockClock) -> None:
    async with absent() as here:
        await here.away(MAX_A_MINUTE + 2)
        assert here.office.counts == {"sent": MAX_A_MINUTE, "dropped": 2}
        await trio.sleep(60.0)
        await here.away(1)
        assert here.office.counts["sent"] == MAX_A_MINUTE + 1


async def test_a_robot_that_fails_is_left_alone_for_a_while(
    autojump_clock: MockClock,
) -> None:
    async with absent() as here:
        refusal = Reply(body=b'{"errcode": 93000, "errmsg": "invalid webhook url"}')
        here.script.otherwise = lambda _: refusal
        await here.away(BREAKER_FAILURES + 1)
        assert here.office.counts == {"failed": BREAKER_FAILURES, "dropped": 1}
        told = [each for each in here.desk.told if isinstance(each, RobotFailing)]
        assert [each.text for each in told] == ["errcode 93000: invalid webhook url"]


async def test_a_silent_robot_holds_up_no_more_than_there_is_room(
    autojump_clock: MockClock,
) -> None:
    async with absent() as here:
        here.script.otherwise = lambda _: Reply(is_silent=True)
        for number in range(MAX_AT_ONCE + MAX_WAITING + 5):
            await here.away(1, f"https://robot/{number}")
        assert len(here.script.received) == MAX_AT_ONCE
        assert here.office.counts == {"dropped": 5}
        here.script.otherwise = lambda _: Reply()
        await trio.sleep(REQUEST_SECONDS)
        await trio.sleep(0.001)
        assert here.office.counts["failed"] == MAX_AT_ONCE
        assert here.office.counts["sent"] == MAX_WAITING


async def test_the_pace_of_a_robot_long_unused_is_forgotten(
    autojump_clock: MockClock,
) -> None:
    async with absent() as here:
        await here.away(MAX_A_MINUTE)
        for number in range(MAX_ROBOTS):
            await here.away(1, f"https://robot/{number}")
        await here.away(1)
        assert here.office.counts == {"sent": MAX_A_MINUTE + MAX_ROBOTS + 1}
