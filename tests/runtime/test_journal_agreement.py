"""All backends decide any sequence of batches in the same way."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runtime.journal import (
    MAX_READ_BYTES,
    MAX_READ_EVENTS,
    NEW_TICKET,
    Append,
    Beat,
    Begin,
    Capacity,
    Claim,
    Committed,
    FindMarks,
    FindOperations,
    FollowEvents,
    Holders,
    IndexRow,
    JournalBackend,
    Mark,
    OpenEntities,
    Operation,
    OutboxPage,
    OutboxRow,
    Query,
    ReadEntity,
    ReadOutbox,
    SettleOutbox,
)
from runtime.journal_erasing import Erasure, Forget, Forgotten, Rewrite
from runtime.journal_memory import MemoryJournal
from runtime.journal_postgres import PostgresJournal
from runtime.journal_sqlite import SqliteJournal
from tests.postgresql import PostgresServer, postgres_server

pytestmark = pytest.mark.unmeasured

ENTITIES = ("s/1", "s/2", "s/3", "s/\0\uffff0", "agent/1")
RESOURCES = ("r", "agent/1")
KEYS = (1, 2, -3, 4, 5, 6, 7)
MARKS = ("last/7", "turn/1")

claims = st.builds(Claim, st.sampled_from(RESOURCES), st.integers(0, 3))
some_claims = st.lists(claims, max_size=2).map(tuple)
indexes = st.builds(
    IndexRow,
    is_open=st.booleans(),
    state=st.sampled_from(("queued", "serving")),
    place=st.sampled_from(("", "group/a")),
    ticket=st.sampled_from((None, NEW_TICKET, 9)),
    due_ms=st.none() | st.integers(0, 5),
    armed_ms=st.none() | st.integers(0, 5),
    detail=st.binary(max_size=2),
)
operations = st.builds(Operation, st.sampled_from(KEYS), st.binary(max_size=2))
capacities = st.builds(Capacity, st.sampled_from(RESOURCES), st.integers(0, 3))
texts = st.text(max_size=2) | st.text("\0\uffff01", max_size=4)
marks = st.builds(Mark, st.sampled_from(MARKS), texts)
outbox = st.builds(OutboxRow, st.sampled_from(("mail", "hook")), st.binary(max_size=2))
rewrites = st.builds(Rewrite, st.integers(1, 9), st.binary(max_size=2))
erasures = st.builds(Erasure, st.lists(rewrites, max_size=2).map(tuple))


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Append, int]:
    """An append, and how far its expected number is from the right one."""
    append = Append(
        draw(st.sampled_from(ENTITIES)),
        0,
        draw(st.integers(0, 50)),
        tuple(draw(st.lists(st.binary(max_size=3), min_size=1, max_size=3))),
        index=draw(st.none() | indexes),
        claims=draw(some_claims),
        releases=draw(some_claims),
        releases_all=draw(st.sampled_from((False, False, False, True))),
        capacities=tuple(draw(st.lists(capacities, max_size=2))),
        operations=tuple(draw(st.lists(operations, max_size=2))),
        outbox=tuple(draw(st.lists(outbox, max_size=2))),
        snapshot=draw(st.none() | st.binary(max_size=3)),
        marks=tuple(draw(st.lists(marks, max_size=2))),
        erasure=draw(st.none() | erasures),
    )
    return append, draw(st.sampled_from((0, 0, 0, 0, 0, 1, -1)))


plain_drafts = st.tuples(
    st.builds(
        Append,
        st.sampled_from(ENTITIES),
        st.just(0),
        st.integers(0, 50),
        st.lists(st.binary(max_size=3), min_size=1, max_size=2).map(tuple),
    ),
    st.just(0),
)
batches = st.lists(drafts() | plain_drafts, min_size=1, max_size=6)
queries: st.SearchStrategy[Query] = st.one_of(
    st.builds(
        ReadEntity,
        st.sampled_from(ENTITIES),
        st.integers(0, 4),
        st.booleans(),
        st.sampled_from((1, 2, MAX_READ_EVENTS)),
        st.sampled_from((0, 1, 4, MAX_READ_BYTES)),
    ),
    st.builds(
        OpenEntities,
        st.sampled_from(("s", "agent")),
        st.sampled_from(("", "s/1")),
        st.sampled_from((None, "", "group/a")),
    ),
    st.builds(
        FindOperations,
        st.sampled_from(ENTITIES),
        st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)),
    ),
    st.builds(FindMarks, st.lists(st.sampled_from(MARKS), max_size=2).map(tuple)),
    st.builds(Holders, st.sampled_from(RESOURCES)),
    st.builds(ReadOutbox, st.just(0), st.integers(0, 5)),
    st.builds(
        FollowEvents,
        st.integers(0, 9),
        st.integers(0, 5),
        st.sampled_from((0, 1, 4, MAX_READ_BYTES)),
    ),
    st.builds(
        Forget,
        st.lists(st.sampled_from(ENTITIES), max_size=2).map(tuple),
        st.lists(st.sampled_from(MARKS), max_size=1).map(tuple),
        st.lists(st.sampled_from(("last/", "turn")), max_size=1).map(tuple),
    ),
    st.builds(Beat, st.integers(0, 90)),
    st.builds(Begin, st.integers(0, 90)),
)


def claim_all_slots() -> list[tuple[Append, int]]:
    """A start from which releases and cuts of the capacity are a step away."""
    slots = (Capacity("agent/1", 3),)
    return [
        (Append("agent/1", 0, 1, (b"",), capacities=slots), 0),
        *(
            (Append(f"s/{n}", 0, 1, (b"",), claims=(Claim("agent/1", n),)), 0)
            for n in (1, 2, 3)
        ),
    ]


def content(page: OutboxPage) -> list[tuple[str, OutboxRow]]:
    return [(stored.entity, stored.row) for stored in page.rows]


class Pair:
    """Both backends; every outcome and answer is compared as it comes."""

    def __init__(self, one: JournalBackend, other: JournalBackend) -> None:
        self.one = one
        self.other = other
        self.seqs = dict.fromkeys(ENTITIES, 0)

    def commit(self, batch: list[tuple[Append, int]]) -> None:
        expected = dict(self.seqs)
        appends = []
        for draft, off in batch:
            seq = max(0, expected[draft.entity] + off)
            fields = {name: getattr(draft, name) for name in draft.__struct_fields__}
            appends.append(Append(**{**fields, "expected_seq": seq}))
            expected[draft.entity] += len(draft.events)
        outcomes = self.one.commit(appends)
        assert self.other.commit(appends) == outcomes
        for append, outcome in zip(appends, outcomes, strict=True):
            if isinstance(outcome, Committed):
                self.seqs[append.entity] = outcome.seq

    def ask(self, query: Query) -> None:
        one, other = self.one.answer(query), self.other.answer(query)
        if isinstance(one, OutboxPage) and isinstance(other, OutboxPage):
            # How rows are numbered is the backend's: only the order matters.
            assert content(one) == content(other)
        else:
            assert one == other
        if isinstance(query, Forget) and isinstance(one, Forgotten):
            self.seqs.update(dict.fromkeys({*query.entities} - {*one.kept}, 0))

    def compare_all(self) -> None:
        for entity in ENTITIES:
            self.ask(ReadEntity(entity))
            self.ask(ReadEntity(entity, 0, use_snapshot=True))
        for resource in RESOURCES:
            self.ask(Holders(resource))
        for kind in ("s", "agent"):
            self.ask(OpenEntities(kind))
        self.ask(ReadOutbox(0, 1_000))
        self.ask(FindMarks(MARKS))
        self.ask(FollowEvents(0))


Steps = list[list[tuple[Append, int]] | Query]
numbered: st.SearchStrategy[Query] = st.one_of(
    st.builds(ReadOutbox, st.integers(0, 4), st.integers(0, 5)),
    st.builds(SettleOutbox, st.lists(st.integers(1, 6), max_size=3).map(tuple)),
)
"""What names rows of the outbox by numbers that one backend may skip."""
CLOCK_WENT_BACK: Steps = [Begin(0), Begin(1), Beat(0), Begin(1)]
ONCE = (Operation(1, b"done"),)
ERASED_AGAIN: Steps = [
    [(Append("s/1", 0, 0, (b"said",)), 0)],
    [
        (
            Append(
                "s/1",
                0,
                0,
                (b"erased",),
                operations=ONCE,
                erasure=Erasure((Rewrite(1, b""),)),
            ),
            0,
        )
    ],
    [(Append("s/1", 0, 0, (b"erased",), operations=ONCE, erasure=Erasure(())), 0)],
]
"""An erasure drops the rows by which repeats are known, but not its own."""
NOT_ITS_OWN: Steps = [
    [
        (
            Append(
                "s/1",
                0,
                0,
                (b"",),
                operations=ONCE * 2,
                erasure=Erasure((Rewrite(1, b""),)),
            ),
            0,
        )
    ]
]
"""Two reasons to refuse: the repeat is told."""
ERASED_AT_ONCE: Steps = [
    [
        (
            Append(
                "s/1",
                0,
                0,
                (b"said",),
                operations=ONCE,
                outbox=(OutboxRow("mail", b"said"),),
                snapshot=b"said",
            ),
            0,
        ),
        (Append("s/1", 0, 0, (b"erased",), erasure=Erasure(())), 0),
    ]
]
"""What was said and its erasure are committed together."""


def agree(other: JournalBackend, steps: Steps) -> None:
    """Memory and another decide the same."""
    pair = Pair(MemoryJournal(), other)
    pair.commit(claim_all_slots())
    for step in steps:
        if isinstance(step, list):
            pair.commit(step)
        else:
            pair.ask(step)
    pair.compare_all()


@settings(max_examples=150)
@example(steps=CLOCK_WENT_BACK)
@example(steps=ERASED_AGAIN)
@example(steps=NOT_ITS_OWN)
@example(steps=ERASED_AT_ONCE)
@given(steps=st.lists(batches | queries | numbered, max_size=8))
def test_memory_and_sqlite_agree(steps: Steps) -> None:
    with (
        tempfile.TemporaryDirectory() as directory,
        closing(SqliteJournal(Path(directory) / "journal.db")) as sqlite,
    ):
        agree(sqlite, steps)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.mark.covers("P1")
@settings(max_examples=15)
@example(steps=CLOCK_WENT_BACK)
@example(steps=ERASED_AT_ONCE)
@given(steps=st.lists(batches | queries, max_size=8))
def test_memory_and_postgresql_agree(server: PostgresServer, steps: Steps) -> None:
    server.empty()
    with closing(PostgresJournal(server.url())) as postgres:
        agree(postgres, steps)
