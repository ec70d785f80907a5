"""Closes a session whose actor cannot live: an event that needs no state of it.

The session's claims fall with it, and group and agents are told, so that a broken
session holds neither a slot nor a place in line.
"""

from __future__ import annotations

from msgspec.structs import replace

from actors.agent.messages import CheckSlots
from actors.assignment.messages import SessionLeft
from actors.assignment.standing import decode_standing
from actors.desk import Desk
from actors.ids import AGENT, GROUP, AgentId, GroupId, SessionId, session_entity
from actors.session.actor import SESSION_CODEC
from actors.session.events import SessionClosed
from actors.session.terms import CloseCause, CloseReason
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


def close_quarantined(desk: Desk, session: SessionId, now_ms: int) -> None:
    """Closes the session in the journal; returns at once.

    A writer that came between, or an unknown outcome, is met by reading again. When
    the store refuses, the session stays open and the next quarantine tries again.
    """

    def read() -> None:
        query = ReadEntity(session_entity(session), _BEYOND_ALL)
        desk.journal.query(query, on_head)

    def on_head(record: Answer) -> None:
        if not isinstance(record, EntityRecord) or record.index is None:
            return
        if not record.index.is_open:
            return
        row = record.index
        closed = SessionClosed(CloseReason.ADMIN, "", CloseCause.QUARANTINE)
        append = Append(
            entity=session_entity(session),
            expected_seq=record.seq,
            at_ms=now_ms,
            events=(SESSION_CODEC.encode_event(closed),),
            index=replace(
                row, is_open=False, state="closed", place="", due_ms=None, detail=b""
            ),
            releases_all=True,
        )
        desk.journal.append(append, lambda outcome: on_outcome(outcome, row))

    def on_outcome(outcome: Outcome, row: IndexRow) -> None:
        if isinstance(outcome, Committed):
            _tell(desk, session, row)
        elif isinstance(outcome, Stale | Unknown):
            read()

    read()


def _tell(desk: Desk, session: SessionId, row: IndexRow) -> None:
    """Whoever holds the session for a slot reads the claims again."""
    kind, _, name = row.place.partition("/")
    agents = {name} if kind == AGENT else set()
    if kind == GROUP:
        desk.directory.group(GroupId(name)).tell(SessionLeft(session))
    if row.detail:
        agents.add(decode_standing(row.detail).owner)
    for agent in sorted(agents - {""}):
        desk.directory.agent(AgentId(agent)).tell(CheckSlots())
