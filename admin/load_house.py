"""`triodesk load-house`: fills a data directory with groups and agents for load tests.

They are made by the product's own actors, before the service is started there.
"""

from __future__ import annotations

from collections.abc import Callable
from random import SystemRandom
from typing import Final

import trio

from actors.agent.messages import RegisterAgent
from actors.assignment.messages import DefineGroup, GroupRule
from actors.assignment.routing import Reception
from actors.desk import Desk
from actors.ids import AgentId, GroupId
from admin.configuration import Configuration
from admin.data_directory import DataDirectory
from admin.demo import mint
from admin.life import Life
from gateway.tickets import TicketOffice
from gateway.wire.terms import Role
from loadtest.house_plan import Caller, HousePlan, HouseShape, Team, TeamShape
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor

AT_ONCE: Final = 100
"""Agents that are being made at a time: they share commits, and no mailbox is full."""


async def make_house(
    configuration: Configuration,
    directory: DataDirectory,
    shape: HouseShape,
    now_ms: int,
) -> HousePlan:
    """Makes what is missing of a house, and tickets for everybody.

    Args:
        configuration: of the service that will run there.
        directory: whose lock the caller holds.
        shape: of the house.
        now_ms: wall time; tickets count from it.
    """
    events = Events()
    lives: list[Life] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        lives.append(Life(configuration, directory, events, node))
        return lives[0].tree

    async with open_node(plant, events, SystemRandom()):
        life = lives[0]
        await life.wait_up()
        for team in shape.teams:
            await _make_team(life.desk, team)
        return _plan(shape, life.office, now_ms)


async def _make_team(desk: Desk, team: TeamShape) -> None:
    group = GroupId(team.group)
    rule = GroupRule(reception=Reception(team.reception))
    await desk.directory.group(group).ask(DefineGroup(team.group, rule))
    limit = trio.CapacityLimiter(AT_ONCE)

    async def register(name: str) -> None:
        async with limit:
            command = RegisterAgent(name, (group,), team.capacity)
            await desk.directory.agent(AgentId(name)).ask(command)

    async with trio.open_nursery() as nursery:
        for name in _agents(team):
            nursery.start_soon(register, name)


def _agents(team: TeamShape) -> list[str]:
    return [f"{team.group}-{number}" for number in range(1, team.agents + 1)]


def _plan(shape: HouseShape, office: TicketOffice, now_ms: int) -> HousePlan:
    def caller(role: Role, name: str) -> Caller:
        return Caller(name, mint(office, role, name, now_ms))

    def made(team: TeamShape) -> Team:
        agents = tuple(caller("agent", name) for name in _agents(team))
        return Team(team.group, team.capacity, team.reception, agents)

    numbers = range(1, shape.visitors + 1)
    return HousePlan(
        teams=tuple(map(made, shape.teams)),
        visitors=tuple(caller("visitor", f"caller-{number}") for number in numbers),
    )
