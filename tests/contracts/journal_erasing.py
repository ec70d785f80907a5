"""What every journal forgets when it is told to, and what it keeps nevertheless."""

from __future__ import annotations

from msgspec.structs import replace

from runtime.journal import (
    Append,
    Claim,
    Committed,
    EntityRecord,
    FindMarks,
    FindOperations,
    FollowedEvents,
    FollowEvents,
    FoundMarks,
    FoundOperations,
    IndexRow,
    JournalBackend,
    Mark,
    Operation,
    OutboxPage,
    OutboxRow,
    ReadEntity,
    ReadOutbox,
    Stale,
)
from runtime.journal_erasing import Erasure, Forget, Forgotten, Rewrite
from tests.contracts.journal_steps import AT_MS, claiming, commit, plain, read

SECRET = b"what nobody is to know"
FULL = Append(
    "s/1",
    0,
    AT_MS,
    (SECRET, b"plain", SECRET),
    index=IndexRow(is_open=False, state="closed"),
    operations=(Operation(7, SECRET),),
    outbox=(OutboxRow("topic", SECRET),),
    snapshot=SECRET,
    marks=(Mark("last/v/web", "a"), Mark("last/v/x/web", "a"), Mark("last/vv", "a")),
)
ERASED = Append(
    "s/1",
    3,
    AT_MS,
    (b"erased",),
    erasure=Erasure((Rewrite(1, b"-"), Rewrite(3, b"-"))),
)


def followed(backend: JournalBackend) -> list[tuple[str, int, bytes]]:
    answer = backend.answer(FollowEvents(0))
    assert isinstance(answer, FollowedEvents)
    return [(row.entity, row.event.position, row.event.body) for row in answer.rows]


def outbox(backend: JournalBackend) -> list[bytes]:
    page = backend.answer(ReadOutbox(0, 10))
    assert isinstance(page, OutboxPage)
    return [each.row.body for each in page.rows]


class ErasingContract:
    def test_what_was_said_is_overwritten_in_one_commit_with_the_word_of_it(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, FULL)
        own = replace(ERASED, outbox=(OutboxRow("topic", b"new"),))
        assert commit(backend, own) == [Committed(4, 4)]
        record = backend.answer(ReadEntity("s/1", use_snapshot=True))
        assert isinstance(record, EntityRecord)
        bodies = [each.body for each in record.events]
        assert (bodies, record.snapshot) == ([b"-", b"plain", b"-", b"erased"], None)
        assert [each.seq for each in record.events] == [1, 2, 3, 4]
        assert [body for _, _, body in followed(backend)] == bodies
        found = backend.answer(FindOperations("s/1", (7,)))
        assert found == FoundOperations((None,))
        assert outbox(backend) == [b"new"]
        assert commit(backend, plain("s/1", 4)) == [Committed(5, 5)]

    def test_a_writer_that_came_between_is_not_overwritten(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, FULL)
        commit(backend, plain("s/1", 3))
        assert commit(backend, ERASED) == [Stale(4)]
        assert read(backend, "s/1").events[0].body == SECRET
        assert outbox(backend) == [SECRET]

    def test_nobody_overwrites_what_others_said(self, backend: JournalBackend) -> None:
        commit(backend, FULL, plain("s/2"))
        others = replace(ERASED, erasure=Erasure((Rewrite(1, b"-"), Rewrite(4, b"-"))))
        assert commit(backend, others) == [Stale(3)]
        assert read(backend, "s/1").events[0].body == SECRET
        assert read(backend, "s/2").events[0].body == b"event"

    def test_an_entity_is_deleted_and_its_positions_are_given_to_nobody(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, FULL, plain("s/2"), plain("s/3"))
        assert backend.answer(Forget(("s/1", "s/none"))) == Forgotten(())
        assert read(backend, "s/1") == EntityRecord(0, ())
        assert followed(backend) == [("s/2", 4, b"event"), ("s/3", 5, b"event")]
        assert outbox(backend) == []
        assert commit(backend, plain("s/2", 1), plain("s/1")) == [
            Committed(2, 6),
            Committed(1, 7),
        ]
        assert [each.body for each in read(backend, "s/1").events] == [b"event"]

    def test_the_newest_event_of_all_stays(self, backend: JournalBackend) -> None:
        """Its position would be given again, and whoever follows would miss that."""
        commit(backend, plain("s/1"), plain("s/2"))
        assert backend.answer(Forget(("s/1", "s/2"))) == Forgotten(("s/2",))
        assert followed(backend) == [("s/2", 2, b"event")]

    def test_what_is_open_or_holds_a_place_stays(self, backend: JournalBackend) -> None:
        opened = replace(plain("s/1"), index=IndexRow(is_open=True, state="queued"))
        place = Claim("visitor/7/web")
        commit(backend, opened, claiming("s/2", 0, place), plain("s/3"))
        assert backend.answer(Forget(("s/1", "s/2"))) == Forgotten(("s/1", "s/2"))
        assert len(followed(backend)) == 3

    def test_marks_are_deleted_by_key_and_by_folder(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, FULL)
        assert backend.answer(Forget((), ("none",), ("last/v/",))) == Forgotten(())
        keys = ("last/v/web", "last/v/x/web", "last/vv")
        assert backend.answer(FindMarks(keys)) == FoundMarks((None, "a", "a"))
        backend.answer(Forget((), ("last/vv",)))
        assert backend.answer(FindMarks(keys)) == FoundMarks((None, "a", None))
