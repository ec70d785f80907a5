"""A `Journal` over a backend in memory: no process, no thread, no time of its own.

For tests and simulations of actors. A scheduler decides when a commit happens, and a
plain function decides what becomes of it, so that every outcome can be had at will.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial

import trio

from runtime.group_commit import Batch, Gathering
from runtime.journal import Answer, Append, JournalBackend, Outcome, Query

Schedule = Callable[[Callable[[], None]], None]
"""Has a function called later, never inside the call."""


class Fate(Enum):
    """What becomes of one batch."""

    COMMIT = "commit"
    LOSE_ANSWER = "lose_answer"
    """It is committed, but its writers are told `Unknown`."""
    NEVER = "never"
    """It is not committed, and its writers are told `Unknown`."""


def always_commit(appends: Sequence[Append]) -> Fate:
    """The fate of every batch where nothing is to fail."""
    del appends
    return Fate.COMMIT


class LocalJournal:
    """Group commit without a process; call-backs run where `schedule` calls.

    Args:
        backend: decides and keeps.
        schedule: has the next commit called; once per commit.
        fate: decides for each batch; queries of a batch that is not answered are
            asked again.
    """

    def __init__(
        self,
        backend: JournalBackend,
        schedule: Schedule,
        fate: Callable[[Sequence[Append]], Fate] = always_commit,
    ) -> None:
        self._backend = backend
        self._schedule = schedule
        self._fate = fate
        self._gathering = Gathering()
        self._is_scheduled = False

    def append(self, append: Append, done: Callable[[Outcome], None]) -> None:
        """Queues an append; raises `UsageError` as `PortJournal.append`."""
        refusal = self._gathering.append(append, done)
        if refusal is not None:
            self._schedule(partial(done, refusal))
        self._plan()

    def query(self, query: Query, done: Callable[[Answer], None]) -> None:
        """Queues a query."""
        refusal = self._gathering.query(query, done)
        if refusal is not None:
            self._schedule(partial(done, refusal))
        self._plan()

    def _plan(self) -> None:
        if not self._is_scheduled:
            self._is_scheduled = True
            self._schedule(self._commit)

    def _commit(self) -> None:
        batch = self._gathering.take()
        # What call-backs append is for the next commit; if one raises, that must come.
        self._is_scheduled = False
        if len(self._gathering):
            self._plan()
        if batch is not None:
            self._decide(batch)

    def _decide(self, batch: Batch) -> None:
        fate = self._fate(batch.appends)
        if fate is Fate.NEVER:
            self._lose(batch)
            return
        outcomes = self._backend.commit(batch.appends)
        answers = [self._backend.answer(query) for query in batch.queries]
        if fate is Fate.LOSE_ANSWER:
            self._lose(batch)
        else:
            batch.deliver(outcomes, answers)

    def _lose(self, batch: Batch) -> None:
        try:
            batch.lose(self._gathering)
        finally:
            if len(self._gathering):
                self._plan()


class CallSoon:
    """A `Schedule` on trio: calls functions in the task that runs `run`, in order."""

    def __init__(self) -> None:
        self._calls: deque[Callable[[], None]] = deque()
        self._wanted = trio.Event()

    def __call__(self, call: Callable[[], None]) -> None:
        """Has `call` called at the task's next turn, or once it runs."""
        self._calls.append(call)
        self._wanted.set()

    async def run(self, started: Callable[[], None]) -> None:
        """Serves until cancelled; what a call raises ends it."""
        started()
        while True:
            await self._wanted.wait()
            # Calls may make calls for ever; others get their turn after each round.
            for _ in range(len(self._calls)):
                self._calls.popleft()()
            if not self._calls:
                self._wanted = trio.Event()
