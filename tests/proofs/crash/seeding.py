"""The desk of the proof: skill groups and agents, made by the product's own actors."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom
from typing import Final

import trio

from actors.agent.messages import RegisterAgent
from actors.assignment.messages import DefineGroup
from actors.ids import AgentId, GroupId
from admin.configuration import Configuration, GatewaySection, HttpSection
from admin.data_directory import DataDirectory
from admin.demo import mint
from admin.serve import Life
from gateway.tickets import TicketOffice
from runtime.config import Bind
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor
from runtime.wall import Plant
from tests.proofs.crash.load_plan import Caller, LoadPlan

GROUPS: Final = ("sales", "repairs", "billing")
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
