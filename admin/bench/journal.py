"""`bench journal`: durable appends per second through the store's port.

Each writer appends one event to its own entity and the next one when that is on disk.
Beside a busy loop a task spins for `SPIN_SECONDS` between checkpoints, so that what
others do gets about a tenth of the time in each pass.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Final

import trio

from admin.bench.bare_store import bare_commits
from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_least, at_most
from runtime.collector import Collector
from runtime.journal import Append, Committed, Outcome
from runtime.observe import Events
from runtime.sql_place import Server
from runtime.store_port import PortJournal, store_spec

EVENT: Final = bytes(200)
"""About a chat message of two lines."""
SPIN_SECONDS: Final = 90e-6
WARM_UP_SHARE: Final = 0.25
"""Of the measured time, before it: the file grows, caches fill."""
_MS: Final = 1_000

GOALS_PER_S: Final = {1: 2_500, 100: 50_000, 1_000: 100_000}
GOALS_P99_MS: Final = {1: 2, 100: 10, 1_000: 50}
BUSY_SHARE: Final = 0.4
BUSY_P99_MS: Final = 50


class _Writer:
    """Appends, waits for the outcome, appends."""

    def __init__(self, journal: PortJournal, entity: str, waits: list[float]) -> None:
        self._journal = journal
        self._entity = entity
        self._waits = waits
        self._seq = 0
        self._asked = 0.0
        self.is_stopping = False

    def write(self) -> None:
        """Leaves the next append."""
        self._asked = time.perf_counter()
        append = Append(self._entity, self._seq, 1, (EVENT,))
        self._journal.append(append, self._done)

    def _done(self, outcome: Outcome) -> None:
        if self.is_stopping:
            return
        assert isinstance(outcome, Committed)  # noqa: S101 - or there is no figure
        self._waits.append(time.perf_counter() - self._asked)
        self._seq = outcome.seq
        self.write()


async def _spin() -> None:
    while True:
        end = time.perf_counter() + SPIN_SECONDS
        while time.perf_counter() < end:
            pass
        await trio.lowlevel.checkpoint()


async def _appends(job: Job, writers: int, *, is_busy: bool) -> Sample:
    place = Server(job.database) if job.database else job.directory / "journal.db"
    journal = PortJournal(store_spec(place))
    waits: list[float] = []
    each = [_Writer(journal, f"bench/{n}", waits) for n in range(writers)]
    seconds = job.size / _MS
    async with trio.open_nursery() as nursery:
        nursery.start_soon(Collector(Events()).run)
        await nursery.start(_run_store, journal)
        if is_busy:
            nursery.start_soon(_spin)
        for writer in each:
            writer.write()
        await trio.sleep(seconds * WARM_UP_SHARE)
        waits.clear()
        began = time.perf_counter()
        await trio.sleep(seconds)
        spent, count = time.perf_counter() - began, len(waits)
        ordered = sorted(waits)
        for writer in each:
            writer.is_stopping = True
        nursery.cancel_scope.cancel()
    # Fewer than a hundred waits happen in quick runs alone.
    p99 = ordered[int(len(ordered) * 0.99)] if ordered else seconds
    return {"per_s": count / spent, "p99_ms": p99 * _MS}


async def _run_store(
    journal: PortJournal, task_status: trio.TaskStatus[None] = trio.TASK_STATUS_IGNORED
) -> None:
    await journal.run(task_status.started)


def _case(writers: int, *, is_busy: bool) -> Case:
    def run(job: Job) -> Sample:
        return trio.run(partial(_appends, job, writers, is_busy=is_busy))

    name = f"{'busy' if is_busy else 'idle'} {writers}"
    return Case(name, run, 2_000, 200, is_pinned=False)


def _bare(rows: int) -> Case:
    def run(job: Job) -> Sample:
        return {"per_s": bare_commits(job.directory, rows, job.size / _MS)}

    return Case(f"bare {rows}", run, 1_000, 100)


def _pair(samples: Samples, writers: int, *, is_busy: bool) -> tuple[Figure, Figure]:
    case = f"{'busy' if is_busy else 'idle'} {writers}"
    share = BUSY_SHARE if is_busy else 1.0
    p99_ms = BUSY_P99_MS if is_busy else GOALS_P99_MS[writers]
    peers = {
        f"bare SQLite, {writers} a commit": samples.peer(f"bare {writers}", "per_s")
    }
    who = f"{writers} writer{'s' * (writers > 1)}, loop {'busy' if is_busy else 'idle'}"
    rate, wait = samples.of(case, "per_s"), samples.of(case, "p99_ms")
    goal = GOALS_PER_S[writers] * share
    return (
        at_least(f"appends, {who}", rate, "1/s", goal, peers),
        at_most(f"p99, {who}", wait, "ms", p99_ms),
    )


def _figures(samples: Samples) -> tuple[Figure, ...]:
    return tuple(
        figure
        for is_busy in (False, True)
        for writers in GOALS_PER_S
        for figure in _pair(samples, writers, is_busy=is_busy)
    )


JOURNAL: Final = Benchmark(
    "journal",
    "durable appends per second with 1, 100 and 1,000 writers, loop idle and busy",
    tuple(
        case
        for writers in GOALS_PER_S
        for case in (
            _case(writers, is_busy=False),
            _case(writers, is_busy=True),
            _bare(writers),
        )
    ),
    _figures,
    uses_disk=True,
    takes_database=True,
)
