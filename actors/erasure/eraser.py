"""Erases one session: its files, and what its events say, in one commit.

A session that is over is changed by notes alone, so it needs no actor: who writes
nevertheless is met by reading again. One that is in memory, for somebody looks at it,
leaves as soon as nobody does, and reads what stands here by then.

Files go first: a death between the two leaves a session that is erased again, and
never a file of which nobody knows any more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.erasure.files import file_in
from actors.erasure.messages import HeldPage, SessionErased
from actors.ids import SessionId, session_entity
from actors.keyed import keyed
from actors.session.actor import SESSION_CODEC
from actors.session.erased import ContentErased
from actors.session.events import MessagePosted, SessionEvent, SessionOpened
from actors.session.redaction import without_person, without_texts
from actors.session.terms import SessionPhase
from runtime.called_back import ask_journal, called_back
from runtime.errors import Unavailable
from runtime.journal import (
    Append,
    Committed,
    EntityRecord,
    IndexRow,
    Journal,
    Outcome,
    ReadEntity,
    Stale,
    StoredEvent,
    Unknown,
)
from runtime.journal_erasing import Erasure, Forget, Forgotten, Rewrite

MAX_ATTEMPTS: Final = 5
"""So often somebody may write a note while it is being erased."""
PAGE_EVENTS: Final = 500
"""Read at once, some ms of the loop; also in one page of what is held."""
PAGE_BYTES: Final = 128 * 1024
"""The same, as they are stored: in JSON they are up to six times as long."""

RemoveFile = Callable[[str], Awaitable[None]]
"""Has nothing left of an attachment, by its key; raises `Unavailable`."""


class StillOpen(Unavailable):
    """The session goes on."""


@dataclass(slots=True)
class _Reading:
    """What was found of a session; its messages themselves are not kept.

    Attributes:
        seq, index: its last number, and its row, when it was read last.
        visitor: whose it is.
        rewrites: what its events are to become.
        files: keys of the attachments that its messages carry.
    """

    seq: int = 0
    index: IndexRow | None = None
    visitor: str = ""
    rewrites: list[Rewrite] = field(default_factory=list)
    files: dict[str, None] = field(default_factory=dict)

    def take(self, stored: StoredEvent, what: ContentErased) -> None:
        event = SESSION_CODEC.decode_event(stored.body)
        if isinstance(event, SessionOpened):
            self.visitor = event.visitor
        if key := file_in(event):
            self.files[key] = None
        if not what.texts:
            return
        is_his = what.person and self.visitor
        after = without_person(event, self.visitor) if is_his else without_texts(event)
        if after != event:
            body = SESSION_CODEC.encode_event(after)
            self.rewrites.append(Rewrite(stored.position, body))


class SessionEraser:
    """Erases sessions that are over.

    Args:
        journal: where they are.
        remove: removes their files.
        wall_ms: wall time.
    """

    def __init__(
        self, journal: Journal, remove: RemoveFile, wall_ms: Callable[[], int]
    ) -> None:
        self._journal = journal
        self._remove = remove
        self._wall_ms = wall_ms

    async def erase(self, session: str, what: ContentErased) -> SessionErased:
        """Erases what is meant; once more, where it was erased before.

        Raises:
            StillOpen: the session goes on, or there is none.
            Unavailable: the journal or the files do not answer, or refuse.
        """
        for _ in range(MAX_ATTEMPTS):
            reading = await self._read(session, what)
            index = _over(session, reading)
            if what.files:
                for key in reading.files:
                    await self._remove(key)
            append = self._append(session, reading, index, what)
            if isinstance(await self._written(append), Committed):
                return SessionErased(len(reading.files) if what.files else 0)
        raise Unavailable(f"session {session} is being written to: try again")

    async def drop(self, session: str) -> bool:
        """Deletes a session with its files; one that is not there is gone as well.

        False: it is to be followed up by somebody, which is over now, or it has the
        newest event of all: it can be deleted some time later.

        Raises:
            StillOpen, Unavailable: as `erase`.
        """
        entity = session_entity(SessionId(session))
        reading = await self._read(session, ContentErased(files=True))
        if not reading.seq:
            return True
        index = _over(session, reading)
        for key in reading.files:
            await self._remove(key)
        answer = await ask_journal(self._journal, Forget((entity,)), Forgotten)
        if answer.kept and index.is_open:
            await self.erase(session, ContentErased(texts=True, files=True))
        return not answer.kept

    async def held(self, session: str, after: int) -> HeldPage:
        """A part of what is held of a session, of whatever state.

        Args:
            session: its id.
            after: number of the event before the first.

        Raises:
            Unavailable: the journal does not answer.
        """
        record = await self._page(session, after)
        events = [SESSION_CODEC.decode_event(each.body) for each in record.events]
        lines = map(_line, record.events, events)
        files = tuple(dict.fromkeys(filter(None, map(file_in, events))))
        last = record.events[-1].seq if record.events else record.seq
        return HeldPage(tuple(lines), files, last if last < record.seq else 0)

    async def _page(self, session: str, after: int) -> EntityRecord:
        query = ReadEntity(
            session_entity(SessionId(session)),
            after,
            max_events=PAGE_EVENTS,
            max_bytes=PAGE_BYTES,
        )
        return await ask_journal(self._journal, query, EntityRecord)

    async def _read(self, session: str, what: ContentErased) -> _Reading:
        reading = _Reading()
        while True:
            record = await self._page(session, reading.seq)
            reading.index = record.index
            for stored in record.events:
                reading.take(stored, what)
                reading.seq = stored.seq
            if not record.events or reading.seq == record.seq:
                return reading

    def _append(
        self, session: str, reading: _Reading, row: IndexRow, what: ContentErased
    ) -> Append:
        append = Append(
            entity=session_entity(SessionId(session)),
            expected_seq=reading.seq,
            at_ms=self._wall_ms(),
            events=(SESSION_CODEC.encode_event(what),),
        )
        if not what.texts:
            return append
        # What was to be followed up is nobody's any more.
        bare = IndexRow(is_open=False, state=row.state)
        return replace(append, index=bare, erasure=Erasure(tuple(reading.rewrites)))

    async def _written(self, append: Append) -> Outcome:
        outcome: Outcome = await called_back(partial(self._journal.append, append))
        if not isinstance(outcome, Committed | Stale | Unknown):
            raise Unavailable(f"the store takes nothing now: {outcome}")
        return outcome


def _over(session: str, reading: _Reading) -> IndexRow:
    """The row of a session that is over."""
    index = reading.index
    if index is None or index.state != SessionPhase.CLOSED.value:
        raise StillOpen(f"session {session} goes on: close it first")
    return index


def _line(stored: StoredEvent, event: SessionEvent) -> str:
    """An event with the names of its fields, which the journal does not have."""
    fields = keyed(event)
    assert isinstance(fields, dict), "an event is a struct"  # noqa: S101
    if isinstance(event, MessagePosted):
        fields["body"] = _readable(event.body)
    whole = {"event": type(event).__name__, "seq": stored.seq, "at_ms": stored.at_ms}
    return msgspec.json.encode({**whole, **fields}).decode()


def _readable(body: bytes) -> object:
    """As it was sent; what is no message, as the bytes that it is."""
    try:
        return msgspec.msgpack.decode(body)
    except msgspec.DecodeError:
        return body
