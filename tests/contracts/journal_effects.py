"""Index, snapshots, outbox, outages: what every journal keeps beside the events."""

from __future__ import annotations

import pytest

from runtime.journal import (
    MAX_INDEX_PAGE,
    Append,
    Beat,
    Begin,
    Committed,
    Done,
    EntityRecord,
    IndexRow,
    JournalBackend,
    OpenEntity,
    Outage,
    Outages,
    OutboxPage,
    OutboxRow,
    ReadEntity,
    ReadOutbox,
    SettleOutbox,
    StoredEvent,
    StoredOutboxRow,
)
from tests.contracts.journal_steps import (
    AT_MS,
    QUEUED,
    commit,
    open_rows,
    plain,
    read,
)


class IndexContract:
    @pytest.mark.covers("Q4")
    def test_a_ticket_is_the_position_of_the_commit(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, plain("s/0"))
        queued = Append("s/1", 0, AT_MS, (b"a", b"b"), index=QUEUED)
        assert commit(backend, queued) == [Committed(2, 2)]
        stored = IndexRow(is_open=True, state="queued", place="group/a", ticket=2)
        assert open_rows(backend, "s") == (OpenEntity("s/1", 2, stored),)
        offered = IndexRow(
            is_open=True, state="offered", place="agent/1", due_ms=7, armed_ms=3
        )
        commit(backend, Append("s/1", 2, AT_MS, (b"c",), index=offered))
        kept = IndexRow(
            is_open=True,
            state="offered",
            place="agent/1",
            ticket=2,
            due_ms=7,
            armed_ms=3,
        )
        assert read(backend, "s/1").index == kept
        given = IndexRow(is_open=True, state="queued", ticket=77)
        commit(backend, Append("s/1", 3, AT_MS, (b"d",), index=given))
        assert read(backend, "s/1").index == given

    def test_no_ticket_yet_is_0(self, backend: JournalBackend) -> None:
        row = IndexRow(is_open=True, state="robot")
        commit(backend, Append("s/1", 0, AT_MS, (b"a",), index=row))
        stored = IndexRow(is_open=True, state="robot", ticket=0)
        assert read(backend, "s/1").index == stored

    def test_no_index_row_keeps_what_is_stored(self, backend: JournalBackend) -> None:
        commit(backend, Append("s/1", 0, AT_MS, (b"a",), index=QUEUED))
        commit(backend, plain("s/1", 1))
        (row,) = open_rows(backend, "s")
        assert (row.seq, row.index.state, row.index.ticket) == (2, "queued", 1)

    def test_a_detail_comes_back_as_it_went_in(self, backend: JournalBackend) -> None:
        def row(place: str, detail: bytes) -> IndexRow:
            return IndexRow(
                is_open=True, state="queued", place=place, ticket=1, detail=detail
            )

        def details() -> tuple[bytes, ...]:
            pages = (open_rows(backend, "s"), open_rows(backend, "s", place="group/a"))
            (everywhere,), (there,) = pages
            index = read(backend, "s/1").index
            assert index is not None
            return everywhere.index.detail, there.index.detail, index.detail

        first = row("group/a", b"\x00\xff")
        commit(backend, Append("s/1", 0, AT_MS, (b"a",), index=first))
        assert details() == (b"\x00\xff",) * 3
        commit(backend, plain("s/1", 1))
        assert details() == (b"\x00\xff",) * 3
        second = row("group/a", b"other")
        stale = Append("s/1", 1, AT_MS, (b"c",), index=second)
        commit(backend, stale)
        assert details() == (b"\x00\xff",) * 3
        commit(backend, Append("s/1", 2, AT_MS, (b"c",), index=second))
        assert details() == (b"other",) * 3
        commit(backend, Append("s/1", 3, AT_MS, (b"d",), index=row("group/a", b"")))
        assert details() == (b"",) * 3

    def test_a_closed_entity_leaves_the_index(self, backend: JournalBackend) -> None:
        closed = IndexRow(is_open=False, state="closed")
        commit(backend, Append("s/1", 0, AT_MS, (b"a",), index=QUEUED))
        commit(backend, Append("s/1", 1, AT_MS, (b"b",), index=closed))
        assert open_rows(backend, "s") == ()
        index = read(backend, "s/1").index
        assert index is not None
        assert (index.is_open, index.state, index.ticket) == (False, "closed", 1)

    def test_kinds_and_places_are_apart(self, backend: JournalBackend) -> None:
        other = IndexRow(is_open=True, state="queued", place="group/b")
        commit(
            backend,
            Append("s/2", 0, AT_MS, (b"a",), index=other),
            Append("s/1", 0, AT_MS, (b"a",), index=QUEUED),
            Append("session/1", 0, AT_MS, (b"a",), index=QUEUED),
            Append("s", 0, AT_MS, (b"a",), index=QUEUED),
            Append("s/3/x", 0, AT_MS, (b"a",), index=QUEUED),
        )
        names = [row.entity for row in open_rows(backend, "s")]
        assert names == ["s", "s/1", "s/2", "s/3/x"]
        at_b = open_rows(backend, "s", place="group/b")
        assert [row.entity for row in at_b] == ["s/2"]
        at_a = open_rows(backend, "s", "s/1", "group/a")
        assert [row.entity for row in at_a] == ["s/3/x"]

    def test_pages_follow_each_other_by_name(self, backend: JournalBackend) -> None:
        count = MAX_INDEX_PAGE + 3
        names = [f"s/{number:05}" for number in range(count)]
        appends = [
            Append(name, 0, AT_MS, (b"a",), index=QUEUED) for name in reversed(names)
        ]
        backend.commit(appends[:700])
        backend.commit(appends[700:])
        first = [row.entity for row in open_rows(backend, "s")]
        rest = [row.entity for row in open_rows(backend, "s", first[-1])]
        assert first == names[:MAX_INDEX_PAGE]
        assert first + rest == names

    def test_names_sort_by_code_point(self, backend: JournalBackend) -> None:
        names = ["s/Z", "s/a", "s/é", "s/访客", "s/😀"]
        commit(backend, *(Append(n, 0, 1, (b"a",), index=QUEUED) for n in names[::-1]))
        assert [row.entity for row in open_rows(backend, "s")] == names


class EffectContract:
    def test_a_snapshot_shortens_the_tail(self, backend: JournalBackend) -> None:
        commit(backend, Append("s/1", 0, AT_MS, (b"a", b"b"), snapshot=b"S1"))
        commit(backend, plain("s/1", 2, b"c"))
        commit(backend, Append("s/1", 3, AT_MS, (b"d",), snapshot=b"S2"))
        commit(backend, plain("s/1", 4, b"e"))
        record = backend.answer(ReadEntity("s/1", 0, use_snapshot=True))
        tail = (StoredEvent(5, 5, AT_MS, b"e"),)
        assert record == EntityRecord(5, tail, b"S2", 4)
        full = read(backend, "s/1")
        assert (len(full.events), full.snapshot, full.snapshot_seq) == (5, None, 0)
        later = backend.answer(ReadEntity("s/1", 1, use_snapshot=True))
        assert isinstance(later, EntityRecord)
        assert (len(later.events), later.snapshot) == (4, None)

    @pytest.mark.covers("S7")
    def test_outbox_ids_are_never_used_again(self, backend: JournalBackend) -> None:
        def mail(entity: str, *bodies: bytes) -> Append:
            rows = tuple(OutboxRow("mail", body) for body in bodies)
            return Append(entity, 0, AT_MS, (b"x",), outbox=rows)

        commit(backend, mail("s/1", b"a", b"b"), mail("s/2", b"c"))
        page = backend.answer(ReadOutbox(0, 2))
        assert isinstance(page, OutboxPage)
        first = tuple(row.id for row in page.rows)
        assert page.rows[0] == StoredOutboxRow(first[0], "s/1", OutboxRow("mail", b"a"))
        rest = backend.answer(ReadOutbox(first[-1], 10))
        assert isinstance(rest, OutboxPage)
        assert [row.row.body for row in rest.rows] == [b"c"]
        everything = (*first, rest.rows[0].id)
        assert backend.answer(SettleOutbox(everything)) == Done()
        assert backend.answer(ReadOutbox(0, 10)) == OutboxPage(())
        commit(backend, mail("s/3", b"d"))
        page = backend.answer(ReadOutbox(0, 10))
        assert isinstance(page, OutboxPage)
        assert page.rows[0].id > max(everything)

    @pytest.mark.covers("S7")
    def test_an_outage_ends_the_last_life_at_its_last_sign(
        self, backend: JournalBackend
    ) -> None:
        assert backend.answer(Begin(1_000)) == Outages(())
        assert backend.answer(Beat(1_500)) == Done()
        assert backend.answer(Begin(2_000)) == Outages((Outage(1_500, 2_000),))
        commit(backend, Append("s/1", 0, 2_700, (b"x",)))
        assert backend.answer(Beat(2_600)) == Done()
        both = Outages((Outage(1_500, 2_000), Outage(2_700, 3_000)))
        assert backend.answer(Begin(3_000)) == both

    @pytest.mark.covers("S7")
    def test_a_clock_that_was_set_back_leaves_an_outage_that_ends_before_it_began(
        self, backend: JournalBackend
    ) -> None:
        backend.answer(Begin(3_600_000))
        commit(backend, Append("s/1", 0, 3_600_700, (b"x",)))
        set_back = Outage(3_600_700, 1_000)
        assert backend.answer(Begin(1_000)) == Outages((set_back,))
        # What was committed under the old clock is no sign of the second life.
        both = Outages((set_back, Outage(1_000, 1_500)))
        assert backend.answer(Begin(1_500)) == both

    def test_only_the_newest_outages_are_kept(
        self, backend: JournalBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in ("journal_memory", "journal_sql_reads"):
            monkeypatch.setattr(f"runtime.{module}.MAX_OUTAGES", 2)
        for at_ms in (1, 2, 3):
            backend.answer(Begin(at_ms))
        assert backend.answer(Begin(4)) == Outages((Outage(2, 3), Outage(3, 4)))
