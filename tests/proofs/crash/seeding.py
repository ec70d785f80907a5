"""The desk of the proof: skill groups and agents, made by the product's own actors."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from typing import Final

from actors.agent.messages import RegisterAgent
from actors.assignment.messages import USUAL_RULE, DefineGroup, GroupRule
from actors.assignment.routing import Reception
from actors.ids import AgentId, GroupId
from admin.configuration import (
    Configuration,
    GatewaySection,
    HttpSection,
)
from admin.data_directory import DataDirectory
from admin.database_configuration import DatabaseSection
from admin.demo import mint
from admin.life import Life
from gateway.tickets import TicketOffice
from runtime.config import Bind
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor
from tests.proofs.crash.load_plan import GROUPS, Caller, LoadPlan

RULES: Final = {"billing": GroupRule(reception=Reception.MANUAL)}
"""Of the groups that have another rule than the usual one: offers must be accepted."""
AGENTS: Final = {
    "agent1": (("sales",), 3),
    "agent2": (("sales",), 2),
    "agent3": (("sales", "repairs"), 3),
    "agent4": (("repairs",), 4),
    "agent5": (("repairs", "billing"), 3),
    "agent6": (("billing",), 3),
}
"""Groups and capacity: 18 slots; two agents serve two groups each."""
VISITORS: Final = 30
"""More than there are slots, so that somebody always waits."""
_ANY: Final = Bind("127.0.0.1", 0)


async def seed_desk(data: Path, database: str) -> None:
    """Makes the groups and agents in a data directory, then stops the service.

    Args:
        data: the directory.
        database: URL of the PostgreSQL database beside it; "": none.
    """
    directory = DataDirectory(data)
    lock = directory.lock()
    configuration = Configuration(
        data=str(data),
        http=HttpSection(_ANY),
        gateway=GatewaySection(_ANY),
        database=DatabaseSection(database),
    )
    events = Events()
    lives: list[Life] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        lives.append(Life(configuration, directory, events, node))
        return lives[0].tree

    try:
        async with open_node(plant, events, SystemRandom()):
            await _make(lives[0])
    finally:
        lock.close()


async def _make(life: Life) -> None:
    await life.wait_up()
    find = life.desk.directory
    for group in GROUPS:
        command = DefineGroup(group.title(), RULES.get(group, USUAL_RULE))
        await find.group(GroupId(group)).ask(command)
    for agent, (groups, capacity) in AGENTS.items():
        registered = RegisterAgent(agent, tuple(map(GroupId, groups)), capacity)
        await find.agent(AgentId(agent)).ask(registered)


def plan_load(data: Path, url: str, ledgers: Path, seed: int) -> LoadPlan:
    """Everybody who takes part, with tickets of this data directory."""
    office = TicketOffice(DataDirectory(data).existing_secret())
    now_ms = int(time.time() * 1000)

    def visitor(number: int) -> Caller:
        name = f"visitor{number}"
        ticket = mint(office, "visitor", name, now_ms)
        return Caller(name, ticket, GROUPS[number % len(GROUPS)])

    return LoadPlan(
        url=url,
        ledgers=str(ledgers),
        seed=seed,
        visitors=tuple(visitor(number) for number in range(VISITORS)),
        agents=tuple(Caller(one, mint(office, "agent", one, now_ms)) for one in AGENTS),
    )
