"""The agents: how many each serves, and whether what holds his slots is his. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.wire.server_frames import Board
from loadtest.outcome import Promise, Violation
from loadtest.watching.bounds import TOLD_SECONDS
from loadtest.watching.notebook import Notebook
from loadtest.watching.presence import Presence
from loadtest.watching.sightings import SERVING, Sightings


@dataclass(slots=True)
class Desk:
    """An agent as his own board shows him.

    Attributes:
        groups: that he serves.
        room_since: since when he has a free slot, is free, and got nobody; None: he
            is full, or takes nobody.
        over_since: since when more sessions are seen as his than he has slots.
        doubts: sessions on his board that are not his by what is seen of them, and
            since when.
    """

    groups: frozenset[str]
    status: str = "offline"
    capacity: int = 0
    sessions: frozenset[str] = frozenset()
    room_since: float | None = None
    over_since: float | None = None
    doubts: dict[str, float] = field(default_factory=dict)


class Desks:
    """All agents.

    Args:
        notebook: where what is found goes.
        presence: who is connected.
        sightings: what is known of the sessions.
        groups: of each agent.
    """

    def __init__(
        self,
        notebook: Notebook,
        presence: Presence,
        sightings: Sightings,
        groups: Mapping[str, frozenset[str]],
    ) -> None:
        self.agents = {agent: Desk(served) for agent, served in groups.items()}
        self._notebook = notebook
        self._presence = presence
        self._sightings = sightings

    def show(self, agent: str, board: Board, now: float) -> None:
        """An agent was shown his own state."""
        desk = self.agents[agent]
        sessions = frozenset(board.sessions)
        self._notebook.looked(Promise.CAPACITY)
        if len(sessions) > board.capacity:
            came = f"{len(sessions)} on his board"
            self._over(agent, board.capacity, came, now)
        has_room = board.status == "free" and len(sessions) < board.capacity
        got_somebody = bool(sessions - desk.sessions)
        if not has_room:
            desk.room_since = None
        elif got_somebody or desk.room_since is None:
            desk.room_since = now
        desk.status, desk.capacity, desk.sessions = (
            board.status,
            board.capacity,
            sessions,
        )

    def went(self, agent: str) -> None:
        """Nothing new comes to an agent whose connection is lost."""
        desk = self.agents[agent]
        desk.room_since = desk.over_since = None
        desk.doubts.clear()

    def look(self, now: float) -> None:
        """Judges what has contradicted itself for too long."""
        served: defaultdict[str, set[str]] = defaultdict(set)
        for sighting in self._sightings.sessions.values():
            if sighting.state == SERVING:
                served[sighting.agent].add(sighting.session)
        for agent, desk in self.agents.items():
            if self._presence.has(agent, now - TOLD_SECONDS):
                self._look_at_load(agent, desk, served[agent], now)
                self._look_at_slots(agent, desk, now)

    def _look_at_load(self, agent: str, desk: Desk, held: set[str], now: float) -> None:
        """By what others are shown, too, he serves no more than he may."""
        if len(held) <= desk.capacity:
            desk.over_since = None
        elif desk.over_since is None:
            desk.over_since = now
        elif now - desk.over_since >= TOLD_SECONDS:
            came = f"{len(held)} are shown as served by him: {sorted(held)[:5]}"
            self._over(agent, desk.capacity, came, now)
            desk.over_since = now

    def _look_at_slots(self, agent: str, desk: Desk, now: float) -> None:
        """Nothing holds a slot of his while another serves it."""
        for session in desk.doubts.keys() - desk.sessions:
            del desk.doubts[session]
        for session in desk.sessions:
            sighting = self._sightings.sessions.get(session)
            if sighting is None or sighting.may_hold(agent):
                desk.doubts.pop(session, None)
                continue
            since = desk.doubts.setdefault(session, now)
            if now - since >= TOLD_SECONDS:
                came = f"{sighting.state} {sighting.agent}".rstrip()
                who = f"{session} on the board of {agent}"
                violation = Violation(now, who, f"served by {agent}, or ringing", came)
                self._notebook.broken(Promise.ONE_AGENT, violation)
                desk.doubts[session] = now

    def _over(self, agent: str, capacity: int, came: str, now: float) -> None:
        violation = Violation(now, agent, f"at most {capacity}", came)
        self._notebook.broken(Promise.CAPACITY, violation)
