"""Finds sessions, agents and groups by id, wherever they are, typed."""

from __future__ import annotations

from typing import cast

from actors.agent.messages import AgentCommand
from actors.assignment.messages import GroupCommand
from actors.ids import AGENT, GROUP, SESSION, AgentId, GroupId, SessionId
from actors.session.messages import SessionCommand
from runtime.node import Node
from runtime.ref import Address


class Directory:
    """Addresses by id; an address wakes its entity when it is used."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def session(self, session: SessionId) -> Address[SessionCommand]:
        """A session's address."""
        return cast("Address[SessionCommand]", self._find(SESSION, session))

    def agent(self, agent: AgentId) -> Address[AgentCommand]:
        """An agent's address."""
        return cast("Address[AgentCommand]", self._find(AGENT, agent))

    def group(self, group: GroupId) -> Address[GroupCommand]:
        """A skill group's address."""
        return cast("Address[GroupCommand]", self._find(GROUP, group))

    def _find(self, kind: str, entity_id: str) -> object:
        """While a region is down, and when the service stops, nobody is there."""
        region = self._node.registry.region(kind)
        if region is None or not entity_id:
            return self._node.nowhere(f"{kind}/{entity_id}")
        return region.ref(entity_id)
