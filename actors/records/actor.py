"""The projector: follows the journal, and has what it says recorded.

It asks for what comes after the position that the records name, and has that recorded
together with the new position; so it may die anywhere, and so may the records. All
that is heavy is done in the records' process: what passes through here are bytes. It
takes pages of bounded size, and rests after each as long as that took, so that people's
messages find the store and the processor free.

Should the records name a position that the journal does not have (it was put back from
a copy), they are thrown away and built anew: the journal is the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, Never

import trio

from actors.records.messages import (
    ForgetRecords,
    GetPosition,
    Project,
    Projected,
    ServiceRecordsRequest,
)
from actors.records_port import SessionRecords
from runtime.actor import Service
from runtime.called_back import ask_journal
from runtime.errors import Unavailable
from runtime.journal import FollowedEvents, FollowEvents, Journal
from runtime.observe import Duty, Event, Events

EVENTS_AT_ONCE: Final = 500
"""In one page: some ms of the store, some tens of ms of the records' process."""
BYTES_AT_ONCE: Final = 512 * 1024
"""The same, where messages are long."""
IDLE_SECONDS: Final = 0.5
"""Between two looks at a journal of which all is recorded: how old a list may be."""
RETRY_SECONDS: Final = 1.0
"""Before the records, which could not be had, are asked again."""


class RecordsStalled(Event, frozen=True):
    """The records take nothing now; told once until they do."""

    duty: ClassVar[Duty] = Duty.WARNING

    error: str


class EventsUnreadable(Event, frozen=True):
    """Events that cannot be read are missing in the records."""

    duty: ClassVar[Duty] = Duty.ERROR

    count: int


class RecordsAhead(Event, frozen=True):
    """The journal has lost what was recorded: the records are built anew."""

    duty: ClassVar[Duty] = Duty.ERROR

    position: int
    last: int


class Progress:
    """How far the projector has come.

    Attributes:
        last: of the newest event of the journal when it was last looked at.
        is_known: both were heard of.
    """

    def __init__(self) -> None:
        self.last = 0
        self.is_known = False
        self._position = 0
        self._moved = trio.Event()

    @property
    def position(self) -> int:
        """Of the last event that is recorded, as far as is known."""
        return self._position

    @position.setter
    def position(self, position: int) -> None:
        self._position = position
        moved, self._moved = self._moved, trio.Event()
        moved.set()

    async def wait_recorded(self, position: int) -> None:
        """Waits until the event at that position is recorded."""
        while self._position < position:
            await self._moved.wait()

    @property
    def behind(self) -> int:
        """Events that are not recorded yet."""
        return max(0, self.last - self.position)


class Projector(Service[Never]):
    """One life of the projector.

    Args:
        journal: is followed.
        records: are written.
        progress: is told how far it is.
        events: are told what is wrong.
    """

    def __init__(
        self,
        journal: Journal,
        records: SessionRecords,
        progress: Progress,
        events: Events,
    ) -> None:
        self._journal = journal
        self._records = records
        self._progress = progress
        self._events = events
        self._is_stalled = False

    async def run(self, started: Callable[[], None]) -> None:
        """Follows until cancelled."""
        started()
        while True:
            try:
                await self._follow()
            except Unavailable as error:
                if not self._is_stalled:
                    self._is_stalled = True
                    self._events.emit(RecordsStalled(str(error)))
                await trio.sleep(RETRY_SECONDS)

    async def _follow(self) -> None:
        """From what the records say, until they fail.

        Raises:
            Unavailable: they did.
        """
        await self._ask(GetPosition())
        while True:
            began = trio.current_time()
            is_full = await self._step()
            took = trio.current_time() - began
            await trio.sleep(took if is_full else IDLE_SECONDS)

    async def _step(self) -> bool:
        """Records the next page; True: there is more."""
        progress = self._progress
        after = progress.position
        query = FollowEvents(after, EVENTS_AT_ONCE, BYTES_AT_ONCE)
        page = await ask_journal(self._journal, query, FollowedEvents)
        progress.last = page.last
        progress.is_known = True
        if page.last < after:
            self._events.emit(RecordsAhead(after, page.last))
            await self._ask(ForgetRecords())
            return True
        if not page.rows:
            return False
        projected = await self._ask(Project(after, page.rows))
        if projected.unreadable:
            self._events.emit(EventsUnreadable(projected.unreadable))
        return progress.behind > 0

    async def _ask(self, request: ServiceRecordsRequest) -> Projected:
        """Raises: Unavailable: no answer, or they take nothing."""
        answer = await self._records.ask(request)
        if not isinstance(answer, Projected):
            raise Unavailable(f"the records refuse: {answer}")
        self._is_stalled = False
        self._progress.position = answer.position
        return answer
