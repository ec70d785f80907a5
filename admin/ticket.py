"""Tickets for people on this machine: for `triodesk ticket`, chat and agent."""

from __future__ import annotations

import time
from typing import Final

from actors.channels.core import USUAL_CHANNEL
from admin.data_directory import DataDirectory
from admin.demo import mint
from gateway.tickets import TicketOffice
from gateway.wire.terms import Role
from runtime.errors import UsageError

_MS: Final = 1_000


def ticket_for(
    directory: DataDirectory,
    role: Role,
    principal: str,
    channel: str = USUAL_CHANNEL.id,
) -> str:
    """A ticket for somebody: an agent of the demonstration, a visitor of a channel.

    Raises:
        UsageError: no service was ever started on this data, or no such agent.
    """
    if role != "visitor":
        tickets = directory.tickets().agents
        if principal not in tickets:
            known = ", ".join(sorted(tickets)) or "none: start `triodesk serve` first"
            raise UsageError(f"there is no agent {principal!r}; agents: {known}")
        return tickets[principal]
    office = TicketOffice(directory.existing_secret())
    return mint(office, role, principal, int(time.time() * _MS), channel)
