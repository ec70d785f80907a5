"""The journal in its own process: same contract, and nothing lost when it dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
import trio

from runtime import group_commit
from runtime.journal import (
    Answer,
    Append,
    Beat,
    Begin,
    Capacity,
    Claim,
    Committed,
    Done,
    EntityRecord,
    FindMarks,
    FindOperations,
    Holders,
    IndexRow,
    Mark,
    OpenEntities,
    Operation,
    OutboxRow,
    Outcome,
    Query,
    ReadEntity,
    ReadOutbox,
    SettleOutbox,
    Stale,
    StoreFull,
    Unknown,
)
from runtime.journal_memory import MemoryJournal
from runtime.store_port import PortJournal, store_spec
from runtime.unknown_outcome import reread, resolve_unknown
from tests.contracts.journal_sequences import OperationContract
from tests.runtime.store_client import LID_SECONDS, Waiter, in_a_store, serving


def plain(entity: str, seq: int = 0, body: bytes = b"x") -> Append:
    return Append(entity, seq, 1, (body,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


class ChildPerCall:
    """A backend whose every call starts a store, asks it, and ends it."""

    def __init__(self, path: Path) -> None:
        self._spec = store_spec(path)

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        outcomes: list[Outcome] = []

        async def work(store: Waiter) -> None:
            for append in batch[:-1]:
                store.journal.append(append, outcomes.append)
            outcomes.append(await store.append(batch[-1]))

        in_a_store(self._spec, work)
        return outcomes

    def answer(self, query: Query) -> Answer:
        return in_a_store(self._spec, lambda store: store.query(query))

    def close(self) -> None:
        pass


@pytest.fixture
def backend(path: Path) -> ChildPerCall:
    return ChildPerCall(path)


class TestStoreOverItsPort(OperationContract):
    pass


EVERYTHING = Append(
    "agent/1",
    0,
    5,
    (b"a", b"b"),
    index=IndexRow(
        is_open=True,
        state="free",
        place="group/a",
        ticket=-1,
        due_ms=9,
        detail=b"\x00d",
    ),
    claims=(Claim("agent/1", 1), Claim("desk/1")),
    releases=(Claim("none"),),
    releases_all=True,
    capacities=(Capacity("agent/1", 2),),
    operations=(Operation(-(2**62), b"answer"),),
    outbox=(OutboxRow("mail", b"m"), OutboxRow("hook", b"h")),
    snapshot=b"state",
    marks=(Mark("last/7", "agent/1"),),
)
APPENDS = (
    EVERYTHING,
    plain("s/1"),
    Append("s/1", 1, 5, (b"c",), claims=(Claim("desk/1"),)),
    plain("s/1", 1),
    Append("agent/1", 2, 5, (b"d",), operations=EVERYTHING.operations),
    plain("s/2", 7),
)
QUERIES: tuple[Query, ...] = (
    Begin(100),
    Begin(200),
    ReadEntity("agent/1", use_snapshot=True),
    ReadEntity("s/1"),
    OpenEntities("agent"),
    Holders("agent/1"),
    FindOperations("agent/1", (-(2**62), 5)),
    FindOperations("agent/1", (1,)),
    FindMarks(("last/7", "none")),
    ReadOutbox(0, 10),
    SettleOutbox((1,)),
    Beat(300),
    ReadOutbox(0, 10),
)


async def test_every_type_crosses_the_port(path: Path) -> None:
    memory = MemoryJournal()
    outcomes = memory.commit(APPENDS)
    answers = [memory.answer(query) for query in QUERIES]
    assert len({type(outcome) for outcome in outcomes}) == 5
    heard: list[Outcome | Answer] = []
    async with serving(store_spec(path)) as store:
        for append in APPENDS:
            store.journal.append(append, heard.append)
        for query in QUERIES[:-1]:
            store.journal.query(query, heard.append)
        heard.append(await store.query(QUERIES[-1]))
    assert heard == [*outcomes, *answers]


async def test_call_backs_never_run_inside_the_call(path: Path) -> None:
    heard: list[Outcome | Answer] = []
    async with serving(store_spec(path)) as store:
        store.journal.append(plain("s/1"), heard.append)
        store.journal.query(Beat(1), heard.append)
        assert heard == []
        assert await store.query(Beat(2)) == Done()
    assert heard == [Committed(1, 1), Done()]


async def test_what_a_call_back_appends_is_committed(path: Path) -> None:
    async with serving(store_spec(path)) as store:
        last = trio.Event()

        def more(outcome: Outcome) -> None:
            assert isinstance(outcome, Committed)
            if outcome.seq == 20:
                last.set()
            else:
                store.journal.append(plain("s/1", outcome.seq), more)

        store.journal.append(plain("s/1"), more)
        with trio.fail_after(LID_SECONDS):
            await last.wait()
        record = await store.query(ReadEntity("s/1"))
        assert isinstance(record, EntityRecord)
        assert record.seq == 20


async def test_a_broken_call_back_loses_nobody(path: Path) -> None:
    journal = PortJournal(store_spec(path))
    heard: list[Outcome] = []

    def broken(_: Outcome) -> None:
        raise RuntimeError

    journal.append(plain("s/1"), broken)
    journal.append(plain("s/2"), heard.append)
    error = pytest.RaisesExc(RuntimeError)
    with (
        trio.fail_after(LID_SECONDS),
        pytest.RaisesGroup(error, flatten_subgroups=True),
    ):
        await journal.run(lambda: None)
    assert heard == [Committed(1, 2)]


async def test_what_waits_is_bounded_and_the_rest_waits_for_the_store(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "MAX_WAITING", 2)
    store = Waiter(PortJournal(store_spec(path)))
    heard: list[Outcome | Answer] = []
    for number in (1, 2):
        store.journal.append(plain(f"s/{number}"), heard.append)
        store.journal.query(Beat(number), heard.append)
    assert isinstance(await store.append(plain("s/3")), StoreFull)
    assert isinstance(await store.query(Beat(3)), StoreFull)
    assert heard == []
    async with trio.open_nursery() as nursery:
        nursery.start_soon(store.run)
        monkeypatch.setattr(group_commit, "MAX_WAITING", 10)
        assert await store.append(plain("s/4")) == Committed(1, 3)
        nursery.cancel_scope.cancel()
    assert heard == [Committed(1, 1), Committed(1, 2), Done(), Done()]


class Writer:
    """Appends to one entity for ever and resolves what is unknown, like an actor."""

    def __init__(self, store: Waiter, name: str, count: int) -> None:
        self.store = store
        self.name = name
        self.count = count
        self.unknown = 0

    async def run(self) -> None:
        for number in range(self.count):
            append = plain(self.name, number, b"%d" % number)
            outcome = await self.store.append(append)
            while not isinstance(outcome, Committed):
                assert isinstance(outcome, Unknown)
                self.unknown += 1
                outcome = await self.settle(append)
            assert outcome.seq == number + 1

    async def settle(self, append: Append) -> Outcome:
        answer = await self.store.query(reread(append))
        if not isinstance(answer, EntityRecord):
            return Unknown()
        resolved = resolve_unknown(append, answer)
        if resolved is None:
            return await self.store.append(append)
        assert not isinstance(resolved, Stale)
        return resolved


@pytest.mark.covers("S7")
async def test_a_killed_store_loses_and_doubles_nothing(path: Path) -> None:
    store = Waiter(PortJournal(store_spec(path)))
    writers = [Writer(store, f"s/{number}", 60) for number in range(20)]
    kills = 0

    async def live_and_die() -> None:
        while True:
            await store.run()

    async def kill_held() -> None:
        nonlocal kills
        await Writer(store, "kill/held", 5).run()
        assert store.journal.process_id is not None
        # Stopped, it answers nobody: what writers wait for is in flight for certain.
        os.kill(store.journal.process_id, signal.SIGSTOP)
        await trio.testing.wait_all_tasks_blocked()
        os.kill(store.journal.process_id, signal.SIGKILL)
        kills += 1

    async def kill() -> None:
        nonlocal kills
        await kill_held()
        for number in (5, 20, 35, 50):
            watcher = Writer(store, f"kill/{number}", number)
            await watcher.run()
            for each in range(50):
                store.journal.append(plain(f"flight/{number}/{each}"), lambda _: None)
            # After this checkpoint the batch is on its way to the child.
            await trio.lowlevel.checkpoint()
            assert store.journal.process_id is not None
            os.kill(store.journal.process_id, signal.SIGKILL)
            kills += 1

    async with trio.open_nursery() as lives:
        lives.start_soon(live_and_die)
        with trio.fail_after(LID_SECONDS):
            async with trio.open_nursery() as nursery:
                nursery.start_soon(kill)
                for writer in writers:
                    nursery.start_soon(writer.run)
        for writer in writers:
            record = await store.query(ReadEntity(writer.name))
            assert isinstance(record, EntityRecord)
            bodies = [event.body for event in record.events]
            assert bodies == [b"%d" % number for number in range(60)]
        lives.cancel_scope.cancel()
    assert kills == 5
    assert sum(writer.unknown for writer in writers) > 0


@pytest.mark.covers("P1")
async def test_a_second_service_is_refused_and_a_successor_waits(path: Path) -> None:
    async with serving(store_spec(path)) as first:
        refused = Waiter(PortJournal(store_spec(path, lock_seconds=0.0)))
        with trio.fail_after(LID_SECONDS):
            await refused.run()
        assert "is another service running" in str(refused.death)
        assert await first.append(plain("s/1")) == Committed(1, 1)
        successor = Waiter(PortJournal(store_spec(path)))
        async with trio.open_nursery() as nursery:
            nursery.start_soon(successor.run)
            await trio.testing.wait_all_tasks_blocked()
            assert first.journal.process_id is not None
            os.kill(first.journal.process_id, signal.SIGKILL)
            assert await successor.append(plain("s/1", 1)) == Committed(2, 2)
            nursery.cancel_scope.cancel()
