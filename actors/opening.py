"""Wakes, after a start, those who must act without being spoken to.

Groups and agents are woken from the index; sessions stay asleep, and only those with a
deadline get a timer that wakes them. So a start costs one pass over the index, however
many sessions are open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actors.agent.messages import WakeAgent
from actors.assignment.messages import WakeGroup
from actors.desk import Desk
from actors.ids import AGENT, GROUP, SESSION, AgentId, GroupId, SessionId
from actors.session.messages import WakeSession
from runtime.actor import Actor
from runtime.errors import Unavailable
from runtime.journal import (
    MAX_INDEX_PAGE,
    Answer,
    Beat,
    OpenEntities,
    OpenEntity,
    Page,
)
from runtime.outages import extended
from runtime.timers import Timer

BEAT_SECONDS: Final = 5.0
"""How often the journal notes that the service lives: the error, at most, of what is
taken for the end of a killed process."""


class _Wake:
    """Timer target that wakes one session."""

    __slots__ = ("_desk", "_session")

    def __init__(self, desk: Desk, session: SessionId) -> None:
        self._desk = desk
        self._session = session

    def fire(self, timer: Timer) -> None:
        """The session's deadline is due: awake, it arms its own timers."""
        del timer
        self._desk.directory.session(self._session).tell(WakeSession())


class Opening(Actor[str]):
    """Opens the desk once, then notes every few seconds that it is open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def on_start(self) -> object:
        """Reads the index kind by kind."""
        self._read(GROUP, "", self._wake_group)
        self._read(AGENT, "", self._wake_agent)
        self._read(SESSION, "", self._arm_session)
        self.receive("beat")
        return None

    def receive(self, message: str) -> object:
        """The next beat."""
        beat = Beat(self.context.node.wall_ms())
        self._desk.journal.query(beat, lambda _: None)
        self.context.start_timer("beat", BEAT_SECONDS, message)
        return None

    def _read(self, kind: str, after: str, wake: Callable[[OpenEntity], None]) -> None:
        def on_page(answer: Answer) -> None:
            if not isinstance(answer, Page):
                raise Unavailable(f"the index of {kind!r} cannot be read: {answer}")
            for row in answer.rows:
                wake(row)
            if len(answer.rows) == MAX_INDEX_PAGE:
                self._read(kind, answer.rows[-1].entity, wake)

        query = OpenEntities(kind, after)
        self._desk.journal.query(query, self.context.guarded(on_page))

    def _wake_group(self, row: OpenEntity) -> None:
        self._desk.directory.group(GroupId(_id(row))).tell(WakeGroup())

    def _wake_agent(self, row: OpenEntity) -> None:
        self._desk.directory.agent(AgentId(_id(row))).tell(WakeAgent())

    def _arm_session(self, row: OpenEntity) -> None:
        index = row.index
        if index.due_ms is None:
            return
        armed_ms = index.armed_ms or index.due_ms
        due_ms = extended(index.due_ms, armed_ms, self._desk.outages)
        node = self.context.node
        seconds = max(0, due_ms - node.wall_ms()) / 1000
        node.timers.arm(seconds, _Wake(self._desk, SessionId(_id(row))))


def _id(row: OpenEntity) -> str:
    return row.entity.partition("/")[2]
