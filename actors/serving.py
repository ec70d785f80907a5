"""Lists the sessions that a group serves, from what is known without asking them (Q11).

The group says who of its agents has work and who of its line is served meanwhile; of
each of these agents the journal's index is read, which says in one row per session what
a supervisor wants to see. No session is asked, none is woken, and no message costs more
for it.

What a row may lag by: the index is of the last commit, but tells only when it last
became the other side's turn to write, so that further messages in a row by one side do
not show. Of a session that is handed over and still in line it is as it was when that
began. An agent is looked at who had work when the group heard of him last: sessions of
one who has left the group, or of whom it has not heard since a start, are not listed.
A session that is handed over is listed by the group among whom another is looked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import msgspec

from actors.assignment.messages import GetQueue, GetRoster, Queue, Roster
from actors.assignment.standing import Service, Standing, decode_standing
from actors.desk import Desk
from actors.ids import SESSION, AgentId, GroupId, SessionId, agent_entity
from actors.refusal import Refused
from runtime.errors import Unavailable
from runtime.journal import Answer, OpenEntities, OpenEntity, Page

LIST_SECONDS: Final = 2.0
"""Deadline of each question to the group: it answers from memory."""
MAX_LISTED: Final = 500
"""Sessions in one list: more than anybody looks through. No further agent is looked at
once there are so many."""
AGENTS_AT_ONCE: Final = 16
"""Agents whose rows are asked for together: one trip to the store, some rows."""


class Served(msgspec.Struct, frozen=True):
    """A session that is being served.

    Attributes:
        session: its id.
        nickname: the visitor's.
        agent: who serves.
        agent_name: his name when he took it, or "".
        since_ms: when he took it, wall time.
        turn_ms: when the side that wrote last began to; 0 = nothing was written.
        is_unanswered: that side is the visitor: he waits for an answer.
    """

    session: SessionId
    nickname: str
    agent: AgentId
    agent_name: str
    since_ms: int
    turn_ms: int
    is_unanswered: bool


class ServedSessions(msgspec.Struct, frozen=True):
    """At most `MAX_LISTED`; those whose visitors wait come first, the longest first.

    `is_cut`: there may be more.
    """

    rows: tuple[Served, ...]
    is_cut: bool


Listed = Callable[[ServedSessions | Refused | None, Exception | None], None]
"""Called once: with the list, a refusal (`NO_SUCH_GROUP`), or an error."""


def list_sessions(desk: Desk, group: GroupId, done: Listed) -> None:
    """Calls `done` once, never inside this call.

    Costs two questions to the group, and one indexed reading for each of its agents who
    has work, until `MAX_LISTED` sessions are found.
    """
    _Listing(desk, group, done).start()


def served(session: SessionId, standing: Standing, group: str) -> Served | None:
    """PURE: what a standing says of a session that this group serves, if it does."""
    service = standing.service
    if service is None or service.group != group:
        return None
    return _row(session, standing, service)


def _row(session: SessionId, standing: Standing, service: Service) -> Served:
    return Served(
        session,
        standing.nickname,
        AgentId(standing.owner),
        service.agent_name,
        service.since_ms,
        service.turn_ms,
        service.is_unanswered,
    )


def in_order(rows: Iterator[Served]) -> list[Served]:
    """PURE: those who wait for an answer first, and of these who waits longest."""
    return sorted(rows, key=lambda each: (not each.is_unanswered, each.turn_ms))


class _Listing:
    """One list on its way."""

    def __init__(self, desk: Desk, group: GroupId, done: Listed) -> None:
        self._desk = desk
        self._group = group
        self._address = desk.directory.group(group)
        self._done = done
        self._agents: deque[AgentId] = deque()
        self._awaited = 0
        self._has_failed = False
        self._is_cut = False
        self._rows: dict[str, Served] = {}

    def start(self) -> None:
        """First the line: what leaves it meanwhile is found at its agent."""
        self._address.request(GetQueue(), LIST_SECONDS, self._on_queue)

    def _on_queue(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Queue):
            self._done(answer if isinstance(answer, Refused) else None, error)
            return
        for entry in answer.entries:
            self._add(entry.session, entry.standing)
        self._address.request(GetRoster(), LIST_SECONDS, self._on_roster)

    def _on_roster(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, Roster):
            self._done(answer if isinstance(answer, Refused) else None, error)
            return
        self._is_cut = len(answer.members) < answer.count
        busy = (member.agent for member in answer.members if member.load)
        self._agents.extend(busy)
        self._look()

    def _look(self) -> None:
        if not self._agents or len(self._rows) >= MAX_LISTED:
            self._tell()
            return
        count = min(AGENTS_AT_ONCE, len(self._agents))
        self._awaited = count
        for agent in [self._agents.popleft() for _ in range(count)]:
            query = OpenEntities(SESSION, place=agent_entity(agent))
            self._desk.journal.query(query, self._on_page)

    def _on_page(self, answer: Answer) -> None:
        """An agent has no more than `MAX_CAPACITY` slots: one page holds his rows."""
        self._awaited -= 1
        if isinstance(answer, Page):
            for row in answer.rows:
                self._take(row)
        else:
            self._has_failed = True
        if self._awaited:
            return
        if self._has_failed:
            self._done(None, Unavailable("the store is away"))
        else:
            self._look()

    def _take(self, row: OpenEntity) -> None:
        """A session that rings at the agent, and that nobody serves, has no detail."""
        if row.index.detail:
            session = SessionId(row.entity.partition("/")[2])
            self._add(session, decode_standing(row.index.detail))

    def _add(self, session: SessionId, standing: Standing) -> None:
        row = served(session, standing, self._group)
        if row is not None:
            self._rows[session] = row

    def _tell(self) -> None:
        rows = in_order(iter(self._rows.values()))
        is_cut = self._is_cut or bool(self._agents) or len(rows) > MAX_LISTED
        self._done(ServedSessions(tuple(islice(rows, MAX_LISTED)), is_cut), None)
