"""What every `JournalBackend` promises; subclasses give the fixture `backend`."""

from __future__ import annotations

import pytest

from runtime import journal_limits
from runtime.journal import (
    MAX_INDEX_PAGE,
    MAX_READ_EVENTS,
    NEW_TICKET,
    Append,
    Beat,
    Begin,
    Capacity,
    Claim,
    ClaimRefused,
    Committed,
    Done,
    Duplicate,
    EntityRecord,
    FindOperation,
    FoundOperation,
    Holders,
    Holding,
    Holdings,
    IndexRow,
    JournalBackend,
    OpenEntities,
    OpenEntity,
    Operation,
    Outage,
    Outages,
    OutboxPage,
    OutboxRow,
    Outcome,
    Page,
    ReadEntity,
    ReadOutbox,
    SettleOutbox,
    Stale,
    StoredEvent,
    StoredOutboxRow,
    Superseded,
)

AT_MS = 1_700_000_000_000
QUEUED = IndexRow(is_open=True, state="queued", place="group/a", ticket=NEW_TICKET)


def plain(entity: str, seq: int = 0, *bodies: bytes) -> Append:
    return Append(entity, seq, AT_MS, bodies or (b"event",))


def claiming(entity: str, seq: int, *claims: Claim) -> Append:
    return Append(entity, seq, AT_MS, (b"claimed",), claims=claims)


def capacity(resource: str, slots: int, seq: int = 0) -> Append:
    rows = (Capacity(resource, slots),)
    return Append(resource, seq, AT_MS, (b"capacity",), capacities=rows)


def commit(backend: JournalBackend, *appends: Append) -> list[Outcome]:
    return backend.commit(appends)


def read(backend: JournalBackend, entity: str, after: int = 0) -> EntityRecord:
    record = backend.answer(ReadEntity(entity, after))
    assert isinstance(record, EntityRecord)
    return record


def holders(backend: JournalBackend, resource: str) -> dict[int, str]:
    answer = backend.answer(Holders(resource))
    assert isinstance(answer, Holdings)
    return {row.claim.slot: row.holder for row in answer.rows}


def open_rows(
    backend: JournalBackend, kind: str, after: str = "", place: str | None = None
) -> tuple[OpenEntity, ...]:
    answer = backend.answer(OpenEntities(kind, after, place))
    assert isinstance(answer, Page)
    return answer.rows


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

    def test_a_long_tail_is_read_in_steps(
        self, backend: JournalBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        count = MAX_READ_EVENTS + 5
        commit(backend, plain("s/1", 0, *[b"e"] * count))
        first = read(backend, "s/1")
        assert (first.seq, len(first.events)) == (count, MAX_READ_EVENTS)
        assert first.events[-1].seq == MAX_READ_EVENTS
        rest = read(backend, "s/1", MAX_READ_EVENTS)
        assert [event.seq for event in rest.events] == list(
            range(MAX_READ_EVENTS + 1, count + 1)
        )
        monkeypatch.setattr(journal_limits, "MAX_READ_BYTES", 3)
        assert len(read(backend, "s/1").events) == 3

    def test_one_event_is_read_however_large(
        self, backend: JournalBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(journal_limits, "MAX_READ_BYTES", 3)
        commit(backend, plain("s/1", 0, b"large", b"x"))
        assert [event.body for event in read(backend, "s/1").events] == [b"large"]


class ClaimContract:
    @pytest.mark.covers("Q2")
    def test_slots_up_to_the_capacity(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 2))
        outcomes = commit(
            backend,
            claiming("s/1", 0, Claim("agent/1", 1)),
            claiming("s/2", 0, Claim("agent/1", 1)),
            claiming("s/3", 0, Claim("agent/1", 3)),
            claiming("s/4", 0, Claim("agent/1", 2)),
            claiming("s/5", 0, Claim("agent/1", -1)),
        )
        assert outcomes == [
            Committed(1, 2),
            ClaimRefused(Claim("agent/1", 1), "s/1"),
            ClaimRefused(Claim("agent/1", 3), ""),
            Committed(1, 3),
            ClaimRefused(Claim("agent/1", -1), ""),
        ]
        assert holders(backend, "agent/1") == {1: "s/1", 2: "s/4"}
        assert read(backend, "s/2").seq == 0

    def test_no_slot_without_a_capacity(self, backend: JournalBackend) -> None:
        claim = Claim("agent/1", 1)
        assert commit(backend, claiming("s/1", 0, claim)) == [ClaimRefused(claim, "")]

    @pytest.mark.covers("Q2")
    def test_a_cut_evicts_nobody_and_grants_nothing_until_below(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, capacity("agent/1", 3))
        for slot in (1, 2, 3):
            commit(backend, claiming(f"s/{slot}", 0, Claim("agent/1", slot)))
        assert commit(backend, capacity("agent/1", 2, 1)) == [Committed(2, 5)]
        assert holders(backend, "agent/1") == {1: "s/1", 2: "s/2", 3: "s/3"}
        leave = Append("s/1", 1, AT_MS, (b"x",), releases=(Claim("agent/1", 1),))
        assert commit(backend, leave) == [Committed(2, 6)]
        taken = claiming("s/9", 0, Claim("agent/1", 1))
        assert commit(backend, taken) == [ClaimRefused(Claim("agent/1", 1), "")]
        leave = Append("s/3", 1, AT_MS, (b"x",), releases=(Claim("agent/1", 3),))
        assert commit(backend, leave, taken) == [Committed(2, 7), Committed(1, 8)]

    def test_capacity_counts_for_claims_of_the_same_append(
        self, backend: JournalBackend
    ) -> None:
        both = Append(
            "agent/1",
            0,
            AT_MS,
            (b"x",),
            capacities=(Capacity("agent/1", 1),),
            claims=(Claim("agent/1", 1),),
        )
        assert commit(backend, both) == [Committed(1, 1)]

    @pytest.mark.covers("S2")
    def test_an_exclusive_place_has_one_holder(self, backend: JournalBackend) -> None:
        place = Claim("visitor/7/web")
        outcomes = commit(backend, claiming("s/1", 0, place), claiming("s/2", 0, place))
        assert outcomes == [Committed(1, 1), ClaimRefused(place, "s/1")]
        assert backend.answer(Holders("visitor/7/web")) == Holdings(
            (Holding(place, "s/1"),)
        )

    def test_its_own_place_is_taken_too(self, backend: JournalBackend) -> None:
        place = Claim("visitor/7/web")
        commit(backend, claiming("s/1", 0, place))
        assert commit(backend, claiming("s/1", 1, place)) == [
            ClaimRefused(place, "s/1")
        ]

    def test_no_exclusive_place_beside_a_capacity(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, capacity("agent/1", 2))
        claim = Claim("agent/1")
        assert commit(backend, claiming("s/1", 0, claim)) == [ClaimRefused(claim, "")]

    @pytest.mark.covers("Q10")
    def test_a_swap_is_one_commit(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 1), capacity("agent/2", 1))
        commit(backend, claiming("s/1", 0, Claim("agent/1", 1)))
        swap = Append(
            "s/1",
            1,
            AT_MS,
            (b"moved",),
            releases=(Claim("agent/1", 1),),
            claims=(Claim("agent/2", 1),),
        )
        assert commit(backend, swap) == [Committed(2, 4)]
        assert holders(backend, "agent/1") == {}
        assert holders(backend, "agent/2") == {1: "s/1"}

    @pytest.mark.covers("Q10")
    def test_a_refused_swap_keeps_the_old_place(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 1), capacity("agent/2", 1))
        commit(backend, claiming("s/1", 0, Claim("agent/1", 1)))
        commit(backend, claiming("s/2", 0, Claim("agent/2", 1)))
        swap = Append(
            "s/1",
            1,
            AT_MS,
            (b"moved",),
            releases=(Claim("agent/1", 1),),
            claims=(Claim("agent/2", 1),),
        )
        refused = ClaimRefused(Claim("agent/2", 1), "s/2")
        outcomes = commit(backend, swap, plain("s/3"))
        assert outcomes == [refused, Committed(1, 5)]
        assert holders(backend, "agent/1") == {1: "s/1"}
        assert read(backend, "s/1").seq == 1

    def test_one_refused_claim_refuses_all_of_them(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, claiming("s/1", 0, Claim("b")))
        three = claiming("s/2", 0, Claim("c"), Claim("b"), Claim("a"))
        assert commit(backend, three) == [ClaimRefused(Claim("b"), "s/1")]
        assert holders(backend, "a") == holders(backend, "c") == {}

    def test_only_the_holder_releases(self, backend: JournalBackend) -> None:
        commit(backend, claiming("s/1", 0, Claim("r")))
        thief = Append("s/2", 0, AT_MS, (b"x",), releases=(Claim("r"), Claim("none")))
        assert commit(backend, thief) == [Committed(1, 2)]
        assert holders(backend, "r") == {0: "s/1"}

    def test_a_place_passes_on_within_a_batch(self, backend: JournalBackend) -> None:
        commit(backend, claiming("s/1", 0, Claim("r")))
        leave = Append("s/1", 1, AT_MS, (b"x",), releases=(Claim("r"),))
        outcomes = commit(backend, leave, claiming("s/2", 0, Claim("r")))
        assert outcomes == [Committed(2, 2), Committed(1, 3)]
        assert holders(backend, "r") == {0: "s/2"}

    def test_releases_all_needs_no_list(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 2), capacity("agent/2", 2))
        commit(
            backend,
            claiming("s/1", 0, Claim("agent/1", 1), Claim("agent/2", 2), Claim("r")),
            claiming("s/2", 0, Claim("agent/1", 2)),
        )
        close = Append(
            "s/1", 1, AT_MS, (b"x",), releases_all=True, claims=(Claim("r"),)
        )
        assert commit(backend, close) == [Committed(2, 5)]
        assert holders(backend, "agent/1") == {2: "s/2"}
        assert holders(backend, "agent/2") == {}
        assert holders(backend, "r") == {0: "s/1"}


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
        assert backend.answer(FindOperation("s/1", -5)) == FoundOperation(b"first")
        assert backend.answer(FindOperation("s/1", 8)) == FoundOperation(None)
        assert backend.answer(FindOperation("s/2", 7)) == FoundOperation(None)

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
        assert backend.answer(FindOperation("s/1", 2)) == FoundOperation(None)

    def test_a_stale_writer_hears_that_first(self, backend: JournalBackend) -> None:
        first = Append("s/1", 0, AT_MS, (b"x",), operations=(Operation(1, b"a"),))
        assert commit(backend, first, first) == [Committed(1, 1), Stale(1)]


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

    @pytest.mark.covers("M11")
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
        assert backend.answer(Begin(2_500)) == both

    def test_only_the_newest_outages_are_kept(
        self, backend: JournalBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in ("journal_memory", "journal_sql_reads"):
            monkeypatch.setattr(f"runtime.{module}.MAX_OUTAGES", 2)
        for at_ms in (1, 2, 3):
            backend.answer(Begin(at_ms))
        assert backend.answer(Begin(4)) == Outages((Outage(2, 3), Outage(3, 4)))


class BackendContract(
    SequenceContract, ClaimContract, OperationContract, IndexContract, EffectContract
):
    """The whole of it."""
