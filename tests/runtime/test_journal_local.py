"""The journal without a process: commits happen when the scheduler says so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

import pytest
import trio

from runtime import group_commit
from runtime.journal import (
    Answer,
    Append,
    Committed,
    EntityRecord,
    Outcome,
    ReadEntity,
    Stale,
    StoreFull,
    Unknown,
)
from runtime.journal_local import CallSoon, Fate, LocalJournal
from runtime.journal_memory import MemoryJournal
from runtime.unknown_outcome import reread, resolve_unknown


class Steps:
    """A schedule whose calls the test makes."""

    def __init__(self) -> None:
        self.calls: deque[Callable[[], None]] = deque()

    def __call__(self, call: Callable[[], None]) -> None:
        self.calls.append(call)

    def step(self) -> None:
        self.calls.popleft()()

    def run(self) -> None:
        while self.calls:
            self.step()


def plain(entity: str, seq: int = 0, body: bytes = b"x", at_ms: int = 1) -> Append:
    return Append(entity, seq, at_ms, (body,))


def test_a_commit_happens_when_the_scheduler_says_so() -> None:
    steps = Steps()
    journal = LocalJournal(MemoryJournal(), steps)
    heard: list[Outcome | Answer] = []
    journal.append(plain("s/1"), heard.append)
    journal.append(plain("s/1"), heard.append)
    journal.query(ReadEntity("s/1", 1), heard.append)
    assert (heard, len(steps.calls)) == ([], 1)
    steps.step()
    assert heard == [Committed(1, 1), Stale(1), EntityRecord(1, ())]


def test_what_call_backs_append_is_for_the_next_commit() -> None:
    steps = Steps()
    journal = LocalJournal(MemoryJournal(), steps)
    heard: list[Outcome] = []

    def again(outcome: Outcome) -> None:
        heard.append(outcome)
        journal.append(plain("s/1", 1), heard.append)

    journal.append(plain("s/1"), again)
    steps.step()
    assert heard == [Committed(1, 1)]
    steps.step()
    assert heard == [Committed(1, 1), Committed(2, 2)]


def test_a_broken_call_back_does_not_stop_the_journal() -> None:
    steps = Steps()
    journal = LocalJournal(MemoryJournal(), steps)
    heard: list[Outcome] = []

    def broken(_: Outcome) -> None:
        journal.append(plain("s/2"), heard.append)
        raise RuntimeError

    journal.append(plain("s/1"), broken)
    with pytest.raises(ExceptionGroup):
        steps.step()
    steps.run()
    assert heard == [Committed(1, 2)]


def test_more_than_one_batch_is_committed_one_by_one() -> None:
    steps = Steps()
    sizes: list[int] = []

    def fate(appends: Sequence[Append]) -> Fate:
        sizes.append(len(appends))
        return Fate.COMMIT

    journal = LocalJournal(MemoryJournal(), steps, fate)
    heard: list[Outcome] = []
    for number in range(1_001):
        journal.append(plain(f"s/{number}"), heard.append)
    steps.run()
    assert (sizes, len(heard)) == ([1_000, 1], 1_001)


def test_a_full_queue_refuses_later_not_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MAX_WAITING", 1)
    steps = Steps()
    journal = LocalJournal(MemoryJournal(), steps)
    heard: list[Outcome | Answer] = []
    for _ in range(2):
        journal.append(plain("s/1"), heard.append)
        journal.query(ReadEntity("s/1"), heard.append)
    assert heard == []
    steps.run()
    assert [type(value) for value in heard] == [
        Committed,
        EntityRecord,
        StoreFull,
        StoreFull,
    ]


@pytest.mark.parametrize("fate", [Fate.LOSE_ANSWER, Fate.NEVER])
@pytest.mark.covers("S7")
def test_an_unknown_outcome_is_resolved_by_reading(fate: Fate) -> None:
    steps = Steps()
    fates = iter((fate, Fate.COMMIT))
    journal = LocalJournal(MemoryJournal(), steps, lambda _: next(fates))
    heard: list[Outcome | Answer] = []
    append = plain("s/1", 0, b"mine")
    journal.append(append, heard.append)
    steps.run()
    assert heard == [Unknown()]
    journal.query(reread(append), heard.append)
    steps.run()
    record = heard[-1]
    assert isinstance(record, EntityRecord)
    expected = Committed(1, 1) if fate is Fate.LOSE_ANSWER else None
    assert resolve_unknown(append, record) == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], None),
        ([plain("s/1", 1, b"mine")], Committed(2, 2)),
        ([plain("s/1", 1, b"mine"), plain("s/1", 2, b"next")], Committed(2, 2)),
        ([plain("s/1", 1, b"theirs")], Stale(2)),
        ([plain("s/1", 1, b"theirs"), plain("s/1", 2, b"mine")], Stale(3)),
        ([plain("s/1", 1, b"mine", at_ms=2)], Stale(2)),
    ],
    ids=["nothing", "ours", "ours, then more", "another's", "later", "another time"],
)
def test_resolving(others: list[Append], expected: Outcome | None) -> None:
    journal = MemoryJournal()
    journal.commit([plain("s/1"), *others])
    append = plain("s/1", 1, b"mine")
    record = journal.answer(reread(append))
    assert isinstance(record, EntityRecord)
    assert resolve_unknown(append, record) == expected


def test_resolving_an_append_of_several_events_read_in_part() -> None:
    append = Append("s/1", 0, 1, (b"a", b"b"))
    journal = MemoryJournal()
    journal.commit([append])
    record = journal.answer(reread(append))
    assert isinstance(record, EntityRecord)
    partial = EntityRecord(record.seq, record.events[:1])
    assert resolve_unknown(append, partial) == Committed(2, 1)
    shorter = Append("s/1", 0, 1, (b"a", b"c"))
    assert resolve_unknown(shorter, record) == Stale(2)


async def test_on_trio_a_task_makes_the_calls(autojump_clock: object) -> None:
    soon = CallSoon()
    journal = LocalJournal(MemoryJournal(), soon)
    heard: list[Outcome] = []
    async with trio.open_nursery() as nursery:
        journal.append(plain("s/1"), heard.append)
        await nursery.start(lambda task_status: soon.run(task_status.started))
        await trio.testing.wait_all_tasks_blocked()
        assert heard == [Committed(1, 1)]
        journal.append(plain("s/1", 1), heard.append)
        await trio.testing.wait_all_tasks_blocked()
        assert heard == [Committed(1, 1), Committed(2, 2)]
        nursery.cancel_scope.cancel()


async def test_endless_calls_let_others_have_their_turn() -> None:
    soon = CallSoon()

    def again() -> None:
        soon(again)

    again()
    async with trio.open_nursery() as nursery:
        await nursery.start(lambda task_status: soon.run(task_status.started))
        for _ in range(10):
            await trio.lowlevel.checkpoint()
        nursery.cancel_scope.cancel()
