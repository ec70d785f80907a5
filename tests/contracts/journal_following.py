"""All events in the order of their commits: what a projector reads."""

from __future__ import annotations

import pytest

from runtime.journal import (
    MAX_FOLLOWED_EVENTS,
    Append,
    FollowedEvent,
    FollowedEvents,
    FollowEvents,
    JournalBackend,
    StoredEvent,
)
from tests.contracts.journal_steps import AT_MS, commit, plain


def follow(
    backend: JournalBackend, after: int, limit: int = 100, max_bytes: int = 1_000_000
) -> FollowedEvents:
    answer = backend.answer(FollowEvents(after, limit, max_bytes))
    assert isinstance(answer, FollowedEvents)
    return answer


def followed(entity: str, seq: int, position: int, body: bytes) -> FollowedEvent:
    return FollowedEvent(entity, StoredEvent(seq, position, AT_MS, body))


class FollowContract:
    @pytest.mark.covers("M8")
    def test_events_of_all_come_in_the_order_of_their_commits(
        self, backend: JournalBackend
    ) -> None:
        assert follow(backend, 0) == FollowedEvents((), 0)
        commit(backend, plain("s/2", 0, b"a", b"b"), plain("agent/1", 0, b"c"))
        commit(backend, plain("s/1", 0, b"d"), plain("s/2", 2, b"e"))
        expected = (
            followed("s/2", 1, 1, b"a"),
            followed("s/2", 2, 2, b"b"),
            followed("agent/1", 1, 3, b"c"),
            followed("s/1", 1, 4, b"d"),
            followed("s/2", 3, 5, b"e"),
        )
        assert follow(backend, 0) == FollowedEvents(expected, 5)
        assert follow(backend, 3) == FollowedEvents(expected[3:], 5)
        assert follow(backend, 5) == FollowedEvents((), 5)
        assert follow(backend, 99) == FollowedEvents((), 5)

    def test_what_was_refused_is_not_followed(self, backend: JournalBackend) -> None:
        commit(backend, plain("s/1"))
        commit(backend, plain("s/2"), plain("s/1", 9), plain("s/3"))
        names = [row.entity for row in follow(backend, 0).rows]
        assert names == ["s/1", "s/2", "s/3"]
        positions = [row.event.position for row in follow(backend, 0).rows]
        assert positions == [1, 2, 3]

    def test_a_page_is_bounded_by_rows_and_bytes(self, backend: JournalBackend) -> None:
        bodies = tuple(b"x" * 10 for _ in range(6))
        commit(backend, plain("s/1", 0, *bodies))
        assert len(follow(backend, 0, limit=2).rows) == 2
        assert len(follow(backend, 0, max_bytes=35).rows) == 3
        assert len(follow(backend, 4, max_bytes=1).rows) == 1
        rows = follow(backend, 1, limit=2).rows
        assert [row.event.position for row in rows] == [2, 3]

    def test_whoever_asks_for_more_gets_a_page(self, backend: JournalBackend) -> None:
        events = (b"",) * (MAX_FOLLOWED_EVENTS + 5)
        commit(backend, Append("s/1", 0, AT_MS, events))
        page = follow(backend, 0, limit=10 * MAX_FOLLOWED_EVENTS)
        assert len(page.rows) == MAX_FOLLOWED_EVENTS
        rest = follow(backend, page.rows[-1].event.position)
        assert (len(rest.rows), rest.last) == (5, MAX_FOLLOWED_EVENTS + 5)
