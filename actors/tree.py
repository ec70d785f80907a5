"""The service's supervision tree, declared as data.

rest_for_one: rules, sessions, agents and groups need nothing of each other to start
(they find each other by name), but the opening must come again after any of them.

Idle sessions leave memory; agents and groups never do: what they know of each other is
theirs alone to remember.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from actors.agent.actor import start_agent
from actors.agent.messages import WakeAgent
from actors.assignment.actor import start_group
from actors.assignment.messages import WakeGroup
from actors.customers.actor import start_customer
from actors.customers.messages import WakeCustomer
from actors.desk import Desk
from actors.ids import (
    AGENT,
    CUSTOMER,
    GROUP,
    INTERNAL,
    RULEBOOK,
    SESSION,
    AgentId,
    GroupId,
    SessionId,
    VisitorId,
)
from actors.internal.actor import start_talk
from actors.opening import Opening
from actors.rules.actor import start_rulebook
from actors.rules.messages import GetRulebook
from actors.session.actor import start_session
from actors.session.messages import WakeSession
from actors.session.quarantine import close_quarantined
from actors.session.view import session_topic
from actors.session_memory import USUAL_MEMORY, SessionMemory
from runtime.actor import Actor
from runtime.child import ChildSpec, Strategy
from runtime.mailbox import Bound
from runtime.node import Node
from runtime.passivation import Passivation
from runtime.region import Region
from runtime.supervisor import Supervisor

M = TypeVar("M")

SESSION_MAILBOX = Bound(messages=1_000)
"""A session's mailbox: two people cannot write faster; a flood is refused."""
AGENT_MAILBOX = Bound(messages=10_000)
CUSTOMER_MAILBOX = Bound(messages=1_000)
"""As a session's: some agents look and write, and no more."""
RULEBOOK_MAILBOX = Bound(messages=1_000)
"""Few people change rules."""
GROUP_MAILBOX = Bound(messages=1_000_000)
"""A group hears of every session of its queue at a start."""


def service_supervisor(
    desk: Desk, node: Node, memory: SessionMemory = USUAL_MEMORY
) -> Supervisor:
    """Builds the supervisor of the whole service."""
    directory = desk.directory

    def close(session: str) -> None:
        name = SessionId(session)
        close_quarantined(
            desk,
            name,
            node.wall_ms(),
            lambda: node.topics.is_heard(session_topic(name)),
        )

    sessions = _sleeping(
        SESSION,
        lambda one: start_session(one, desk),
        SESSION_MAILBOX,
        close,
        memory,
        WakeSession(),
    )
    talks = _sleeping(
        INTERNAL,
        lambda one: start_talk(one, desk),
        SESSION_MAILBOX,
        lambda _: None,  # it holds nothing of anybody's
        memory,
        WakeSession(),
    )
    # Only sessions are closed. The word to others waits for the end of the quarantine:
    # without it nobody would look after their deadlines and lines.
    rulebooks = _lasting(
        RULEBOOK,
        lambda one: start_rulebook(one, desk),
        RULEBOOK_MAILBOX,
        lambda _: directory.rulebook.tell(GetRulebook()),
    )
    agents = _lasting(
        AGENT,
        lambda one: start_agent(one, desk),
        AGENT_MAILBOX,
        lambda one: directory.agent(AgentId(one)).tell(WakeAgent()),
    )
    groups = _lasting(
        GROUP,
        lambda one: start_group(one, desk),
        GROUP_MAILBOX,
        lambda one: directory.group(GroupId(one)).tell(WakeGroup()),
    )

    customers = _sleeping(
        CUSTOMER,
        lambda one: start_customer(one, desk),
        CUSTOMER_MAILBOX,
        lambda one: directory.customer(VisitorId(one)).tell(WakeCustomer()),
        memory,
        WakeCustomer(),
    )
    return Supervisor(
        (
            ChildSpec("rulebooks", rulebooks, shutdown_seconds=None),
            ChildSpec("sessions", sessions, shutdown_seconds=None),
            ChildSpec("talks", talks, shutdown_seconds=None),
            ChildSpec("agents", agents, shutdown_seconds=None),
            ChildSpec("groups", groups, shutdown_seconds=None),
            ChildSpec("customers", customers, shutdown_seconds=None),
            ChildSpec("opening", lambda: Opening(desk)),
        ),
        Strategy.REST_FOR_ONE,
    )


def _lasting(
    kind: str,
    start: Callable[[str], Actor[M]],
    bound: Bound,
    wake: Callable[[str], object],
) -> Callable[[], Actor[str]]:
    """Makes the region of entities that stay in memory."""
    return lambda: Region(kind, start, bound, wake)


def _sleeping(
    kind: str,
    start: Callable[[str], Actor[M]],
    bound: Bound,
    end: Callable[[str], object],
    memory: SessionMemory,
    wake: M,
) -> Callable[[], Actor[str]]:
    """Makes the region of entities that leave memory when they are idle."""
    passivation = Passivation(memory.idle_seconds, memory.max_awake, lambda _: wake)
    return lambda: Region(kind, start, bound, end, passivation=passivation)
