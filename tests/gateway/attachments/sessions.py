"""Real sessions under trio's real clock, for what asks them over HTTP.

`s1` is the visitor v's and the agent a's; `over` was the visitor v's.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

import msgspec
import trio
import trio.testing

from actors.agent.messages import AgentStatus, Attach, RegisterAgent, SetStatus
from actors.assignment.messages import DefineGroup
from actors.desk import Desk
from actors.directory import Directory
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.refusal import Refused
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from actors.session.aside_messages import AnswerCall, CallColleague, LeaveAside
from actors.session.messages import (
    CloseSession,
    GetSession,
    OpenSession,
    PostMessage,
    RecallMessage,
    VisitorAttached,
)
from actors.session.replies import Accepted, Done
from actors.session.terms import Role, Sender, SessionPhase
from actors.session.view import PublishedMessage, SessionView
from actors.transcript import read_messages
from actors.tree import service_supervisor
from gateway.wire.bodies import SentBody
from runtime.journal import Begin
from runtime.journal_local import LocalJournal
from runtime.journal_memory import MemoryJournal
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.ref import Address, Request
from runtime.supervisor import Supervisor

R = TypeVar("R")
GROUP = GroupId("g")
AGENT = AgentId("a")
VISITOR = Sender(Role.VISITOR, "v")


class Sessions:
    """A service in memory."""

    def __init__(self) -> None:
        self.desk: Desk
        self._is_wanted_no_more = trio.Event()
        self._ended = trio.Event()
        self._said = 0

    def _plant(self, node: Node) -> Callable[[], Supervisor]:
        backend = MemoryJournal()
        backend.answer(Begin(node.wall_ms()))
        token = trio.lowlevel.current_trio_token()
        journal = LocalJournal(backend, token.run_sync_soon)
        settings = ServiceSettings(settle_seconds=0.0)
        self.desk = Desk(journal, Directory(node), Rules(settings), [])
        return lambda: service_supervisor(self.desk, node)

    async def run(
        self,
        events: Events,
        wall_ms: Callable[[], int],
        *,
        task_status: trio.TaskStatus[None],
    ) -> None:
        """Runs until `end`; starts when an agent serves `s1`."""
        async with open_node(self._plant, events, Random(1), wall_ms):
            await trio.testing.wait_all_tasks_blocked()  # until all are up
            await self._begin()
            task_status.started()
            await self._is_wanted_no_more.wait()
        self._ended.set()

    async def end(self) -> None:
        """From now on no session answers."""
        self._is_wanted_no_more.set()
        await self._ended.wait()

    async def _begin(self) -> None:
        directory = self.desk.directory
        agent = directory.agent(AGENT)
        await directory.group(GROUP).ask(DefineGroup("G"))
        await agent.ask(RegisterAgent("A", (GROUP,), 1))
        await agent.ask(Attach("c"))
        for session in ("over", "s1"):
            opening = OpenSession(VisitorId("v"), "V", session, GROUP)
            await self.ask(session, opening)
            if session == "over":
                await self.ask(session, CloseSession(VISITOR, "o1"))
        self.session("s1").tell(VisitorAttached("c"))
        await agent.ask(SetStatus(AgentStatus.FREE, "o2"))
        while (await self.view("s1")).phase is not SessionPhase.SERVING:
            await trio.lowlevel.checkpoint()

    def session(self, session: str) -> Address[object]:
        return self.desk.directory.session(SessionId(session))  # type: ignore[return-value]

    async def ask(self, session: str, question: Request[R]) -> R:
        answer = await self.session(session).ask(question)
        assert not isinstance(answer, Refused), answer
        return answer

    async def view(self, session: str) -> SessionView:
        view = await self.ask(session, GetSession(Sender(Role.SYSTEM, "")))
        assert isinstance(view, SessionView)
        return view

    async def consult(self) -> str:
        """`b`, of no group of its, is asked about `s1`; the side room's place."""
        await self.desk.directory.agent(AgentId("b")).ask(RegisterAgent("B", (), 1))
        host, guest = Sender(Role.AGENT, AGENT), Sender(Role.AGENT, "b")
        await self.ask("s1", CallColleague(host, AgentId("b"), "?", "o3"))
        await self.ask("s1", AnswerCall(guest, is_accepted=True, operation="o4"))
        return "s1/side-1"

    async def part(self) -> None:
        """`b` leaves: the side room ends."""
        await self.ask("s1", LeaveAside(Sender(Role.AGENT, "b"), "o5"))

    async def post(self, body: SentBody) -> int:
        """The visitor says it in `s1`; the message's number."""
        self._said += 1
        said = PostMessage(
            VISITOR, "visitor", f"c{self._said}", msgspec.msgpack.encode(body)
        )
        answer = await self.ask("s1", said)
        assert isinstance(answer, Accepted)
        return answer.number

    async def recall(self, number: int) -> None:
        """The visitor takes that message back."""
        done = trio.Event()
        found: list[PublishedMessage] = []

        def take(messages: tuple[PublishedMessage, ...] | None) -> None:
            found.extend(messages or ())
            done.set()

        read_messages(self.desk.journal, SessionId("s1"), number - 1, 1, (), take)
        await done.wait()
        recall = RecallMessage(VISITOR, "V", number, found[0], f"r{number}")
        assert await self.ask("s1", recall) == Done()
