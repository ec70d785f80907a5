"""The demonstration: two skill groups and three agents, until there are accounts.

They are created like any others, by commands to their actors, and only when no group
exists; tickets are renewed at every start.
"""

from __future__ import annotations

from typing import Final

from actors.agent.messages import RegisterAgent
from actors.assignment.messages import DefineGroup
from actors.desk import Desk
from actors.ids import AgentId, GroupId
from admin.data_directory import DataDirectory, DemoTickets
from gateway.tickets import Ticket, TicketOffice
from gateway.wire.schema import Role

GROUPS: Final = {"presale": "售前咨询", "aftersale": "售后服务"}
AGENTS: Final = {
    "xiaoming": ("小明", ("presale",), 2),
    "xiaohong": ("小红", ("presale", "aftersale"), 2),
    "xiaolan": ("小兰", ("aftersale",), 1),
}
TICKET_DAYS: Final = 365
_DAY_MS: Final = 24 * 3600 * 1000


def mint(office: TicketOffice, role: Role, principal: str, now_ms: int) -> str:
    """A ticket that is good for `TICKET_DAYS` from now on."""
    expires_ms = now_ms + TICKET_DAYS * _DAY_MS

    return office.mint(Ticket(role, principal, principal, expires_ms))


async def seed(desk: Desk) -> None:
    """Creates what is missing; a repetition changes nothing."""
    for group, public_name in GROUPS.items():
        await desk.directory.group(GroupId(group)).ask(DefineGroup(public_name))
    for agent, (nickname, groups, capacity) in AGENTS.items():
        command = RegisterAgent(nickname, tuple(map(GroupId, groups)), capacity)
        await desk.directory.agent(AgentId(agent)).ask(command)


def write_tickets(directory: DataDirectory, office: TicketOffice, now_ms: int) -> None:
    """Keeps a ticket for each of the demonstration's agents in the data directory."""
    tickets = {agent: mint(office, "agent", agent, now_ms) for agent in AGENTS}
    directory.write_tickets(DemoTickets(tickets))
