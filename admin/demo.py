"""The demonstration: two skill groups and four agents, until there are accounts.

Before the sale visitors are given to agents at once; after it an offer rings and wants
to be accepted. Xiaoli is a supervisor, who serves in both groups herself.

They are created like any others, by commands to their actors, where they are missing:
what was changed since stays as it is. Tickets are renewed at every start.
"""

from __future__ import annotations

from typing import Final

from actors.agent.messages import GetCard, RegisterAgent
from actors.assignment.messages import DefineGroup, GetRule, GroupRule
from actors.assignment.routing import Reception
from actors.channels.core import USUAL_CHANNEL
from actors.desk import Desk
from actors.ids import AgentId, GroupId
from actors.refusal import Refused
from admin.data_directory import DataDirectory, DemoTickets
from gateway.tickets import Ticket, TicketOffice
from gateway.wire.terms import Role

GROUPS: Final = {
    "presale": ("售前咨询", GroupRule(reception=Reception.AUTO)),
    "aftersale": ("售后服务", GroupRule(reception=Reception.MANUAL)),
}
AGENTS: Final = {
    "xiaoming": ("小明", ("presale",), 2),
    "xiaohong": ("小红", ("presale", "aftersale"), 2),
    "xiaolan": ("小兰", ("aftersale",), 1),
    "xiaoli": ("小丽", ("presale", "aftersale"), 1),
}
SUPERVISORS: Final = frozenset({"xiaoli"})
TICKET_DAYS: Final = 365
_DAY_MS: Final = 24 * 3600 * 1000


def mint(
    office: TicketOffice,
    role: Role,
    principal: str,
    now_ms: int,
    channel: str = USUAL_CHANNEL.id,
) -> str:
    """A ticket that is good for `TICKET_DAYS` from now on; a visitor's in a channel."""
    expires_ms = now_ms + TICKET_DAYS * _DAY_MS
    where = channel if role == "visitor" else ""
    return office.mint(Ticket(role, principal, principal, expires_ms, channel=where))


async def seed(desk: Desk) -> None:
    """Creates what is missing; a repetition changes nothing."""
    for group, (public_name, rule) in GROUPS.items():
        address = desk.directory.group(GroupId(group))
        known_group = await address.ask(GetRule())
        if isinstance(known_group, Refused):
            await address.ask(DefineGroup(public_name, rule))
    for agent, (nickname, groups, capacity) in AGENTS.items():
        person = desk.directory.agent(AgentId(agent))
        known_agent = await person.ask(GetCard())
        if isinstance(known_agent, Refused):
            names = tuple(map(GroupId, groups))
            await person.ask(RegisterAgent(nickname, names, capacity))


def write_tickets(directory: DataDirectory, office: TicketOffice, now_ms: int) -> None:
    """Keeps a ticket for each of the demonstration's agents in the data directory."""
    tickets = {agent: mint(office, _role(agent), agent, now_ms) for agent in AGENTS}
    directory.write_tickets(DemoTickets(tickets))


def _role(agent: str) -> Role:
    return "supervisor" if agent in SUPERVISORS else "agent"
