"""Finds sessions, agents and groups by id, wherever they are, typed."""

from __future__ import annotations

from typing import cast

from actors.agent.messages import AgentCommand
from actors.assignment.messages import GroupCommand
from actors.ids import (
    AgentId,
    GroupId,
    SessionId,
    agent_entity,
    group_entity,
    session_entity,
)
from actors.session.messages import SessionCommand
from runtime.node import Node
from runtime.ref import Address


class Directory:
    """Addresses by id; an address wakes its entity when it is used."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def session(self, session: SessionId) -> Address[SessionCommand]:
        """A session's address."""
        return cast("Address[SessionCommand]", self._find(session_entity(session)))

    def agent(self, agent: AgentId) -> Address[AgentCommand]:
        """An agent's address."""
        return cast("Address[AgentCommand]", self._find(agent_entity(agent)))

    def group(self, group: GroupId) -> Address[GroupCommand]:
        """A skill group's address."""
        return cast("Address[GroupCommand]", self._find(group_entity(group)))

    def _find(self, name: str) -> object:
        """While a region is down, and when the service stops, nobody is there."""
        return self._node.registry.find(name) or self._node.nowhere(name)
