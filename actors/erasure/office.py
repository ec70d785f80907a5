"""Erases a visitor, and tells what is held of him (P8).

What he has open is closed first. Then each of his sessions is erased in the journal:
what was said in it, by whomever, and who he was; when the records have followed, what
is written down of him is deleted there and here. It can be broken off anywhere, and
done again. Figures stay: his sessions are those of an erased visitor.

The audit log has a row of it before, without his id; its older rows vouch for each
other, so ids stand in them as they did. What is erased cannot be had back but from a
backup, from which it is to be erased again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Final, TypeVar

import msgspec
import trio

from actors.accounts.audit import Act
from actors.accounts.messages import NoteDeskAct
from actors.accounts.noting import Note, write_down
from actors.accounts.permissions import Principal
from actors.customers.closing import Closing
from actors.desk import Desk
from actors.erasure.eraser import SessionEraser
from actors.erasure.messages import ERASURES, ErasureTold, HeldPage, VisitorErased
from actors.ids import (
    VisitorId,
    customer_entity,
    customer_mark,
    last_agent_mark,
    opening_folder,
)
from actors.records.actor import Progress
from actors.records.keeping import DropCustomer, Dropped
from actors.records.messages import (
    FindSessions,
    RecordFilter,
    ServiceRecordsRequest,
    SessionPage,
)
from actors.records_port import SessionRecords, WebhookRecords
from actors.session.erased import ContentErased
from actors.webhooks.records import ForgetSessions, SessionsForgotten
from runtime.called_back import ask_journal, called_back
from runtime.errors import Unavailable
from runtime.journal import (
    Append,
    Committed,
    EntityRecord,
    FollowedEvents,
    FollowEvents,
    Outcome,
    ReadEntity,
    StoredEvent,
)
from runtime.journal_erasing import Forget, Forgotten

RECORDED_SECONDS: Final = 60.0
"""Wait for the records to have followed; they are half a second behind, unless they
are being built anew."""
ERASURES_SHOWN: Final = 20
FINGERPRINT_CHARS: Final = 12
"""Of a visitor in the audit log: who knows his id can tell that it was he."""
_ALL: Final = ContentErased(texts=True, person=True, files=True)
_BEYOND_ALL: Final = 2**62
"""A number that nothing has: asks for the last one alone."""

_DECODER: Final = msgspec.msgpack.Decoder(VisitorErased)

A = TypeVar("A")


class ErasureOffice:
    """Made once by the composition root; all methods are for the trio loop's tasks.

    Args:
        desk: whose visitors.
        eraser: of their sessions.
        records: what is recorded of them.
        webhooks: what others are, or were, told of them.
        progress: of the projector.
        note: writes a row of the audit log.
        wall_ms: wall time.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it is made of
        self,
        desk: Desk,
        eraser: SessionEraser,
        records: SessionRecords,
        webhooks: WebhookRecords,
        progress: Progress,
        note: Note,
        wall_ms: Callable[[], int],
    ) -> None:
        self._desk = desk
        self._eraser = eraser
        self._records = records
        self._webhooks = webhooks
        self._progress = progress
        self._note = note
        self._wall_ms = wall_ms
        self._running: dict[str, ErasureTold] = {}

    async def erase(self, visitor: str, by: Principal, operation: str) -> VisitorErased:
        """Erases him; who does not exist is erased as well.

        Raises:
            Unavailable: something does not answer, or goes on meanwhile; what is done
                is done, and the rest is done by asking again.
        """
        await self._write_down(Act.ERASING_CUSTOMER, visitor, by, operation)
        self._running[visitor] = ErasureTold(self._wall_ms(), 0, 0)
        try:
            return await self._erased(visitor, by.who, operation)
        finally:
            self._running.pop(visitor, None)

    async def _erased(self, visitor: str, by: str, operation: str) -> VisitorErased:
        await self._close(VisitorId(visitor), by, operation)
        await self._recorded()
        told = await self._erase_sessions(visitor)
        await self._count(told)
        await self._forget(VisitorId(visitor))
        await self._recorded()
        await self._ask(DropCustomer(visitor), Dropped)
        return told

    def running(self, visitor: str) -> ErasureTold | None:
        """How far his erasure is, and since when; None: none goes on."""
        return self._running.get(visitor)

    def all_running(self) -> tuple[ErasureTold, ...]:
        """The same of all that go on, whoever they are of."""
        return tuple(self._running.values())

    async def exporting(self, visitor: str, by: Principal, operation: str) -> None:
        """Writes down that what is held of him leaves the house.

        Raises:
            Unavailable: it is not written down, and so must not leave.
        """
        await self._write_down(Act.EXPORTING_CUSTOMER, visitor, by, operation)

    async def erasures(self) -> tuple[ErasureTold, ...]:
        """The last ones, the newest first.

        Raises:
            Unavailable: the journal does not answer.
        """
        journal = self._desk.journal
        head = await ask_journal(
            journal, ReadEntity(ERASURES, _BEYOND_ALL), EntityRecord
        )
        after = max(0, head.seq - ERASURES_SHOWN)
        record = await ask_journal(journal, ReadEntity(ERASURES, after), EntityRecord)
        return tuple(_told(each) for each in reversed(record.events))

    async def held(self, session: str, after: int) -> HeldPage:
        """See `SessionEraser.held`."""
        return await self._eraser.held(session, after)

    async def _write_down(
        self, act: Act, visitor: str, by: Principal, operation: str
    ) -> None:
        subject = fingerprint(visitor)
        noted = NoteDeskAct(by.who, act, subject, operation, by.address)
        await write_down(self._note, noted)

    async def _close(self, visitor: VisitorId, by: str, operation: str) -> None:
        def begin(done: Callable[[bool], None]) -> None:
            Closing(self._desk, visitor, by, operation, done).start()

        if not await called_back(begin):
            raise Unavailable("a session of his could not be closed: try again")

    async def _recorded(self) -> None:
        """Waits until all that is in the journal now is in the records, too."""
        query = FollowEvents(_BEYOND_ALL, 1)
        last = (await ask_journal(self._desk.journal, query, FollowedEvents)).last
        with trio.move_on_after(RECORDED_SECONDS):
            await self._progress.wait_recorded(last)
            return
        raise Unavailable("the records are behind: try again when they have followed")

    async def _erase_sessions(self, visitor: str) -> VisitorErased:
        """All of his that are recorded, page by page."""
        before = sessions = files = 0
        while True:
            wanted = FindSessions(RecordFilter(customer=visitor), before=before)
            page = await self._ask(wanted, SessionPage)
            for card in page.cards:
                erased = await self._eraser.erase(card.row.session, _ALL)
                sessions, files = sessions + 1, files + erased.files
                self._tell(visitor, sessions, files)
            if page.cards:
                await self._untell([card.row.session for card in page.cards])
            if not (before := page.next):
                return VisitorErased(sessions, files)

    def _tell(self, visitor: str, sessions: int, files: int) -> None:
        if before := self._running.get(visitor):
            self._running[visitor] = ErasureTold(before.at_ms, sessions, files)

    async def _untell(self, sessions: list[str]) -> None:
        """What webhooks are still to be told of them, and the log of what they were."""
        after = 0
        while True:
            request = ForgetSessions(tuple(sessions), after)
            answer = await self._webhooks.ask(request)
            if not isinstance(answer, SessionsForgotten):
                raise Unavailable(f"the records refuse: {answer}")
            if not (after := answer.next):
                return

    async def _count(self, told: VisitorErased) -> None:
        """Also gives away a position, so that nothing of his has the newest."""
        journal = self._desk.journal
        query = ReadEntity(ERASURES, _BEYOND_ALL)
        record = await ask_journal(journal, query, EntityRecord)
        body = msgspec.msgpack.encode(told)
        append = Append(ERASURES, record.seq, self._wall_ms(), (body,))
        outcome: Outcome = await called_back(partial(journal.append, append))
        if not isinstance(outcome, Committed):
            raise Unavailable(f"the store takes nothing now: {outcome}")

    async def _forget(self, visitor: VisitorId) -> None:
        channels = self._desk.rules.channel_ids()
        marks = [last_agent_mark(visitor, channel) for channel in channels]
        folders = [opening_folder(visitor, channel) for channel in channels]
        entity = customer_entity(visitor)
        wanted = Forget((entity,), (customer_mark(visitor), *marks), tuple(folders))
        answer = await ask_journal(self._desk.journal, wanted, Forgotten)
        if answer.kept:
            raise Unavailable("a block of his is being enforced: try again")

    async def _ask(self, request: ServiceRecordsRequest, kind: type[A]) -> A:
        answer = await self._records.ask(request)
        if not isinstance(answer, kind):
            raise Unavailable(f"the records refuse: {answer}")
        return answer


def _told(stored: StoredEvent) -> ErasureTold:
    erased = _DECODER.decode(stored.body)
    return ErasureTold(stored.at_ms, erased.sessions, erased.files)


def fingerprint(visitor: str) -> str:
    """What stands for an id in the audit log."""
    return sha256(visitor.encode()).hexdigest()[:FINGERPRINT_CHARS]
