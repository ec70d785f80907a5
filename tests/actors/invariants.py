"""What must be true of the journal, judged from its rows alone (Q14)."""

from __future__ import annotations

from dataclasses import dataclass

from actors.session.actor import SESSION_CODEC
from actors.session.messages import (
    MessagePosted,
    SessionAssigned,
    SessionClosed,
    SessionOpened,
)
from runtime.journal import (
    EntityRecord,
    Holders,
    Holdings,
    OpenEntities,
    OpenEntity,
    Page,
    ReadEntity,
)
from runtime.journal_memory import MemoryJournal


@dataclass(frozen=True)
class Happened:
    """One event of one session, at its place in the journal."""

    position: int
    session: str
    event: SessionOpened | SessionAssigned | MessagePosted | SessionClosed


def history(journal: MemoryJournal, sessions: set[str]) -> list[Happened]:
    """Everything that happened to these sessions, in the order of commits."""
    rows: list[Happened] = []
    for session in sessions:
        record = journal.answer(ReadEntity(f"session/{session}"))
        assert isinstance(record, EntityRecord)
        rows += [
            Happened(each.position, session, SESSION_CODEC.decode_event(each.body))
            for each in record.events
        ]
    return sorted(rows, key=lambda row: row.position)


def open_sessions(journal: MemoryJournal) -> list[OpenEntity]:
    page = journal.answer(OpenEntities("session"))
    assert isinstance(page, Page)
    return list(page.rows)


def holdings(journal: MemoryJournal, agent: str) -> dict[int, str]:
    answer = journal.answer(Holders(f"agent/{agent}"))
    assert isinstance(answer, Holdings)
    return {each.claim.slot: each.holder for each in answer.rows}


def check_dense_numbers(rows: list[Happened]) -> None:
    """S6: numbers 1, 2, 3 … and every client id once per sender."""
    last: dict[str, int] = {}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        if isinstance(row.event, MessagePosted):
            event = row.event
            assert event.number == last.get(row.session, 0) + 1
            last[row.session] = event.number
            key = (row.session, event.sender, event.cid)
            assert key not in seen, "one send became two messages"
            seen.add(key)


def check_queue_order(rows: list[Happened]) -> None:
    """FIFO: in each group, who was bound earlier had waited longer."""
    ticket: dict[str, tuple[str, int]] = {}
    bound: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        if isinstance(row.event, SessionOpened):
            ticket[row.session] = (row.event.group, row.position)
        elif isinstance(row.event, SessionAssigned):
            group, position = ticket[row.session]
            bound.setdefault(group, []).append((row.event.order, position))
    for order in bound.values():
        tickets = [position for _, position in sorted(order)]
        assert tickets == sorted(tickets), "the queue was jumped"


def check_slots(
    journal: MemoryJournal, rows: list[Happened], capacity: dict[str, int]
) -> None:
    """Q2: nobody over capacity at any moment, and no slot held for nobody."""
    serving: dict[str, set[str]] = {agent: set() for agent in capacity}
    agent_of: dict[str, str] = {}
    for row in rows:
        if isinstance(row.event, SessionAssigned):
            assert row.session not in agent_of, "assigned twice"
            agent_of[row.session] = row.event.agent
            serving[row.event.agent].add(row.session)
            assert len(serving[row.event.agent]) <= capacity[row.event.agent]
        elif isinstance(row.event, SessionClosed) and row.session in agent_of:
            serving[agent_of[row.session]].discard(row.session)
    for agent, sessions in serving.items():
        held = holdings(journal, agent)
        assert {f"session/{session}" for session in sessions} == set(held.values())
        assert len(held) == len(sessions)
