"""The service without its wire, with people on it: what `bench queue` measures.

The tree of `triodesk serve` without gateway and HTTP: the store in its own process, and
sessions, agents, groups and opening under their own supervisor. Agents and visitors
speak to the actors as the gateway does, and hear what it hears.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import trio

from actors.agent.messages import (
    AgentStatus,
    Attach,
    RegisterAgent,
    SetStatus,
    agent_topic,
)
from actors.assignment import routing
from actors.assignment.messages import DefineGroup, GroupRule
from actors.channels.core import USUAL_CHANNEL
from actors.ids import (
    AGENT,
    GROUP,
    SESSION,
    AgentId,
    GroupId,
    SessionId,
    VisitorId,
)
from actors.reception import Arrival, Reception
from actors.refusal import Refused
from actors.session.messages import VisitorAttached
from actors.session.replies import Opened
from actors.session.view import session_topic
from actors.tree import service_supervisor
from admin.configuration import Configuration, ServiceSection
from admin.data_directory import DataDirectory
from admin.life import Life
from loadtest.machine import cores
from runtime.child import ChildSpec
from runtime.collector import Collector
from runtime.errors import TriodeskError
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor
from runtime.topics import Publication

GROUPS: Final = 50
MAX_MEMBERSHIPS: Final = 3
"""An agent is in one to three groups."""
STRIDE: Final = 7
"""Between the groups of one agent: neighbours share few."""
AT_ONCE: Final = 256
"""Agents that are made at a time."""
COMING: Final = 500
"""Visitors who come at a time, at the start."""
SETUP_SECONDS: Final = 60.0
_POLL_SECONDS: Final = 0.01
_KINDS: Final = frozenset({SESSION, AGENT, GROUP})


class FloorFailed(TriodeskError):
    """The service did not do what people may expect of it: there is no figure."""


def group_of(number: int) -> GroupId:
    """The group that the visitor of this number asks."""
    return GroupId(f"group{number % GROUPS}")


def agent_of(number: int) -> AgentId:
    """An agent's id."""
    return AgentId(f"agent{number}")


class Floor:
    """Groups and agents, and the way in for visitors.

    Args:
        life: the service.
    """

    def __init__(self, life: Life) -> None:
        self.life = life
        self.find = life.desk.directory
        self.topics = life.node.topics
        random = Random(1)  # noqa: S311 - nobody is to guess these ids
        self.reception = Reception(life.desk, random, life.node.wall_ms)
        self.opened = 0
        self._failure = ""

    def fail(self, text: str) -> None:
        """Something went wrong where nothing can be raised."""
        self._failure = self._failure or text

    async def until(self, is_so: Callable[[], bool], seconds: float) -> None:
        """Waits for what gives no event.

        Raises:
            FloorFailed: it did not come in time, or something else went wrong.
        """
        with trio.move_on_after(seconds):
            while not is_so():
                await self.watch(_POLL_SECONDS)
            return
        raise FloorFailed(f"it did not come in {seconds:g} s")

    async def watch(self, seconds: float) -> None:
        """Sleeps, then raises `FloorFailed` if something went wrong so far."""
        await trio.sleep(seconds)
        if self._failure:
            raise FloorFailed(self._failure)

    def is_open(self) -> bool:
        """True when everybody can be found."""
        return self.life.node.registry.regions.keys() >= _KINDS

    async def open_groups(self) -> None:
        """Makes groups whose offers must be accepted."""
        rule = GroupRule(reception=routing.Reception.MANUAL)
        for number in range(GROUPS):
            group = group_of(number)
            address = self.find.group(group)
            answer = await address.ask(DefineGroup(group, rule), SETUP_SECONDS)
            granted(answer)

    async def hire(self, numbers: Iterable[int]) -> None:
        """Makes agents of capacity 1, connected; nobody is free yet."""
        await _each(numbers, self._hire)

    async def set_status(self, numbers: Iterable[int], status: AgentStatus) -> None:
        """Has them say so of themselves."""

        async def one(number: int) -> None:
            command = SetStatus(status, status.value)
            address = self.find.agent(agent_of(number))
            answer = await address.ask(command, SETUP_SECONDS)
            granted(answer)

        await _each(numbers, one)

    async def _hire(self, number: int) -> None:
        agent = agent_of(number)
        count = 1 + number % MAX_MEMBERSHIPS
        groups = tuple(group_of(number + STRIDE * each) for each in range(count))
        command = RegisterAgent(agent, groups, 1)
        registered = await self.find.agent(agent).ask(command, SETUP_SECONDS)
        granted(registered)
        await self._connect(number)

    async def connect(self, numbers: Iterable[int]) -> None:
        """Has agents who were made in an earlier life connect again."""
        await _each(numbers, self._connect)

    async def _connect(self, number: int) -> None:
        agent = agent_of(number)
        self.topics.subscribe(agent_topic(agent), _look)
        attached = await self.find.agent(agent).ask(Attach(agent), SETUP_SECONDS)
        granted(attached)

    async def let_in(self, visitors: Sequence[Visitor], at_once: int = COMING) -> None:
        """Has visitors come, some at a time: nobody waits longer than people would."""
        for first in range(0, len(visitors), at_once):
            some = visitors[first : first + at_once]
            wanted = self.opened + len(some)
            for visitor in some:
                visitor.come()
            await self.until(partial(self._has_opened, wanted), SETUP_SECONDS)

    def _has_opened(self, count: int) -> bool:
        return self.opened >= count


class Visitor:
    """Opens a session and follows it, as a connection does; `session` is the last.

    Args:
        floor: where.
        number: who; decides the group.
    """

    def __init__(self, floor: Floor, number: int) -> None:
        self.floor = floor
        self.session = SessionId("")
        self._me = VisitorId(f"visitor{number}")
        self._group = group_of(number)

    def come(self) -> None:
        """Opens the next session."""
        reception = self.floor.reception
        arrival = Arrival(self._me, self._me, USUAL_CHANNEL.id, self._group)
        reception.open(arrival, self._on_opened)

    def _on_opened(self, answer: object, error: Exception | None) -> None:
        floor = self.floor
        if not isinstance(answer, Opened):
            floor.fail(f"nothing was opened: {answer or error!r}")
            return
        floor.opened += 1
        self.session = SessionId(answer.session)
        floor.topics.subscribe(session_topic(self.session), self._hear)
        floor.find.session(self.session).tell(VisitorAttached(self._me))

    def leave(self) -> None:
        """The session has ended."""
        self.floor.topics.unsubscribe(session_topic(self.session), self._hear)

    def _hear(self, publication: Publication[object]) -> None:
        self.see(publication.event)

    def see(self, event: object) -> None:
        """Something was published of the session; must not raise."""
        raise NotImplementedError


def granted(answer: object) -> None:
    """Raises `FloorFailed` when what was asked for was refused."""
    if isinstance(answer, Refused):
        raise FloorFailed(f"refused: {answer.text}")


def _look(publication: Publication[object]) -> None:
    """What an agent's connection does with his board is the wire's."""


async def _each(numbers: Iterable[int], do: Callable[[int], Awaitable[None]]) -> None:
    limiter = trio.CapacityLimiter(AT_ONCE)

    async def one(number: int) -> None:
        async with limiter:
            await do(number)

    async with trio.open_nursery() as nursery:
        for number in numbers:
            nursery.start_soon(one, number)


@asynccontextmanager
async def open_floor(path: Path, service: ServiceSection) -> AsyncIterator[Floor]:
    """Runs the service in a directory while the body runs.

    The service has the last core for itself, the store the others.
    """
    configuration = Configuration(data=str(path), service=service)
    directory = DataDirectory(path)
    events = Events()
    lives: list[Life] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        life = Life(configuration, directory, events, node)
        lives.append(life)
        return lambda: _tree(life)

    lock = directory.lock()
    ours = cores()
    try:
        async with (
            open_node(plant, events, Random(0)) as _,  # noqa: S311 - no secrets here
            trio.open_nursery() as nursery,
        ):
            life = lives[0]
            nursery.start_soon(life.watchdog.run)
            nursery.start_soon(Collector(events).run)
            floor = Floor(life)
            await floor.until(floor.is_open, SETUP_SECONDS)
            os.sched_setaffinity(0, ours[-1:])
            if life.journal.process_id is not None:
                os.sched_setaffinity(life.journal.process_id, ours[:-1] or ours)
            await floor.open_groups()
            yield floor
            nursery.cancel_scope.cancel()
    finally:
        os.sched_setaffinity(0, ours)
        lock.close()


def _tree(life: Life) -> Supervisor:
    """The product's, without what faces clients."""
    return Supervisor(
        (
            ChildSpec("store", life.store),
            ChildSpec(
                "desk",
                lambda: service_supervisor(life.desk, life.node),
                shutdown_seconds=None,
            ),
        )
    )
