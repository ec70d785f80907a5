"""A store that counts what it gives away."""

from __future__ import annotations

from runtime.journal import Answer, EntityRecord, Query
from runtime.journal_memory import MemoryJournal


class CountingStore(MemoryJournal):
    """Counts the events of records, and the bytes of their bodies."""

    given = 0
    given_bytes = 0

    def answer(self, query: Query) -> Answer:
        answer = super().answer(query)
        if isinstance(answer, EntityRecord):
            self.given += len(answer.events)
            self.given_bytes += sum(len(each.body) for each in answer.events)
        return answer
