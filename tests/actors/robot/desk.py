"""Visitors who talk to a robot on a live desk."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from actors.ids import GroupId, SessionId, VisitorId
from actors.robot.live_base import LiveBase
from actors.robot.office import RobotOffice, RobotService
from actors.session.events import CardPosted, SessionEvent
from actors.session.messages import OpenSession, PostMessage
from actors.session.replies import Accepted, Opened
from actors.session.robot_events import RobotAnswered
from actors.session.terms import VISITOR_ROOM, Role, Sender, SessionPhase
from runtime.child import ChildSpec
from runtime.journal_memory import MemoryJournal
from tests.actors.invariants import history
from tests.actors.live_desk import LiveDesk, live_desk

SESSION = SessionId("s")


class Talk:
    """One life of a desk with a robot."""

    def __init__(self, backend: MemoryJournal) -> None:
        self.backend = backend
        self.desk: LiveDesk
        self.office: RobotOffice

    def beside(self, desk: LiveDesk) -> tuple[ChildSpec, ...]:
        self.desk = desk
        node = desk.node
        self.office = RobotOffice(desk.finder, node.events, node.wall_ms)
        desk.asks_robot = self.office.ask
        desk.greets = self.office.greeting
        return (ChildSpec("robot", lambda: RobotService(self.office)),)

    async def open(self, session: SessionId = SESSION) -> None:
        visitor, group = VisitorId(f"v{session}"), GroupId("g")
        message = OpenSession(visitor, "V", "web", group, SessionPhase.ROBOT)
        opened = await self.desk.finder.session(session).ask(message)
        assert opened == Opened(session)

    async def say(self, text: str, session: SessionId = SESSION) -> None:
        sender = Sender(Role.VISITOR, f"v{session}")
        cid = self.desk.operation()
        post = PostMessage(sender, VISITOR_ROOM, cid, text.encode(), text)
        accepted = await self.desk.finder.session(session).ask(post)
        assert isinstance(accepted, Accepted), accepted

    def events(self, session: SessionId = SESSION) -> list[SessionEvent]:
        return [each.event for each in history(self.backend, {session})]

    def verdicts(self, session: SessionId = SESSION) -> list[str]:
        happened = self.events(session)
        return [each.verdict.value for each in happened if type(each) is RobotAnswered]

    def cards(self, session: SessionId = SESSION) -> list[object]:
        return [each.card for each in self.events(session) if type(each) is CardPosted]


@asynccontextmanager
async def talking(base: LiveBase | None = None) -> AsyncGenerator[Talk]:
    """Runs a desk with a robot that answers from that version."""
    talk = Talk(MemoryJournal())
    async with live_desk(talk.backend, talk.beside):
        if base is not None:
            talk.office.put(base)
        yield talk
