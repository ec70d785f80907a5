"""The `Journal` that actors hold in service: group commit over the store's port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import trio

from runtime.file_lock import LOCK_SECONDS
from runtime.group_commit import Batch, Gathering
from runtime.journal import Answer, Append, Outcome, Query
from runtime.port import Port, PortSpec
from runtime.sql_place import SqlPlace, path_of, secrets_of
from runtime.store_wire import ENCODER, RESULTS_DECODER, Work


def store_spec(place: SqlPlace, lock_seconds: float = LOCK_SECONDS) -> PortSpec:
    """How the store's child is started.

    Args:
        place: of the database; a file is created if missing.
        lock_seconds: wait for another store at the same place to end.
    """
    arguments = path_of(place), str(lock_seconds)
    secrets = secrets_of(place)
    return PortSpec("store", "runtime.store_child", arguments, environment=secrets)


@dataclass(slots=True)
class CommitStatistics:
    """What the store was given and has answered, since the start.

    Attributes:
        commits: batches with an append among them.
        appends: in these.
        seconds: from the hand-over of each to its answer, in sum.
    """

    commits: int = 0
    appends: int = 0
    seconds: float = 0.0


class PortJournal:
    """A `Journal` whose commits run in a child process; `run` is one life of the child.

    Between two lives appends and queries wait, up to the bounds of
    `runtime.group_commit`; past them they are refused with `StoreFull`. What was sent
    to a child that died gets `Unknown`, or, if a query, is asked again. Call-backs run
    in the port's task, in order.
    All methods are for the trio loop's thread.
    """

    def __init__(self, spec: PortSpec) -> None:
        self._gathering = Gathering()
        self._client = _Client(self._gathering)
        self._port = Port(spec, self._client)
        self._client.request = self._port.request

    @property
    def statistics(self) -> CommitStatistics:
        """Grows as it goes."""
        return self._client.statistics

    @property
    def waiting(self) -> int:
        """How many appends and queries wait for the next commit."""
        return len(self._gathering)

    @property
    def process_id(self) -> int | None:
        """The child's process id while there is one."""
        return self._port.process_id

    @property
    def is_serving(self) -> bool:
        """The child has said that it serves."""
        return self._port.is_serving

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one child, see `runtime.port.Port.run`.

        Raises:
            PortDied: the child ended, hung, or did not start.
            ExceptionGroup: call-backs raised; all outcomes were told nevertheless.
        """
        await self._port.run(started)

    def append(self, append: Append, done: Callable[[Outcome], None]) -> None:
        """Queues an append for the next commit.

        Raises:
            UsageError: no store can hold it (no events, too large, a key that is no
                signed 64-bit number).
        """
        refusal = self._gathering.append(append, done)
        if refusal is not None:
            _soon(partial(done, refusal))
        elif not self._client.is_busy:
            self._client.is_busy = True
            self._port.wake()

    def query(self, query: Query, done: Callable[[Answer], None]) -> None:
        """Queues a query; it is answered after the appends queued before it."""
        refusal = self._gathering.query(query, done)
        if refusal is not None:
            _soon(partial(done, refusal))
        elif not self._client.is_busy:
            self._client.is_busy = True
            self._port.wake()


class _Client:
    """One batch in flight; the next goes out before the last one's call-backs run."""

    def __init__(self, gathering: Gathering) -> None:
        self.request: Callable[[bytes], None]
        self.is_busy = False
        """True: no need to wake the port, it will look at the gathering by itself."""
        self._gathering = gathering
        self._in_flight: Batch | None = None
        self._began = 0.0
        self.statistics = CommitStatistics()

    def flush(self) -> None:
        if self._in_flight is not None:
            return
        batch = self._in_flight = self._gathering.take()
        self.is_busy = batch is not None
        if batch is not None:
            self._began = trio.current_time()
            work = Work(list(batch.appends), list(batch.queries))
            self.request(ENCODER.encode(work))

    def received(self, answer: bytes) -> None:
        batch, self._in_flight = self._in_flight, None
        if batch is not None and batch.appends:
            self._count(batch)
        self.flush()
        if batch is not None:
            results = RESULTS_DECODER.decode(answer)
            self.is_busy = True
            batch.deliver(results.outcomes, results.answers, self.flush)
            self.flush()

    def _count(self, batch: Batch) -> None:
        told = self.statistics
        told.commits += 1
        told.appends += len(batch.appends)
        told.seconds += trio.current_time() - self._began

    def ended(self) -> None:
        batch, self._in_flight = self._in_flight, None
        self.is_busy = False
        if batch is not None:
            batch.lose(self._gathering)


def _soon(call: Callable[[], None]) -> None:
    trio.lowlevel.current_trio_token().run_sync_soon(call)
