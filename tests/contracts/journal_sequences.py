"""Numbers, operations and reading: what every journal promises of one entity."""

from __future__ import annotations

import pytest

from runtime.journal import (
    MAX_READ_BYTES,
    MAX_READ_EVENTS,
    Append,
    Claim,
    Committed,
    Duplicate,
    EntityRecord,
    FindOperations,
    FoundOperations,
    JournalBackend,
    Operation,
    OutboxPage,
    OutboxRow,
    ReadEntity,
    ReadOutbox,
    Stale,
    StoredEvent,
    Superseded,
)
from tests.contracts.journal_steps import (
    AT_MS,
    QUEUED,
    commit,
    holders,
    open_rows,
    plain,
    read,
)


class SequenceContract:
    def test_positions_grow_over_all_entities_and_numbers_per_entity(
        self, backend: JournalBackend
    ) -> None:
        assert commit(backend, plain("s/1", 0, b"a", b"b"), plain("s/2")) == [
            Committed(2, 1),
            Committed(1, 3),
        ]
        assert commit(backend, plain("s/1", 2)) == [Committed(3, 4)]

    def test_events_come_back_as_they_went_in(self, backend: JournalBackend) -> None:
        commit(backend, plain("s/1", 0, b"a", b""), plain("s/2"))
        commit(backend, plain("s/1", 2, b"\x00c"))
        events = (
            StoredEvent(1, 1, AT_MS, b"a"),
            StoredEvent(2, 2, AT_MS, b""),
            StoredEvent(3, 4, AT_MS, b"\x00c"),
        )
        assert read(backend, "s/1") == EntityRecord(3, events)
        assert read(backend, "s/1", 2) == EntityRecord(3, events[2:])
        assert read(backend, "s/1", 3) == EntityRecord(3, ())

    def test_unknown_entity_has_number_0(self, backend: JournalBackend) -> None:
        assert read(backend, "s/none") == EntityRecord(0, ())

    @pytest.mark.parametrize("expected", [0, 1, 3])
    def test_stale_writer_is_refused_and_changes_nothing(
        self, backend: JournalBackend, expected: int
    ) -> None:
        commit(backend, plain("s/1", 0, b"a", b"b"))
        before = read(backend, "s/1")
        stale = Append(
            "s/1",
            expected,
            AT_MS,
            (b"x",),
            index=QUEUED,
            claims=(Claim("r"),),
            operations=(Operation(1, b""),),
            outbox=(OutboxRow("t", b""),),
            snapshot=b"s",
        )
        assert commit(backend, stale) == [Stale(2)]
        assert read(backend, "s/1") == before
        assert holders(backend, "r") == {}
        assert open_rows(backend, "s") == ()
        assert backend.answer(ReadOutbox(0, 10)) == OutboxPage(())

    def test_first_append_must_expect_0(self, backend: JournalBackend) -> None:
        assert commit(backend, plain("s/1", 1)) == [Stale(0)]
        assert read(backend, "s/1") == EntityRecord(0, ())

    def test_an_entity_goes_on_within_a_batch(self, backend: JournalBackend) -> None:
        outcomes = commit(backend, plain("s/1"), plain("s/1", 1), plain("s/1", 2))
        assert outcomes == [Committed(n, n) for n in (1, 2, 3)]

    def test_a_refusal_supersedes_its_entity_and_nobody_else(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, plain("s/1"))
        outcomes = commit(
            backend,
            plain("s/2"),
            plain("s/1", 0),
            plain("s/1", 1),
            plain("s/2", 1),
            plain("s/1", 1),
        )
        assert outcomes == [
            Committed(1, 2),
            Stale(1),
            Superseded(),
            Committed(2, 3),
            Superseded(),
        ]
        assert commit(backend, plain("s/1", 1)) == [Committed(2, 4)]

    def test_two_writers_of_one_entity_in_one_batch(
        self, backend: JournalBackend
    ) -> None:
        outcomes = commit(backend, plain("s/1", 0, b"one"), plain("s/1", 0, b"two"))
        assert outcomes == [Committed(1, 1), Stale(1)]
        assert [event.body for event in read(backend, "s/1").events] == [b"one"]

    def test_a_long_tail_is_read_in_steps(self, backend: JournalBackend) -> None:
        count = MAX_READ_EVENTS + 5
        commit(backend, plain("s/1", 0, *[b"e"] * count))
        first = read(backend, "s/1")
        assert (first.seq, len(first.events)) == (count, MAX_READ_EVENTS)
        assert first.events[-1].seq == MAX_READ_EVENTS
        rest = read(backend, "s/1", MAX_READ_EVENTS)
        assert [event.seq for event in rest.events] == list(
            range(MAX_READ_EVENTS + 1, count + 1)
        )
        few = backend.answer(ReadEntity("s/1", 2, max_events=2))
        assert isinstance(few, EntityRecord)
        assert (few.seq, [event.seq for event in few.events]) == (count, [3, 4])

    def test_no_more_bytes_are_read_than_are_wanted(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, plain("s/1", 0, b"ab", b"c", b"large", b"x"))

        def bodies(after: int, max_bytes: int) -> list[bytes]:
            record = backend.answer(ReadEntity("s/1", after, max_bytes=max_bytes))
            assert isinstance(record, EntityRecord)
            assert record.seq == 4
            return [event.body for event in record.events]

        assert bodies(0, 7) == [b"ab", b"c"]
        assert bodies(0, 8) == [b"ab", b"c", b"large"]
        assert bodies(2, 1) == [b"large"]  # one is given however large
        assert bodies(3, 0) == [b"x"]

    def test_a_tail_of_many_bytes_is_read_in_steps(
        self, backend: JournalBackend
    ) -> None:
        half = b"x" * (MAX_READ_BYTES // 2)
        commit(backend, plain("s/1", 0, half, half, b"x"))
        assert [event.seq for event in read(backend, "s/1").events] == [1, 2]


class OperationContract:
    @pytest.mark.covers("V8")
    def test_a_repeat_gets_the_first_answer(self, backend: JournalBackend) -> None:
        def send(seq: int, key: int, answer: bytes) -> Append:
            operations = (Operation(key, answer),)
            return Append("s/1", seq, AT_MS, (b"x",), operations=operations)

        assert commit(backend, send(0, -5, b"first")) == [Committed(1, 1)]
        again = send(1, -5, b"second")
        assert commit(backend, again) == [Duplicate(-5, b"first")]
        outcomes = commit(backend, send(1, 7, b"third"), send(2, 7, b"fourth"))
        assert outcomes == [Committed(2, 2), Duplicate(7, b"third")]
        assert read(backend, "s/1").seq == 2
        asked = FindOperations("s/1", (8, 7, -5))
        assert backend.answer(asked) == FoundOperations((None, b"third", b"first"))
        assert backend.answer(FindOperations("s/2", (7,))) == FoundOperations((None,))

    def test_keys_are_the_entitys_own(self, backend: JournalBackend) -> None:
        def send(entity: str) -> Append:
            return Append(entity, 0, AT_MS, (b"x",), operations=(Operation(5, b""),))

        assert commit(backend, send("s/1"), send("s/2")) == [
            Committed(1, 1),
            Committed(1, 2),
        ]

    def test_a_key_twice_in_one_append(self, backend: JournalBackend) -> None:
        twice = (Operation(1, b"a"), Operation(2, b"b"), Operation(1, b"c"))
        append = Append("s/1", 0, AT_MS, (b"x",), operations=twice)
        assert commit(backend, append) == [Duplicate(1, b"a")]
        assert backend.answer(FindOperations("s/1", (2,))) == FoundOperations((None,))

    def test_a_stale_writer_hears_that_first(self, backend: JournalBackend) -> None:
        first = Append("s/1", 0, AT_MS, (b"x",), operations=(Operation(1, b"a"),))
        assert commit(backend, first, first) == [Committed(1, 1), Stale(1)]
