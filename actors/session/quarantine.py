"""Closes a session whose actor cannot live: an event that needs no state of it.

The session's claims fall with it, and group and agents are told, so that a broken
session holds neither a slot nor a place in line.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from actors.agent.messages import CheckSlots
from actors.assignment.messages import SessionLeft
from actors.assignment.standing import decode_standing
from actors.desk import Desk
from actors.ids import AGENT, GROUP, AgentId, GroupId, SessionId, session_entity
from actors.session.actor import SESSION_CODEC
from actors.session.events import SessionClosed
from actors.session.messages import WakeSession
from actors.session.terms import CloseCause, CloseReason, SessionPhase
from actors.webhooks.payload import closed_unread
from runtime.journal import (
    Answer,
    Append,
    Committed,
    EntityRecord,
    IndexRow,
    Outcome,
    ReadEntity,
    Stale,
    Unknown,
)

_BEYOND_ALL = 2**62
"""A sequence number that no entity reaches: reads the head without the events."""


def close_quarantined(
    desk: Desk, session: SessionId, now_ms: int, is_heard: Callable[[], bool]
) -> None:
    """Closes the session in the journal; returns at once.

    One that had ended by itself, and did not get round to showing it, is woken to do so
    while somebody follows it (`is_heard`): for nobody's sake it may crash again.
    A writer that came between, or an unknown outcome, is met by reading again. When
    the store refuses, the session stays open and the next quarantine tries again.
    """
    _Closing(desk, session, now_ms, is_heard).read()


class _Closing:
    """One closing on its way; `_tried` is the row as it was before the last attempt."""

    __slots__ = ("_desk", "_is_heard", "_now_ms", "_session", "_tried")

    def __init__(
        self,
        desk: Desk,
        session: SessionId,
        now_ms: int,
        is_heard: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._is_heard = is_heard
        self._session = session
        self._now_ms = now_ms
        self._tried: IndexRow | None = None

    def read(self) -> None:
        query = ReadEntity(session_entity(self._session), _BEYOND_ALL)
        self._desk.journal.query(query, self._on_head)

    def _on_head(self, record: Answer) -> None:
        if not isinstance(record, EntityRecord) or record.index is None:
            return
        is_over = record.index.state == SessionPhase.CLOSED.value  # to be followed up
        if record.index.is_open and not is_over:
            self._close(record.seq, record.index)
        elif self._tried is not None:  # perhaps by the commit nobody heard of
            _tell(self._desk, self._session, self._tried)
        elif self._is_heard():
            self._desk.directory.session(self._session).tell(WakeSession())

    def _close(self, seq: int, row: IndexRow) -> None:
        self._tried = row
        closed = SessionClosed(CloseReason.ADMIN, "", CloseCause.QUARANTINE)
        append = Append(
            entity=session_entity(self._session),
            expected_seq=seq,
            at_ms=self._now_ms,
            events=(SESSION_CODEC.encode_event(closed),),
            index=replace(
                row, is_open=False, state="closed", place="", due_ms=None, detail=b""
            ),
            releases_all=True,
            outbox=closed_unread(
                self._session, closed, self._now_ms, self._desk.audience.kinds
            ),
        )
        self._desk.journal.append(
            append, lambda outcome: self._on_outcome(outcome, row)
        )

    def _on_outcome(self, outcome: Outcome, row: IndexRow) -> None:
        if isinstance(outcome, Committed):
            self._desk.audience.wake()
            _tell(self._desk, self._session, row)
        elif isinstance(outcome, Stale | Unknown):
            self.read()


def _tell(desk: Desk, session: SessionId, row: IndexRow) -> None:
    """Whoever holds the session for a slot reads the claims again.

    The session itself shows its end when it may live again.
    """
    desk.directory.session(session).tell(WakeSession())
    kind, _, name = row.place.partition("/")
    agents = {name} if kind == AGENT else set()
    if kind == GROUP:
        desk.directory.group(GroupId(name)).tell(SessionLeft(session))
    if row.detail and kind in {AGENT, GROUP}:
        agents.add(decode_standing(row.detail).owner)
    for agent in sorted(agents - {""}):
        desk.directory.agent(AgentId(agent)).tell(CheckSlots())
