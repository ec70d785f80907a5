"""The service's supervision tree, declared as data.

rest_for_one: sessions, agents and groups need nothing of each other to start (they
find each other by name), but the opening must come again after any of them.

Idle sessions leave memory; agents and groups never do: what they know of each other is
theirs alone to remember.
"""

from __future__ import annotations

from actors.agent.actor import start_agent
from actors.agent.messages import WakeAgent
from actors.assignment.actor import start_group
from actors.assignment.messages import WakeGroup
from actors.desk import Desk
from actors.ids import AGENT, GROUP, SESSION, AgentId, GroupId, SessionId
from actors.opening import Opening
from actors.session.actor import start_session
from actors.session.messages import WakeSession
from actors.session.quarantine import close_quarantined
from actors.session_memory import USUAL_MEMORY, SessionMemory
from runtime.actor import Actor
from runtime.child import ChildSpec, Strategy
from runtime.mailbox import Bound
from runtime.node import Node
from runtime.passivation import Passivation
from runtime.region import Region
from runtime.supervisor import Supervisor

SESSION_MAILBOX = Bound(messages=1_000)
"""A session's mailbox: two people cannot write faster; a flood is refused."""
AGENT_MAILBOX = Bound(messages=10_000)
GROUP_MAILBOX = Bound(messages=1_000_000)
"""A group hears of every session of its queue at a start."""


def service_supervisor(
    desk: Desk, node: Node, memory: SessionMemory = USUAL_MEMORY
) -> Supervisor:
    """Builds the supervisor of the whole service."""

    # Agents and groups need no closing. The word waits for the end of the quarantine:
    # without it nobody would look after their deadlines and lines.
    def wake_agent(agent: str) -> None:
        desk.directory.agent(AgentId(agent)).tell(WakeAgent())

    def wake_group(group: str) -> None:
        desk.directory.group(GroupId(group)).tell(WakeGroup())

    def close(session: str) -> None:
        close_quarantined(desk, SessionId(session), node.wall_ms())

    def sessions() -> Actor[str]:
        return Region(
            SESSION,
            lambda one: start_session(one, desk),
            SESSION_MAILBOX,
            close,
            passivation=Passivation(
                memory.idle_seconds, memory.max_awake, lambda _: WakeSession()
            ),
        )

    def agents() -> Actor[str]:
        return Region(
            AGENT, lambda one: start_agent(one, desk), AGENT_MAILBOX, wake_agent
        )

    def groups() -> Actor[str]:
        return Region(
            GROUP, lambda one: start_group(one, desk), GROUP_MAILBOX, wake_group
        )

    return Supervisor(
        (
            ChildSpec("sessions", sessions, shutdown_seconds=None),
            ChildSpec("agents", agents, shutdown_seconds=None),
            ChildSpec("groups", groups, shutdown_seconds=None),
            ChildSpec("opening", lambda: Opening(desk)),
        ),
        Strategy.REST_FOR_ONE,
    )
