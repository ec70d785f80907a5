"""Agents and their slots, replayed: who holds which, and whether that was allowed."""

from __future__ import annotations

from collections import defaultdict

from loadtest.audit.broken import Broken
from loadtest.audit.lives import AgentLife, SessionLife
from loadtest.findings import Findings


class Slots:
    """All agents.

    Args:
        findings: where broken promises go.
    """

    def __init__(self, findings: Findings[Broken]) -> None:
        self.agents: dict[str, AgentLife] = {}
        self._members: defaultdict[str, dict[str, AgentLife]] = defaultdict(dict)
        self._findings = findings

    def agent(self, name: str) -> AgentLife:
        """The agent, also one of whom no event told yet."""
        return self.agents.setdefault(name, AgentLife())

    def register(
        self,
        name: str,
        groups: tuple[str, ...],
        capacity: int,
        skills: dict[str, int],
        position: int,
    ) -> None:
        """An agent was made or changed; slots that are new are free from here on."""
        life = self.agent(name)
        for slot in range(life.capacity + 1, capacity + 1):
            life.freed[slot] = position
        for group in life.groups:
            self._members[group].pop(name, None)
        for group in groups:
            self._members[group][name] = life
        life.groups, life.capacity, life.skills = groups, capacity, skills

    def take(self, session: SessionLife, name: str, slot: int) -> None:
        """A session gets a slot: it must be free, and within the capacity."""
        life = self.agent(name)
        if slot in life.held:
            text = f"{name}/{slot} has {life.held[slot]} and {session.name}"
            self._findings.add(Broken.DOUBLE_ASSIGNED, text)
        if len(life.held) >= life.capacity or not 1 <= slot <= life.capacity:
            text = f"{name} holds {len(life.held)} of {life.capacity}, took {slot}"
            self._findings.add(Broken.OVER_ASSIGNED, text)
        life.held[slot] = session.name

    def release(self, session: SessionLife, position: int) -> None:
        """A session lets go of all its slots."""
        for name, slot in session.slots:
            self.release_one(session, name, slot, position)

    def release_one(
        self, session: SessionLife, name: str, slot: int, position: int
    ) -> None:
        """A session lets go of one slot, if it is still the holder."""
        life = self.agent(name)
        if life.held.get(slot) == session.name:
            del life.held[slot]
            life.freed[slot] = position

    def free_count(self, group: str) -> int:
        """Slots that are free at agents of a group who have ever been free."""
        return sum(
            max(0, life.capacity - len(life.held))
            for life in self._members[group].values()
            if life.has_been_free
        )
