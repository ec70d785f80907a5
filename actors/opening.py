"""Wakes, after a start, those who must act without being spoken to.

First of all the rulebook: whoever wakes goes by the rules in force. Groups and agents
are woken from the index, and customers whose block is to be enforced; sessions stay
asleep, and only those with a deadline, or a visitor who must come back in time, get a
timer that wakes them. So a start costs one pass over the index, however many sessions
are open. Those who are due at once are woken one after the other, so that what expired
in a long downtime does not come as one blow.

Whoever follows sessions is told that the desk has opened: one that ended just before
its region did is not started again, so nobody else would tell its followers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from actors.agent.messages import WakeAgent
from actors.assignment.messages import WakeGroup
from actors.customers.messages import WakeCustomer
from actors.desk import Desk
from actors.ids import (
    AGENT,
    CUSTOMER,
    GROUP,
    SESSION,
    AgentId,
    GroupId,
    SessionId,
    VisitorId,
)
from actors.rules.messages import GetRulebook
from actors.session.attendance import ANSWER_MS
from actors.session.messages import CheckVisitor, WakeSession
from actors.session.reading import WAITING
from actors.session.terms import SessionPhase
from runtime.actor import Actor
from runtime.errors import Unavailable
from runtime.index_walk import id_of, walk_index
from runtime.journal import Beat, OpenEntities, OpenEntity
from runtime.outages import extended
from runtime.timers import Timer

OPENING_TOPIC: Final = "opening"
"""Where `DeskOpened` is published."""

BEAT_SECONDS: Final = 5.0
"""How often the journal notes that the service lives: the error, at most, of what is
taken for the end of a killed process."""

RULES_SECONDS: Final = 60.0
"""For the rulebook to be read: the store may be on its way."""

WAKES_PER_SECOND: Final = 1_000
"""Sessions woken per second of those that are due at the same time: each reads its
journal, and most commit; the store does several times as many."""

_UNDECIDED: Final = SessionPhase.ROUTING.value
"""Who asked the business server for them is gone: they must ask again (Q9)."""
_WAITING: Final = frozenset(phase.value for phase in WAITING)


class DeskOpened(msgspec.Struct, frozen=True):
    """The service has started, or all its sessions have: look at them again."""


class _Wake:
    """Timer target that wakes one session."""

    __slots__ = ("_desk", "_message", "_session")

    def __init__(
        self, desk: Desk, session: SessionId, message: CheckVisitor | WakeSession
    ) -> None:
        self._desk = desk
        self._session = session
        self._message = message

    def fire(self, timer: Timer) -> None:
        """The session's deadline is due: awake, it arms its own timers."""
        del timer
        self._desk.directory.session(self._session).tell(self._message)


class _Pace:
    """Spreads what is due at one moment."""

    __slots__ = ("_seconds",)

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def next(self) -> float:
        """When the next one's turn is, in seconds from the start."""
        seconds = self._seconds
        self._seconds += 1 / WAKES_PER_SECOND
        return seconds


class Opening(Actor[str]):
    """Opens the desk once, then notes every few seconds that it is open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._overdue = _Pace(0.0)
        self._start_ms = 0
        self._grace = 0.0
        self._missed = _Pace(0.0)

    def on_start(self) -> object:
        """Asks for the rules; then reads the index kind by kind."""
        self._start_ms = self.context.node.wall_ms()
        rulebook = self._desk.directory.rulebook
        opened = self.context.guarded(self._on_rules)
        rulebook.request(GetRulebook(), RULES_SECONDS, lambda *told: opened(told))
        self.receive("beat")
        return None

    def _on_rules(self, told: tuple[object, Exception | None]) -> None:
        if told[1] is not None:
            raise Unavailable("the rulebook does not answer") from told[1]
        # Too early is no harm: who is woken looks again at his own rule's time.
        self._grace = self._desk.rules.least_grace_seconds()
        self._missed = _Pace(max(0.0, self._grace - ANSWER_MS / 1000))
        self._each(GROUP, self._wake_group)
        self._each(AGENT, self._wake_agent)
        self._each(SESSION, self._arm_session)
        self._each(CUSTOMER, self._wake_customer)
        self.context.node.topics.publish(OPENING_TOPIC, DeskOpened())

    def receive(self, message: str) -> object:
        """The next beat."""
        beat = Beat(self.context.node.wall_ms())
        self._desk.journal.query(beat, lambda _: None)
        self.context.start_timer("beat", BEAT_SECONDS, message)
        return None

    def _each(self, kind: str, wake: Callable[[OpenEntity], None]) -> None:
        query, guard = OpenEntities(kind), self.context.guarded
        walk_index(self._desk.journal, query, wake, guard=guard)

    def _wake_group(self, row: OpenEntity) -> None:
        self._desk.directory.group(GroupId(id_of(row))).tell(WakeGroup())

    def _wake_agent(self, row: OpenEntity) -> None:
        self._desk.directory.agent(AgentId(id_of(row))).tell(WakeAgent())

    def _wake_customer(self, row: OpenEntity) -> None:
        self._desk.directory.customer(VisitorId(id_of(row))).tell(WakeCustomer())

    def _arm_session(self, row: OpenEntity) -> None:
        """A visitor who waits has the whole grace, from the start, to come back.

        The session wakes before its end, so that connections it calls can answer.
        """
        session = SessionId(id_of(row))
        seconds = self._due_in(row)
        wake = _Wake(self._desk, session, WakeSession())
        if self._grace and row.index.state in _WAITING:
            missed = self._missed.next()
            seconds = missed if seconds is None else min(seconds, missed)
            wake = _Wake(self._desk, session, CheckVisitor(self._start_ms))
        if row.index.state == _UNDECIDED:
            seconds, wake = (
                self._overdue.next(),
                _Wake(self._desk, session, WakeSession()),
            )
        if seconds is not None:
            self.context.node.timers.arm(seconds, wake)

    def _due_in(self, row: OpenEntity) -> float | None:
        index = row.index
        if index.due_ms is None:
            return None
        armed_ms = index.armed_ms or index.due_ms
        now_ms = self.context.node.wall_ms()
        due_ms = extended(index.due_ms, armed_ms, self._desk.outages, now_ms)
        seconds = (due_ms - now_ms) / 1000
        return seconds if seconds > 0 else self._overdue.next()
