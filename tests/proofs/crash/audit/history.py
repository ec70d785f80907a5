"""Replays the journal in commit order and watches the promises at every step.

Knows the events by their tags alone:

    session  1 opened [visitor, nickname, channel, group]
             2 assigned [agent, slot, reservation, order]
             3 message [number, room, role, sender, kind, text, cid]
             4 closed […]
    agent    1 registered [nickname, groups, capacity]   2 status [status]
             3 presence [is there]   4 served
    group    1 defined

Queue order: a group binds the head of its queue when a slot is granted, and numbers its
bindings (`order`). Several may be under way at once, and their commits may change
places; a kill may let the later one commit alone. So a session that is assigned while
others wait before it has overtaken them rightly only if
- it is among the first F of its group's queue, F being how many slots of the group's
  agents are free at that point, its own included (with one free slot: the head), and
- those before it, if the same life of the group assigns them, were bound before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

import msgpack

from tests.proofs.crash.audit.findings import Broken, Findings
from tests.proofs.crash.audit.tables import EventRow

Body = list[str | int | bool | list[str]]
QUEUED, SERVING, CLOSED = "queued", "serving", "closed"


class Binding(NamedTuple):
    """A group's decision: in which of its lives, and its number there."""

    life: str
    order: int


class Posted(NamedTuple):
    """A message as it was committed."""

    sender: str
    cid: str
    text: str


@dataclass(slots=True)
class SessionLife:
    """A session as its events tell."""

    name: str
    ticket: int
    visitor: str
    channel: str
    group: str
    phase: str = QUEUED
    agent: str = ""
    slot: int = 0
    overtaken_by: list[Binding] = field(default_factory=list)
    messages: list[Posted] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Number by (sender, client id)."""


@dataclass(slots=True)
class AgentLife:
    """An agent as the events tell; `held`: session by slot."""

    groups: tuple[str, ...] = ()
    capacity: int = 0
    has_been_free: bool = False
    is_free: bool = False
    is_present: bool = False
    held: dict[int, str] = field(default_factory=dict)


class History:
    """The service's life up to the last event taken.

    Args:
        findings: where broken promises go.
    """

    def __init__(self, findings: Findings) -> None:
        self.sessions: dict[str, SessionLife] = {}
        self.agents: dict[str, AgentLife] = {}
        self.queues: dict[str, dict[str, int]] = {}
        """Ticket by waiting session, per group, oldest first."""
        self.channels: dict[tuple[str, str], str] = {}
        """Open session by (visitor, channel)."""
        self.fresh_messages: list[tuple[str, Posted]] = []
        """Committed since whoever reads the list cleared it."""
        self.position = 0
        self.message_count = 0
        self.closed_count = 0
        self.reopened_count = 0
        self.queued_assignments = 0
        """Assignments while others waited in the same group."""
        self.overtaken_count = 0
        self._findings = findings
        self._chains: dict[str, tuple[int, int]] = {}
        self._texts: set[str] = set()
        self._visitors: set[str] = set()

    def take(self, row: EventRow) -> None:
        """Takes the next event."""
        if row.entity is None or row.position <= self.position:
            self._inconsistent(f"event {row.position} has no place: {row.entity}")
            return
        self.position = row.position
        seq, last = self._chains.get(row.entity, (0, 0))
        if row.seq != seq + 1:
            text = f"{row.entity} has event {row.seq} after {seq}"
            self._findings.add(Broken.GAP, text)
        if row.previous != last:
            self._inconsistent(f"{row.entity} {row.seq} is chained to {row.previous}")
        self._chains[row.entity] = (row.seq, row.position)
        kind, _, name = row.entity.partition("/")
        body: Body = msgpack.unpackb(row.body)
        if kind == "session":
            self._take_session(name, body, row.position)
        elif kind == "agent":
            self._take_agent(name, body)

    def chain(self, entity: str) -> tuple[int, int]:
        """Last sequence number and position of an entity."""
        return self._chains.get(entity, (0, 0))

    # --- sessions

    def _take_session(self, name: str, body: Body, position: int) -> None:
        session = self.sessions.get(name)
        match body:
            case [1, str(visitor), _, str(channel), str(group)] if session is None:
                self._open(SessionLife(name, position, visitor, channel, group))
            case [2, str(agent), int(slot), str(made), int(order)] if session:
                life = made.rpartition(".")[0]
                self._judge_order(session, agent, Binding(life, order))
                self._assign(session, agent, slot)
            case [3, int(number), _, _, str(sender), _, str(text), str(cid)] if session:
                self._post(session, number, Posted(sender, cid, text))
            case [4, *_] if session is not None:
                self._close(session)
            case _:
                self._inconsistent(f"{name} cannot have {body} at {position}")

    def _open(self, session: SessionLife) -> None:
        self.sessions[session.name] = session
        self.queues.setdefault(session.group, {})[session.name] = session.ticket
        key = (session.visitor, session.channel)
        if key in self.channels:
            text = f"{key} has {self.channels[key]} and {session.name} open"
            self._findings.add(Broken.DOUBLED, text)
        self.channels[key] = session.name
        if session.visitor in self._visitors:
            self.reopened_count += 1
        self._visitors.add(session.visitor)

    def _assign(self, session: SessionLife, agent: str, slot: int) -> None:
        if session.phase != QUEUED:
            text = f"{session.name} is {session.phase} and was assigned to {agent}"
            self._findings.add(Broken.DOUBLE_ASSIGNED, text)
            return
        life = self.agents.setdefault(agent, AgentLife())
        if slot in life.held:
            text = f"{agent}/{slot} has {life.held[slot]} and {session.name}"
            self._findings.add(Broken.DOUBLE_ASSIGNED, text)
        if len(life.held) >= life.capacity or not 1 <= slot <= life.capacity:
            text = f"{agent} holds {len(life.held)} of {life.capacity}, took {slot}"
            self._findings.add(Broken.OVER_ASSIGNED, text)
        life.held[slot] = session.name
        self.queues[session.group].pop(session.name)
        session.phase, session.agent, session.slot = SERVING, agent, slot

    def _judge_order(self, session: SessionLife, agent: str, bound: Binding) -> None:
        if session.phase != QUEUED:
            return
        queue = self.queues[session.group]
        before = list(takewhile(lambda one: one != session.name, queue))
        self.queued_assignments += len(queue) > 1
        self.overtaken_count += len(before)
        free = self._free_slots(session.group)
        if len(before) >= max(free, 1):
            text = f"{session.name} went to {agent} before {before}, {free} slots free"
            self._findings.add(Broken.FIFO, text)
        for other in before:
            self.sessions[other].overtaken_by.append(bound)
        for life, order in session.overtaken_by:
            if life == bound.life and order < bound.order:
                text = f"{session.name} was bound as {bound}, others before as {order}"
                self._findings.add(Broken.FIFO, text)
        if session.group not in self.agents.get(agent, AgentLife()).groups:
            self._inconsistent(f"{agent} does not serve {session.group}")

    def _free_slots(self, group: str) -> int:
        return sum(
            max(0, life.capacity - len(life.held))
            for life in self.agents.values()
            if group in life.groups and life.has_been_free
        )

    def _post(self, session: SessionLife, number: int, posted: Posted) -> None:
        if session.phase == CLOSED:
            self._inconsistent(f"{session.name} is closed and got message {number}")
        if number != len(session.messages) + 1:
            text = f"{session.name} has {number} after {len(session.messages)}"
            self._findings.add(Broken.GAP, text)
        key = (posted.sender, posted.cid)
        if key in session.numbers:
            text = f"{session.name} has {key} as {session.numbers[key]} and {number}"
            self._findings.add(Broken.DOUBLED, text)
        elif posted.text in self._texts:
            self._findings.add(Broken.DOUBLED, f"the text {posted.text!r} came twice")
        self._texts.add(posted.text)
        session.numbers[key] = number
        session.messages.append(posted)
        self.message_count += 1
        self.fresh_messages.append((session.name, posted))

    def _close(self, session: SessionLife) -> None:
        if session.phase == CLOSED:
            self._inconsistent(f"{session.name} was closed twice")
            return
        self.queues[session.group].pop(session.name, None)
        if session.phase == SERVING:
            self.agents[session.agent].held.pop(session.slot, None)
        self.channels.pop((session.visitor, session.channel), None)
        session.phase = CLOSED
        self.closed_count += 1

    # --- agents

    def _take_agent(self, name: str, body: Body) -> None:
        life = self.agents.setdefault(name, AgentLife())
        match body:
            case [1, _, list(groups), int(capacity)]:
                life.groups, life.capacity = tuple(groups), capacity
            case [2, str(status)]:
                life.is_free = status == "free"
                life.has_been_free = life.has_been_free or life.is_free
            case [3, bool(is_there)]:
                life.is_present = is_there
            case [4]:
                pass
            case _:
                self._inconsistent(f"{name} cannot have {body}")

    def _inconsistent(self, text: str) -> None:
        self._findings.add(Broken.INCONSISTENT, text)
