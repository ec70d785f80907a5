"""The groups' lines: nobody waits beside who may serve; first come, first served. Pure.

Who came first is certain where one was seen waiting before the other even asked. Only
those are compared who wait for the first time: whoever comes back to the line, or is
handed over, comes before them, as is promised. All of the load has one priority and
needs no skill.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from loadtest.outcome import Promise, Violation
from loadtest.watching.bounds import BESIDE_SECONDS, OVERTAKEN_SECONDS
from loadtest.watching.desks import Desk, Desks
from loadtest.watching.notebook import Notebook
from loadtest.watching.presence import Presence
from loadtest.watching.sightings import CLOSED, QUEUED, Sighting


@dataclass(slots=True)
class Waiting:
    """A session that stands in a line.

    Attributes:
        since: when it was seen to.
        asked_at: when its visitor asked for it, of one that waits for the first time;
            None: it came back, or nobody knows.
    """

    sighting: Sighting
    since: float
    asked_at: float | None
    is_told: bool = False


class Turn(NamedTuple):
    """Somebody's turn came: whether it was his, is judged when all have been told."""

    at: float
    group: str
    session: str
    asked_at: float


class Setback(NamedTuple):
    """Somebody was told that he stands further behind than before."""

    at: float
    group: str
    session: str
    since: float
    was: int
    now: int


@dataclass(slots=True)
class Line:
    """A group's line, in the order in which it was seen.

    Attributes:
        joined_ahead: when somebody was last seen who comes before the new ones.
    """

    waiting: dict[str, Waiting] = field(default_factory=dict)
    joined_ahead: float = float("-inf")


class Lines:
    """All groups' lines.

    Args:
        notebook: where what is found goes.
        presence: who is connected.
        desks: of the agents.
    """

    def __init__(self, notebook: Notebook, presence: Presence, desks: Desks) -> None:
        self._notebook = notebook
        self._presence = presence
        self._desks = desks
        self._lines: dict[str, Line] = {}
        self._place: dict[str, str] = {}
        """In whose line each session stands."""
        self._had: dict[str, set[str]] = {}
        """Agents at whom each session rang, or who served it: they may pause."""
        self._asked: dict[str, float] = {}
        self._turns: deque[Turn] = deque()
        self._setbacks: deque[Setback] = deque()
        self._positions: dict[str, tuple[int, float]] = {}

    def asked(self, visitor: str, now: float) -> None:
        """A visitor asks for a session."""
        self._asked[visitor] = now

    def changed(self, sighting: Sighting, now: float) -> None:
        """The newest of a session has changed."""
        session = sighting.session
        had = self._had.setdefault(session, set())
        is_first = not had and session not in self._place
        had |= {sighting.agent} - {""}
        if sighting.offer is not None:
            had.add(sighting.offer.agent)
        line = _line_of(sighting)
        if line != self._place.get(session, ""):
            self._take_out(sighting, now)
            if line:
                self._put_in(sighting, line, now, is_first=is_first)

    def placed(self, session: str, position: int, now: float) -> None:
        """A visitor was told where he stands."""
        group = self._place.get(session)
        waiting = self._line(group).waiting.get(session) if group else None
        if group is None or waiting is None or waiting.asked_at is None:
            return
        was, since = self._positions.get(session, (position, now))
        self._notebook.looked(Promise.FIRST_COME)
        if position > was:
            due = now + OVERTAKEN_SECONDS
            self._setbacks.append(Setback(due, group, session, since, was, position))
        self._positions[session] = (position, now)

    def look(self, now: float) -> None:
        """Judges who waits, and whose turn came."""
        while self._turns and self._turns[0].at <= now:
            self._judge_turn(self._turns.popleft(), now)
        while self._setbacks and self._setbacks[0].at <= now:
            self._judge_setback(self._setbacks.popleft(), now)
        for group, line in self._lines.items():
            if line.waiting:
                self._look_beside(group, line, now)

    def forget(self, session: str) -> None:
        """It is over, and everybody has heard so."""
        self._had.pop(session, None)
        self._place.pop(session, None)

    def _line(self, group: str) -> Line:
        return self._lines.setdefault(group, Line())

    def _put_in(
        self, sighting: Sighting, group: str, now: float, *, is_first: bool
    ) -> None:
        line, session = self._line(group), sighting.session
        asked_at = self._asked.get(sighting.visitor) if is_first else None
        if asked_at is None:
            line.joined_ahead = now
        line.waiting[session] = Waiting(sighting, now, asked_at)
        self._place[session] = group

    def _take_out(self, sighting: Sighting, now: float) -> None:
        session = sighting.session
        group = self._place.get(session, "")
        waiting = self._line(group).waiting.pop(session, None) if group else None
        self._place[session] = ""
        self._positions.pop(session, None)
        if waiting is None or waiting.asked_at is None or sighting.state == CLOSED:
            return
        if self._line(group).waiting:
            self._notebook.looked(Promise.FIRST_COME)
            due = now + OVERTAKEN_SECONDS
            self._turns.append(Turn(due, group, session, waiting.asked_at))

    def _judge_turn(self, turn: Turn, now: float) -> None:
        """Nobody new who was there before that one asked waits still."""
        for waiting in self._line(turn.group).waiting.values():
            if waiting.since >= turn.asked_at:
                return
            visitor = waiting.sighting.visitor
            is_new = waiting.asked_at is not None
            if is_new and self._presence.has(visitor, waiting.since):
                who = f"{waiting.sighting.session} in {turn.group}"
                expected = f"before {turn.session}, who asked later"
                came = f"waits still, {OVERTAKEN_SECONDS:g} s after that one's turn"
                violation = Violation(now, who, expected, came)
                self._notebook.broken(Promise.FIRST_COME, violation)
                return

    def _judge_setback(self, setback: Setback, now: float) -> None:
        """Whoever is set back without cause has been overtaken."""
        since = setback.since - OVERTAKEN_SECONDS
        if self._line(setback.group).joined_ahead >= since:
            return
        who = f"{setback.session} in {setback.group}"
        came = f"{setback.now}, and nobody came who goes first"
        violation = Violation(now, who, f"place {setback.was} or better", came)
        self._notebook.broken(Promise.FIRST_COME, violation)

    def _look_beside(self, group: str, line: Line, now: float) -> None:
        self._notebook.looked(Promise.NOBODY_WAITS_BESIDE_FREE)
        since = now - BESIDE_SECONDS
        free = {
            agent: desk
            for agent, desk in self._desks.agents.items()
            if group in desk.groups and _is_free(desk, since)
        }
        if not free:
            return
        for waiting in line.waiting.values():
            if waiting.since <= since and not waiting.is_told:
                self._judge_beside(group, waiting, free, now)

    def _judge_beside(
        self, group: str, waiting: Waiting, free: dict[str, Desk], now: float
    ) -> None:
        sighting = waiting.sighting
        had = self._had.get(sighting.session, set())
        able = [
            agent
            for agent in free
            if agent not in had
            and sighting.only in ("", agent)
            and self._presence.has(agent, now - BESIDE_SECONDS)
        ]
        who_sees = (sighting.visitor, sighting.agent)
        if not able or not any(
            self._presence.has(one, waiting.since) for one in who_sees
        ):
            return
        waiting.is_told = True
        desk = free[able[0]]
        came = f"{able[0]} has {len(desk.sessions)} of {desk.capacity}"
        came = f"{came}, is free, and got nobody for {BESIDE_SECONDS:g} s"
        expected = f"served within {BESIDE_SECONDS:g} s where somebody is free"
        violation = Violation(now, f"{sighting.session} in {group}", expected, came)
        self._notebook.broken(Promise.NOBODY_WAITS_BESIDE_FREE, violation)


def _line_of(sighting: Sighting) -> str:
    """In whose line a session stands; "": in none."""
    if not sighting.is_waiting:
        return ""
    return sighting.group if sighting.state == QUEUED else sighting.line


def _is_free(desk: Desk, since: float) -> bool:
    return desk.room_since is not None and desk.room_since <= since
