"""A desk that runs under trio on a memory journal, for parts that wait for others."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from functools import partial
from random import Random

import trio
import trio.testing

from actors.agent.messages import AgentStatus, Attach, RegisterAgent, SetStatus
from actors.assignment.messages import DefineGroup, GroupDefined, GroupRule
from actors.business_server.direction import AskServer, Question, ask_nobody
from actors.channels.core import Channel
from actors.desk import Desk
from actors.directory import Directory
from actors.explanation import Explanation, Step, explain
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.reception import Arrival, Reception
from actors.reminders.reminder import Remind, Reminder, remind_nobody
from actors.robot.answer import (
    AskRobot,
    Greeting,
    GreetingOf,
    ask_no_robot,
    no_greeting,
)
from actors.robot.answer import Question as RobotQuestion
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from actors.session.messages import GetSession
from actors.session.replies import Opened
from actors.session.terms import SERVICE
from actors.session.view import SessionView
from actors.tree import service_supervisor
from runtime.called_back import answered
from runtime.child import ChildSpec, Strategy
from runtime.journal import Begin
from runtime.journal_local import LocalJournal, always_commit
from runtime.journal_memory import MemoryJournal
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor

START_MS = 1_700_000_000_000
ROBOT = "https://robot/say?key=1"
CHANNELS = (Channel(id="web", group="g"),)


class LiveDesk:
    """Group `g` (Presale) and what a test says to it; its clock is trio's."""

    def __init__(self, node: Node, backend: MemoryJournal, told: list[Event]) -> None:
        self.node = node
        self.told = told
        token = trio.lowlevel.current_trio_token()
        journal = LocalJournal(backend, token.run_sync_soon, always_commit)
        self.finder = Directory(node)
        self.asks: AskServer = ask_nobody
        self.reminds: Remind = remind_nobody
        self.asks_robot: AskRobot = ask_no_robot
        self.greets: GreetingOf = no_greeting
        self.desk = Desk(
            journal,
            self.finder,
            Rules(
                ServiceSettings(
                    settle_seconds=0.01, copy_to="*@example.com", reminder_url=ROBOT
                ),
                channels=CHANNELS,
            ),
            (),
            ask_server=self._ask_server,
            ask_robot=self._ask_robot,
            greeting=self._greeting,
            remind=self._remind,
        )
        self._operations = 0

    def _ask_server(self, question: Question) -> None:
        self.asks(question)

    def _ask_robot(self, question: RobotQuestion) -> None:
        self.asks_robot(question)

    def _greeting(self, channel: str) -> Greeting | None:
        return self.greets(channel)

    def _remind(self, reminder: Reminder) -> None:
        self.reminds(reminder)

    def operation(self) -> str:
        self._operations += 1
        return f"o{self._operations}"

    async def define_group(self, group: str) -> None:
        answer = await self.finder.group(GroupId(group)).ask(
            DefineGroup(group.title(), GroupRule())
        )
        assert isinstance(answer, GroupDefined)

    async def free_agent(self, agent: str, *groups: str) -> None:
        address = self.finder.agent(AgentId(agent))
        await address.ask(
            RegisterAgent(agent.title(), tuple(map(GroupId, groups)), 1, ())
        )
        await address.ask(Attach("c"))
        await address.ask(SetStatus(AgentStatus.FREE, self.operation()))

    async def open(self, visitor: str, asks_server: bool = True) -> str:  # noqa: FBT001, FBT002
        """A visitor of the channel `web`, whose group is `g`."""
        channels = self.desk.rules.channels
        reception = Reception(
            self.desk,
            Random(self.operation()),
            self.node.wall_ms,
            lambda channel: channels.first(channel, lambda _: asks_server),
        )
        arrival = Arrival(VisitorId(visitor), visitor, "web", address="203.0.113.9")
        opened = await answered(partial(reception.open, arrival))
        assert isinstance(opened, Opened), opened
        return opened.session

    async def view(self, session: str) -> SessionView:
        answer = await self.finder.session(SessionId(session)).ask(GetSession(SERVICE))
        assert isinstance(answer, SessionView)
        return answer

    async def steps(self, session: str) -> tuple[Step, ...]:
        """What `triodesk why` tells."""
        told = await answered(partial(explain, self.desk, SessionId(session)))
        assert isinstance(told, Explanation)
        return told.steps


@asynccontextmanager
async def live_desk(
    backend: MemoryJournal | None = None,
    beside: Callable[[LiveDesk], tuple[ChildSpec, ...]] = lambda _: (),
) -> AsyncGenerator[LiveDesk]:
    """Runs a desk, and what is to run beside it; group `g` is defined."""
    backend = backend or MemoryJournal()
    events = Events()
    told: list[Event] = []
    events.subscribe(Event, told.append)
    desks: list[LiveDesk] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        desk = LiveDesk(node, backend, told)
        backend.answer(Begin(node.wall_ms()))
        desks.append(desk)
        return lambda: Supervisor(
            (
                ChildSpec(
                    "desk",
                    lambda: service_supervisor(desk.desk, node),
                    shutdown_seconds=None,
                ),
                *beside(desk),
            ),
            Strategy.ONE_FOR_ONE,
        )

    async with open_node(plant, events, Random(1)):
        await trio.testing.wait_all_tasks_blocked()
        await desks[0].define_group("g")
        yield desks[0]
