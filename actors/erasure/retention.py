"""The service's job that lets go what is kept for a time alone (P8).

Some minutes after a start, then every six hours, it looks through what is due, session
by session, and rests after each for as long as it took: who is served comes first. It
may be broken off anywhere; what is left is found by the next sweep. Without settings
that ask for it, it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, Never, TypeVar

import msgspec
import trio

from actors.erasure.eraser import SessionEraser, StillOpen
from actors.erasure.plan import Due, due
from actors.records.keeping import (
    CountEnded,
    Dropped,
    DropSessions,
    Ended,
    EndedCounted,
    EndedFound,
    FindEnded,
    Kept,
)
from actors.records.messages import ServiceRecordsRequest
from actors.records_port import SessionRecords
from actors.rules.settings import ServiceSettings
from actors.session.erased import ContentErased
from runtime.actor import Service
from runtime.errors import Unavailable
from runtime.observe import Duty, Event, Events

FIRST_SECONDS: Final = 300.0
"""From the start to the first sweep: who has set it wrongly has time to see it."""
SWEEP_SECONDS: Final = 6 * 3_600.0
"""Between two sweeps: nobody counts the hours of a day."""
LEAST_REST_SECONDS: Final = 0.01
"""After each session, beside as long as that took."""
RETRY_SECONDS: Final = 60.0
"""Before a sweep that was broken off, because something was away, is begun again."""
_ERASES: Final = {
    Kept.TEXTS: ContentErased(texts=True, files=True),
    Kept.FILES: ContentErased(files=True),
}

A = TypeVar("A")


class RetentionSwept(Event, frozen=True):
    """What is kept for a time alone was let go, of so many sessions."""

    texts: int
    files: int
    sessions: int


class RetentionHeldUp(Event, frozen=True):
    """A sweep was broken off; it is begun again in a while."""

    duty: ClassVar[Duty] = Duty.WARNING

    error: str


class Waiting(msgspec.Struct, frozen=True, array_like=True):
    """One kind of what is due: so many sessions have it still."""

    due: Due
    sessions: int


class RetentionState(msgspec.Struct, frozen=True, tag="retention"):
    """What would go now, what went, and when the next sweep is.

    Attributes:
        waiting: by kind; nothing is kept for a time alone: empty.
        is_running: a sweep goes on.
        gone: sessions of which something went in this sweep, or the last one.
        swept_ms: when the last whole one ended, wall time; 0: none has since the start.
        next_ms: when the next one begins; 0: while one goes on.
        error: why the last one was broken off; "": it was not.
    """

    waiting: tuple[Waiting, ...]
    is_running: bool
    gone: int
    swept_ms: int
    next_ms: int
    error: str


class Retention:
    """What is known of the job, and what it does; made once for a process.

    Args:
        eraser: of sessions.
        records: where sessions are found by their ends.
        settings: those in force.
        wall_ms: wall time.
        events: where it tells what went.
    """

    def __init__(
        self,
        eraser: SessionEraser,
        records: SessionRecords,
        settings: Callable[[], ServiceSettings],
        wall_ms: Callable[[], int],
        events: Events,
    ) -> None:
        self._eraser = eraser
        self._records = records
        self._settings = settings
        self._wall_ms = wall_ms
        self._events = events
        self._wanted = trio.Event()
        self._is_running = False
        self._gone: dict[Kept, int] = {}
        self._swept_ms = self._next_ms = 0
        self._error = ""

    async def state(self) -> RetentionState:
        """What it would do, does, and did.

        Raises:
            Unavailable: the records do not answer.
        """
        waiting: list[Waiting] = []
        for each in due(self._settings(), self._wall_ms()):
            request = CountEnded(each.kept, each.until_ms)
            counted = await self._ask(request, EndedCounted)
            waiting.append(Waiting(each, counted.count))
        return RetentionState(
            tuple(waiting),
            self._is_running,
            sum(self._gone.values()),
            self._swept_ms,
            self._next_ms,
            self._error,
        )

    def want(self) -> None:
        """Has the next sweep begin now."""
        self._wanted.set()

    async def run(self) -> Never:
        """Sweeps now and then, until cancelled."""
        pause = FIRST_SECONDS
        while True:
            self._next_ms = self._wall_ms() + round(pause * 1_000)
            with trio.move_on_after(pause):
                await self._wanted.wait()
            self._wanted = trio.Event()
            self._next_ms = 0
            pause = SWEEP_SECONDS if await self._swept() else RETRY_SECONDS

    async def _swept(self) -> bool:
        self._gone, self._error, self._is_running = {}, "", True
        try:
            await self.sweep()
        except Unavailable as error:
            self._error = str(error)
            self._events.emit(RetentionHeldUp(str(error)))
            return False
        finally:
            self._is_running = False
        self._swept_ms = self._wall_ms()
        return True

    async def sweep(self) -> None:
        """Lets go all that is due now, once.

        Raises:
            Unavailable: something does not answer; what went is gone.
        """
        for each in due(self._settings(), self._wall_ms()):
            await self._sweep_kind(each)
        if self._gone:
            gone = (self._gone.get(kept, 0) for kept in Kept)
            self._events.emit(RetentionSwept(*gone))

    async def _let_go(self, kept: Kept, page: tuple[Ended, ...]) -> None:
        dropped: list[int] = []
        for row in page:
            began = trio.current_time()
            if await self._is_gone(kept, row.session):
                self._gone[kept] = self._gone.get(kept, 0) + 1
                dropped.append(row.number)
            await trio.sleep(trio.current_time() - began + LEAST_REST_SECONDS)
        if kept is Kept.SESSIONS and dropped:
            await self._ask(DropSessions(tuple(dropped)), Dropped)

    async def _is_gone(self, kept: Kept, session: str) -> bool:
        """False: it must wait, see there."""
        try:
            if kept is Kept.SESSIONS:
                return await self._eraser.drop(session)
            await self._eraser.erase(session, _ERASES[kept])
        except StillOpen:
            return False  # the records are wrong of it: it ended and goes on
        return True

    async def _sweep_kind(self, each: Due) -> None:
        after_ms = after = 0
        while True:
            wanted = FindEnded(each.kept, each.until_ms, after_ms, after)
            page = await self._ask(wanted, EndedFound)
            await self._let_go(each.kept, page.rows)
            if len(page.rows) < wanted.limit:
                return
            after_ms, after = page.rows[-1].closed_ms, page.rows[-1].number

    async def _ask(self, request: ServiceRecordsRequest, kind: type[A]) -> A:
        answer = await self._records.ask(request)
        if not isinstance(answer, kind):
            raise Unavailable(f"the records refuse: {answer}")
        return answer


class RetentionService(Service[Never]):
    """One life of the job.

    Args:
        retention: what it does.
    """

    def __init__(self, retention: Retention) -> None:
        self._retention = retention

    async def run(self, started: Callable[[], None]) -> None:
        """Runs until cancelled."""
        started()
        await self._retention.run()
