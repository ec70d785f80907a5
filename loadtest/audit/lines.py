"""The groups' lines, replayed: who waits, in which order, and who overtook whom.

A group binds the head of its line when a slot is granted, and numbers its bindings
(`order`). Several may be under way at once, and their commits may change places; a kill
may let the later one commit alone. So a session that gets a slot while others stand
before it, whom that agent might serve, has overtaken them rightly only if
- it is among the first F of its group's line, F being how many slots of the group's
  agents are free at that point, its own included (with one free slot: the head), and
- those before it, if the same life of the group binds them, were bound before it, be
  it in vain at first (`bindings`).

Somebody may come to stand before a session that is bound already: who was given back to
the line with an old ticket, or is being transferred. He stood there in time if he did
before the session itself joined, or before the slot was free to be granted at all.

A session whose actor dies says that it waits when it is back: until then the group may
know nothing of it, and nobody free waits for the dead. Who died, and when, stands in no
journal: whoever had it die tells (`away`).
"""

from __future__ import annotations

from typing import Final

from loadtest.audit.bindings import Bindings, Late
from loadtest.audit.broken import Broken
from loadtest.audit.event_parts import Given
from loadtest.audit.lives import (
    GroupLife,
    Place,
    SessionLife,
    may_serve,
)
from loadtest.audit.slots import Slots
from loadtest.findings import Findings

SLACK_MS: Final = 1_000
"""Who was bound before the dead one came back may commit so much later."""


class Lines:
    """All groups.

    Args:
        slots: of the agents.
        findings: where broken promises go.
    """

    def __init__(self, slots: Slots, findings: Findings[Broken]) -> None:
        self.groups: dict[str, GroupLife] = {}
        self.queued_bindings = 0
        """Bindings while others waited in the same group."""
        self.overtaken_count = 0
        self._slots = slots
        self._findings = findings
        self._bindings: dict[str, Bindings] = {}
        self._unchecked: set[str] = set()
        self._away: dict[str, list[range]] = {}

    @property
    def excused_count(self) -> int:
        """Who was bound after others behind him, perhaps in vain before them."""
        return sum(each.excused for each in self._bindings.values())

    @property
    def waiting_count(self) -> int:
        """How many stand in line, in all groups."""
        return sum(len(group.line) for group in self.groups.values())

    def group(self, name: str) -> GroupLife:
        """The group, also one of which no event told yet."""
        return self.groups.setdefault(name, GroupLife())

    def put(self, session: SessionLife) -> None:
        """Brings the lines up to date with a session that has changed."""
        for group in self.groups.values():
            group.line.pop(session.name, None)
        if session.is_in_line and session.place is not None:
            self.group(session.place.group).line[session.name] = session

    def away(self, session: str, from_ms: int, until_ms: int) -> None:
        """A session's actor was dead then."""
        spans = self._away.setdefault(session, [])
        spans.append(range(from_ms, until_ms + SLACK_MS))

    def judge(
        self, session: SessionLife, given: Given, position: int, at_ms: int
    ) -> None:
        """A session that stands in line gets a slot: was it its turn?

        Whether those who were bound before it were rightly is known later, see `check`.
        """
        place, bound = session.place, given.binding
        self._unchecked.add(bound.life)
        bindings = self._bindings.setdefault(bound.life, Bindings(bound.life))
        bindings.take(bound.order, position)
        if place is None:
            return
        group = self.group(place.group)
        before = [
            other
            for other in self._before(place, given.agent, given.slot)
            if not any(at_ms in span for span in self._away.get(other.name, ()))
        ]
        self.queued_bindings += len(group.line) > 1
        self.overtaken_count += len(before)
        free = self._slots.free_count(place.group)
        if len(before) >= max(free, 1):
            names = [one.name for one in before]
            text = f"{session.name} went to {given.agent} before {names}, {free} free"
            self._findings.add(Broken.FIFO, text)
        for other in before:
            other.overtaken_by.append(bound)
        earlier = [
            order
            for life, order in session.overtaken_by
            if life == bound.life and order < bound.order
        ]
        if earlier:
            above = bindings.highest(place.joined)
            bindings.note(Late(session.name, bound.order, above, min(earlier)))
        session.overtaken_by.clear()

    def check(self) -> None:
        """Finds who was overtaken, as far as is known by now."""
        for life in sorted(self._unchecked):
            for late in self._bindings[life].overtaken():
                text = f"{late.session} was bound as {late.order}, others before"
                text = f"{text} it as {late.below}, none in vain since {late.above}"
                self._findings.add(Broken.FIFO, text)
        self._unchecked.clear()

    def _before(self, place: Place, agent: str, slot: int) -> list[SessionLife]:
        """Who stood in line in time for that slot, before that place."""
        group, life = self.group(place.group), self._slots.agent(agent)
        in_time = max(place.joined, life.free_since, life.freed.get(slot, 0))
        return [
            other
            for other in group.line.values()
            if other.place is not None
            and group.rank(other.place) < group.rank(place)
            and other.place.joined < in_time
            and other.place.silent != agent
            and may_serve(agent, life, other.place, group)
        ]

    def judge_eligible(self, session: SessionLife, agent: str, at_ms: int) -> None:
        """The same: was it to go to that agent at all, and already?"""
        place = session.place
        if place is None:
            return
        if place.group not in self._slots.agent(agent).groups:
            text = f"{agent} does not serve {place.group}"
            self._findings.add(Broken.INCONSISTENT, text)
        is_named = not place.only or agent in place.only
        is_early = agent == place.silent and at_ms < place.pause_ms
        if agent == place.never or not is_named or is_early:
            text = f"{session.name} was not to go to {agent} at {at_ms}: {place}"
            self._findings.add(Broken.INELIGIBLE, text)
