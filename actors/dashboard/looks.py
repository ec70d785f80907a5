"""Reads groups and agents off their actors in memory, never through mailboxes."""

from __future__ import annotations

from collections.abc import Iterator

from actors.agent.actor import AgentActor
from actors.agent.messages import AgentStatus
from actors.assignment.actor import GroupActor
from actors.dashboard.picture import AgentLook, GroupLook
from actors.ids import AGENT, GROUP, GroupId
from runtime.actor import Actor
from runtime.node import Node


def look_at_groups(node: Node) -> tuple[GroupLook, ...]:
    """All groups that were ever defined, by id; one that just crashed is missing."""
    return tuple(
        GroupLook(
            GroupId(group),
            actor.state.public_name,
            actor.waiting,
            actor.waiting_since_ms,
        )
        for group, actor in _actors(node, GROUP)
        if isinstance(actor, GroupActor) and actor.state.public_name
    )


def look_at_agents(node: Node) -> tuple[AgentLook, ...]:
    """All agents that there are, by id; the same."""
    return tuple(
        _agent_look(actor)
        for _, actor in _actors(node, AGENT)
        if isinstance(actor, AgentActor) and actor.state.capacity
    )


def _actors(node: Node, kind: str) -> Iterator[tuple[str, Actor[object] | None]]:
    region = node.registry.regions.get(kind)
    cells = {} if region is None else region.cells
    return ((name, cell.actor) for name, cell in sorted(cells.items()))


def _agent_look(actor: AgentActor) -> AgentLook:
    state = actor.state
    card = actor.card(state)
    is_derived = card.status is AgentStatus.BUSY
    return AgentLook(
        card.agent,
        card.nickname,
        card.status,
        card.load,
        card.capacity,
        0 if is_derived else state.since_ms,
        card.is_there,
        card.groups,
    )
