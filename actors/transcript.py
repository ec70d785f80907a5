"""Reads a session's messages from the journal: what is on disk, and nothing else.

The n-th message of a room stands at sequence n of its session or later, so a number is
a lower bound for the sequence, and no second index is needed. Between messages stand
other events and messages of other rooms, mostly few: hardly more events are read at
first than messages are wanted, and twice as many at each further step. How far a
message stands behind its number, all later ones do at least: those before `after` are
passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.ids import (
    INTERNAL,
    SessionId,
    internal_entity,
    room_at,
    session_entity,
    session_of,
)
from actors.internal.actor import TALK_CODEC
from actors.session.actor import SESSION_CODEC
from actors.session.events import Message, MessagePosted, MessageRecalled
from actors.session.terms import VISITOR_ROOM
from actors.session.view import PublishedMessage
from runtime.journal import (
    MAX_READ_BYTES,
    MAX_READ_EVENTS,
    Answer,
    EntityRecord,
    Journal,
    ReadEntity,
    StoredEvent,
)

EVENTS_BESIDE: Final = 32
"""Events of other kinds that are read along with the first messages."""

Read = Callable[[tuple[PublishedMessage, ...] | None], None]


def read_messages(  # noqa: PLR0913 - where, what, how much, and who is told
    journal: Journal,
    session: SessionId,
    after: int,
    limit: int,
    recalled: Collection[int],
    done: Read,
    *,
    max_bytes: int | None = None,
) -> None:
    """Calls `done` with messages above number `after`, oldest first.

    Args:
        journal: where the session is.
        session: whose messages; or the place of a side room: the messages of that.
        after: the last number that is known.
        limit: at most so many messages are given.
        recalled: numbers of messages that were taken back, as the session says: of
            these, and of those that are seen to be taken back, no content is given.
        done: called once, with None when the store is away, or an event cannot be
            read. Fewer than `limit` messages, without `max_bytes`: these are all there
            were when the journal was read.
        max_bytes: of the messages as they are stored, the first of them aside. No more
            is read at a time, and the page ends where one reading has ended, so that
            fewer messages do not tell that there are no more.
    """

    def take(found: tuple[PublishedMessage, ...] | None) -> None:
        done(None if found is None else _without_recalled(found, recalled))

    _Reading(journal, _Page(session, after, limit, max_bytes), take).begin(limit)


def read_as_posted(
    journal: Journal, session: SessionId, after: int, limit: int, done: Read
) -> None:
    """As `read_messages`, with what was taken back: for who judges, and shows nothing.

    None has `is_recalled`; the messages that take others back are among them.
    """
    _Reading(journal, _Page(session, after, limit, None), done).begin(limit)


def _entity(place: str) -> str:
    """Where what is said at a place is written."""
    session = session_of(place)
    is_internal = room_at(place) == INTERNAL
    return internal_entity(session) if is_internal else session_entity(session)


class _Reading:
    """One page on its way.

    No two closures that refer to each other: what was found would stay in memory until
    the next collection, which may be ten minutes away.
    """

    __slots__ = ("_done", "_journal", "_page")

    def __init__(self, journal: Journal, page: _Page, done: Read) -> None:
        self._journal = journal
        self._page = page
        self._done = done

    def begin(self, limit: int) -> None:
        """Reads for so many messages."""
        self._read(self._page.after_seq, limit + EVENTS_BESIDE)

    def _read(self, after_seq: int, count: int) -> None:
        page = self._page
        most = min(count, MAX_READ_EVENTS)
        entity = _entity(page.session)
        query = ReadEntity(entity, after_seq, max_events=most, max_bytes=page.room)
        self._journal.query(query, partial(self._on_record, most))

    def _on_record(self, most: int, record: Answer) -> None:
        page = self._page
        if not isinstance(record, EntityRecord) or not page.take(record.events):
            self._done(None)
            return
        is_more = record.events and record.events[-1].seq < record.seq
        if is_more and not page.is_full(is_cut=len(record.events) < most):
            self._read(max(record.events[-1].seq, page.after_seq), 2 * most)
        else:
            self._done(tuple(page.found))


class _Page:
    """The messages that were found so far."""

    __slots__ = (
        "_after",
        "_decode",
        "_is_full",
        "_limit",
        "_max_bytes",
        "_room",
        "_size",
        "after_seq",
        "found",
        "session",
    )

    def __init__(
        self, session: SessionId, after: int, limit: int, max_bytes: int | None
    ) -> None:
        self.found: list[PublishedMessage] = []
        self.after_seq = after
        """What is wanted stands behind this sequence, as far as is known."""
        self.session = session
        self._room = room_at(session) or VISITOR_ROOM
        is_internal = self._room == INTERNAL
        codec = TALK_CODEC if is_internal else SESSION_CODEC
        self._decode: Callable[[bytes], object] = codec.decode_event
        self._after = after
        self._limit = limit
        self._max_bytes = max_bytes
        self._size = 0
        self._is_full = False

    @property
    def room(self) -> int:
        """How many bytes are to be read next."""
        most = self._max_bytes
        return MAX_READ_BYTES if most is None else most - self._size

    def take(self, events: Sequence[StoredEvent]) -> bool:
        """Adds what has room; False: an event cannot be read.

        That must not end the journal's port.
        """
        for stored in events:
            try:
                event = self._decode(stored.body)
            except msgspec.DecodeError:
                return False
            if not isinstance(event, Message) or event.room != self._room:
                continue
            if event.number <= self._after:
                self.after_seq = self._after + stored.seq - event.number
            else:
                if not self._has_room(len(stored.body)):
                    self._is_full = True
                    break
                self._size += len(stored.body)
                published = PublishedMessage(self.session, event, stored.at_ms)
                self.found.append(published)
        return True

    def _has_room(self, size: int) -> bool:
        if len(self.found) >= self._limit:
            return False
        return not self.found or self._max_bytes is None or size <= self.room

    def is_full(self, *, is_cut: bool) -> bool:
        """True when nothing more is to be read; `is_cut`: bytes ended the reading.

        Half a page is enough: what is left may be too little for the next message.
        """
        if self._is_full or len(self.found) >= self._limit:
            return True
        return is_cut and self._max_bytes is not None and self._size > self.room


def _without_recalled(
    found: Sequence[PublishedMessage], recalled: Collection[int]
) -> tuple[PublishedMessage, ...]:
    gone = set(recalled)
    for each in found:
        if isinstance(each.message, MessageRecalled):
            gone.add(each.message.recalled)
    return tuple(
        _tombstone(each) if each.message.number in gone else each for each in found
    )


def _tombstone(published: PublishedMessage) -> PublishedMessage:
    """The place of a message that was taken back: who, when, but not what."""
    message = published.message
    if isinstance(message, MessagePosted):
        message = replace(message, body=b"")
    return replace(published, message=message, is_recalled=True)
