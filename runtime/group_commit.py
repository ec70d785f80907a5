"""PURE: appends and queries gather while one commit runs and make the next.

A batch is bounded by count and bytes; so is what waits. Queries are answered after the
appends that were queued before them, and may see later ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from runtime.journal import (
    MAX_BATCH_APPENDS,
    Answer,
    Append,
    Outcome,
    Query,
    StoreFull,
    Unknown,
)
from runtime.journal_limits import body_bytes, check_append

MAX_BATCH_BYTES = 4 * 1024 * 1024
"""Bytes of bodies in one commit; one append may go beyond it alone."""

MAX_BATCH_QUERIES = 16
"""Queries answered between two commits: they delay the second. What a lost
batch leaves to ask is not counted: all of it goes with the next (`Batch.lose`)."""

MAX_WAITING = 200_000
"""Appends or queries that wait, for the store or for its restart (2 s at full rate)."""

MAX_WAITING_BYTES = 256 * 1024 * 1024
"""Bytes of bodies that wait."""

CALLS_BETWEEN = 500
"""Call-backs of one batch between two looks at what has gathered meanwhile: so writers
that answer each outcome with the next append keep store and parent busy in turn."""

OutcomeDone = Callable[[Outcome], None]
AnswerDone = Callable[[Answer], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """One commit's appends and the queries answered after it, with who waits."""

    appends: Sequence[Append]
    append_dones: Sequence[OutcomeDone]
    queries: Sequence[Query]
    query_dones: Sequence[AnswerDone]

    def deliver(
        self,
        outcomes: Sequence[Outcome],
        answers: Sequence[Answer],
        between: Callable[[], None] | None = None,
    ) -> None:
        """Tells everybody, in order of arrival, appends before queries.

        Args:
            outcomes: one per append.
            answers: one per query.
            between: called after every `CALLS_BETWEEN` outcomes.

        Raises:
            ExceptionGroup: call-backs raised; everybody was told nevertheless.
        """
        errors: list[Exception] = []
        for start in range(0, len(outcomes), CALLS_BETWEEN):
            end = start + CALLS_BETWEEN
            _tell(self.append_dones[start:end], outcomes[start:end], errors)
            if between is not None:
                between()
        _tell(self.query_dones, answers, errors)
        if errors:
            raise ExceptionGroup("call-backs of the journal failed", errors)

    def lose(self, gathering: Gathering) -> None:
        """Tells the appends' writers that the outcome is not known.

        Queries change nothing that matters twice, so they are simply asked again. What
        the writers ask is answered with the next batch, however many they are: one who
        asked a batch later would be overtaken by who came after him.

        Raises:
            ExceptionGroup: as `deliver`.
        """
        errors: list[Exception] = []
        with gathering.hastening():
            gathering.ask_again(self.queries, self.query_dones)
            _tell(self.append_dones, [Unknown()] * len(self.appends), errors)
        if errors:
            raise ExceptionGroup("call-backs of the journal failed", errors)


class Gathering:
    """What waits for the next commit."""

    def __init__(self) -> None:
        self._appends: list[Append] = []
        self._append_dones: list[OutcomeDone] = []
        self._queries: list[tuple[int, Query, AnswerDone]] = []
        self._bytes = 0
        self._taken = 0
        self._hastened = 0

    def __len__(self) -> int:
        return len(self._appends) + len(self._queries)

    def append(self, append: Append, done: OutcomeDone) -> StoreFull | None:
        """Queues an append, or refuses it when too much waits.

        Raises:
            UsageError: no backend can store it (`check_append`).
        """
        size = body_bytes(append)
        check_append(append, size)
        if len(self._appends) >= MAX_WAITING or self._bytes > MAX_WAITING_BYTES:
            return StoreFull("too many appends wait for the store")
        self._appends.append(append)
        self._append_dones.append(done)
        self._bytes += size
        return None

    def query(self, query: Query, done: AnswerDone) -> StoreFull | None:
        """Queues a query, or refuses it when too many wait."""
        if len(self._queries) >= MAX_WAITING:
            return StoreFull("too many queries wait for the store")
        self._queries.append((self._taken + len(self._appends), query, done))
        return None

    def ask_again(self, queries: Sequence[Query], dones: Sequence[AnswerDone]) -> None:
        """Puts queries before all others: nobody has answered them."""
        again = [(0, query, done) for query, done in zip(queries, dones, strict=True)]
        self._queries[:0] = again

    @contextmanager
    def hastening(self) -> Iterator[None]:
        """What is asked within goes before all other queries, with the next batch.

        It waits for no append: those that it asks about are decided.
        """
        before, self._queries = self._queries, []
        try:
            yield
        finally:
            self._hastened = len(self._queries)
            asked = [(0, query, done) for _, query, done in self._queries]
            self._queries = asked + before

    def take(self) -> Batch | None:
        """The next batch; None if nothing waits."""
        if not self._appends and not self._queries:
            return None
        appends, append_dones = self._take_appends()
        self._taken += len(appends)
        first = self._queries[: max(self._hastened, MAX_BATCH_QUERIES)]
        self._hastened = 0
        due = [item for item in first if item[0] <= self._taken]
        del self._queries[: len(due)]
        queries = [query for _, query, _ in due]
        return Batch(appends, append_dones, queries, [done for *_, done in due])

    def _take_appends(self) -> tuple[list[Append], list[OutcomeDone]]:
        appends, dones = self._appends, self._append_dones
        if len(appends) <= MAX_BATCH_APPENDS and self._bytes <= MAX_BATCH_BYTES:
            self._appends, self._append_dones, self._bytes = [], [], 0
            return appends, dones
        count = size = 0
        for append in appends[:MAX_BATCH_APPENDS]:
            more = body_bytes(append)
            if count and size + more > MAX_BATCH_BYTES:
                break
            count += 1
            size += more
        self._appends, self._append_dones = appends[count:], dones[count:]
        self._bytes -= size
        return appends[:count], dones[:count]


def _tell(
    dones: Sequence[Callable[[T], None]], values: Sequence[T], errors: list[Exception]
) -> None:
    for done, value in zip(dones, values, strict=True):
        try:
            done(value)
        except Exception as error:  # noqa: BLE001 (raised again when all were told)
            errors.append(error)
