"""Finds sessions, agents, groups and customers by id, wherever they are, typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar, cast

from actors.agent.messages import AgentCommand
from actors.answerer.messages import PurseCommand
from actors.assignment.messages import GroupCommand
from actors.customers.messages import CustomerCommand
from actors.ids import (
    AGENT,
    CUSTOMER,
    GROUP,
    INTERNAL,
    PURSE,
    RULEBOOK,
    SESSION,
    THE_PURSE,
    THE_RULEBOOK,
    AgentId,
    GroupId,
    SessionId,
    VisitorId,
    room_at,
    session_of,
)
from actors.internal.messages import TalkCommand
from actors.rules.messages import RulebookCommand
from actors.session.messages import SessionCommand
from runtime.node import Node
from runtime.ref import Address
from runtime.region import EntityRef, Region

Id = TypeVar("Id", bound=str)
M = TypeVar("M")


class _Finder(Generic[Id, M]):
    """The entities of one kind; who asks for it knows the type of their messages."""

    __slots__ = ("_kind", "_node", "_regions")

    def __init__(self, node: Node, kind: str) -> None:
        self._node = node
        self._kind = kind
        self._regions = cast("Mapping[str, Region[M]]", node.registry.regions)

    def __call__(self, entity_id: Id) -> Address[M]:
        """While a region is down, and when the service stops, nobody is there."""
        region = self._regions.get(self._kind)
        if region is None or not entity_id:
            nowhere = self._node.nowhere(f"{self._kind}/{entity_id}")
            return cast("Address[M]", nowhere)
        return EntityRef(region, entity_id)


class Directory:
    """Addresses by id; an address wakes its entity when it is used.

    Attributes:
        session, agent, group, customer, talk: give the address of one.
    """

    __slots__ = (
        "_purses",
        "_rulebooks",
        "agent",
        "customer",
        "group",
        "session",
        "talk",
    )

    def __init__(self, node: Node) -> None:
        self.session: _Finder[SessionId, SessionCommand] = _Finder(node, SESSION)
        self.agent: _Finder[AgentId, AgentCommand] = _Finder(node, AGENT)
        self.group: _Finder[GroupId, GroupCommand] = _Finder(node, GROUP)
        self.customer: _Finder[VisitorId, CustomerCommand] = _Finder(node, CUSTOMER)
        self.talk: _Finder[str, TalkCommand] = _Finder(node, INTERNAL)
        self._rulebooks: _Finder[str, RulebookCommand] = _Finder(node, RULEBOOK)
        self._purses: _Finder[str, PurseCommand] = _Finder(node, PURSE)

    @property
    def rulebook(self) -> Address[RulebookCommand]:
        """The address of the one there is."""
        return self._rulebooks(THE_RULEBOOK)

    @property
    def purse(self) -> Address[PurseCommand]:
        """The address of the one there is, where a model may be asked."""
        return self._purses(THE_PURSE)

    def place(self, place: str) -> Address[SessionCommand]:
        """Whose a room is: see `actors.ids.place_of`."""
        if room_at(place) == INTERNAL:
            talk = self.talk(session_of(place))
            return cast("Address[SessionCommand]", talk)
        return self.session(session_of(place))
