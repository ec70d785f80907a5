"""The memory journal as a store whose rows can be dumped, and that can be full."""

from __future__ import annotations

from collections.abc import Sequence

from runtime.journal import Append, Committed, Outcome, StoreFull
from runtime.journal_memory import MemoryJournal
from tests.proofs.assignment.audit.rows import ClaimRow, EventRow, HeadRow, Tables


class Store(MemoryJournal):
    """Keeps, beside the tables, the events in the order of their commits."""

    def __init__(self) -> None:
        super().__init__()
        self.full_batches = 0
        """So many batches more are refused for want of room."""
        self.refused_batches = 0
        """So many were."""
        self._rows: list[EventRow] = []

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        """As a disk that may be full."""
        if self.full_batches and batch:
            self.full_batches -= 1
            self.refused_batches += 1
            return [StoreFull("no space")] * len(batch)
        outcomes = super().commit(batch)
        for append, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Committed):
                self._note(append, outcome.position)
        return outcomes

    def _note(self, append: Append, position: int) -> None:
        seq = append.expected_seq + 1
        for place, body in enumerate(append.events):
            row = EventRow(
                position + place, append.entity, seq + place, append.at_ms, body
            )
            self._rows.append(row)

    def take_rows(self) -> list[EventRow]:
        """Events committed since the last look."""
        rows, self._rows = self._rows, []
        return rows

    def dump(self) -> Tables:
        """All tables but the events, as plain tuples."""
        claims = [
            ClaimRow(resource, slot, holder)
            for resource, holders in self._places.items()
            for slot, holder in holders.items()
        ]
        heads = [
            HeadRow(
                name,
                len(entity.events),
                entity.index.is_open,
                entity.index.state,
                entity.index.place,
                entity.index.ticket or 0,
                entity.index.detail,
            )
            for name, entity in self._entities.items()
            if entity.index is not None
        ]
        return Tables(claims, heads, dict(self._capacities), dict(self._marks))
