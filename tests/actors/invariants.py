"""What must be true of the journal, judged from its rows alone (Q14)."""

from __future__ import annotations

from dataclasses import dataclass

from actors.session.actor import SESSION_CODEC
from actors.session.events import (
    Message,
    MessagePosted,
    OfferLapsed,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    StageEntered,
    Way,
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
    event: SessionEvent


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
        if isinstance(row.event, Message):
            assert row.event.number == last.get(row.session, 0) + 1
            last[row.session] = row.event.number
        if isinstance(row.event, MessagePosted):
            event = row.event
            key = (row.session, event.sender, event.cid)
            assert key not in seen, "one send became two messages"
            seen.add(key)


def check_queue_order(rows: list[Happened]) -> None:
    """FIFO among new sessions: in each group, who was bound earlier came earlier."""
    ticket: dict[str, tuple[str, int]] = {}
    bound: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        if isinstance(row.event, SessionOpened):
            ticket[row.session] = (row.event.group, row.position)
        elif isinstance(row.event, SessionAssigned) and row.event.order:
            group, position = ticket[row.session]
            bound.setdefault(group, []).append((row.event.order, position))
    for order in bound.values():
        tickets = [position for _, position in sorted(order)]
        assert tickets == sorted(tickets), "the queue was jumped"


class Slots:
    """Who holds what, as the sessions' events tell."""

    def __init__(self, capacity: dict[str, int]) -> None:
        self.held: dict[str, set[str]] = {agent: set() for agent in capacity}
        self._capacity = capacity
        self._served: dict[str, str] = {}
        self._rings: dict[str, str] = {}

    def take(self, row: Happened) -> None:
        session = row.session
        match row.event:
            case SessionOffered(agent):
                self._claim(agent, session)
                self._rings[session] = agent
            case OfferLapsed():
                self.held[self._rings.pop(session)].discard(session)
            case SessionAssigned(agent, way=way):
                if session in self._served:
                    self.held[self._served[session]].discard(session)
                if way is Way.ACCEPTED:
                    assert self._rings.pop(session) == agent, "another accepted"
                else:
                    self._claim(agent, session)
                self._served[session] = agent
            case SessionQueued() | StageEntered() | SessionClosed():
                for each in (self._served, self._rings):
                    agent = each.pop(session, "")
                    self.held.get(agent, set()).discard(session)
            case _:
                pass

    def _claim(self, agent: str, session: str) -> None:
        assert session not in self.held[agent], "assigned twice"
        self.held[agent].add(session)
        assert len(self.held[agent]) <= self._capacity[agent], "over capacity"


def check_slots(
    journal: MemoryJournal, rows: list[Happened], capacity: dict[str, int]
) -> None:
    """Q2: nobody over capacity at any moment, and no slot held for nobody."""
    slots = Slots(capacity)
    for row in rows:
        slots.take(row)
    for agent, sessions in slots.held.items():
        held = holdings(journal, agent)
        assert {f"session/{session}" for session in sessions} == set(held.values())
        assert len(held) == len(sessions)
