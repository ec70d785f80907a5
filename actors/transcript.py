"""Reads a session's messages from the journal: what is on disk, and nothing else.

The n-th message of a session stands at sequence n or later, so a number is a lower
bound for the sequence, and no second index is needed. Between messages stand events of
other kinds, mostly few: hardly more events are read at first than messages are wanted,
and twice as many at each further step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.ids import SessionId, session_entity
from actors.session.actor import SESSION_CODEC
from actors.session.events import Message, MessagePosted, MessageRecalled
from actors.session.view import PublishedMessage
from runtime.journal import (
    MAX_READ_EVENTS,
    Answer,
    EntityRecord,
    Journal,
    ReadEntity,
)

EVENTS_BESIDE: Final = 32
"""Events of other kinds that are read along with the first messages."""

Read = Callable[[tuple[PublishedMessage, ...] | None], None]


def read_messages(
    journal: Journal,
    session: SessionId,
    after: int,
    limit: int,
    recalled: Collection[int],
    done: Read,
) -> None:
    """Calls `done` with messages above number `after`, oldest first.

    Args:
        journal: where the session is.
        session: whose messages.
        after: the last number that is known.
        limit: at most so many messages are given.
        recalled: numbers of messages that were taken back, as the session says: of
            these, and of those that are seen to be taken back, no content is given.
        done: called once, with None when the store is away, or an event cannot be
            read. Fewer than `limit` messages: these are all there were when the journal
            was read.
    """

    def take(found: tuple[PublishedMessage, ...] | None) -> None:
        done(None if found is None else _without_recalled(found, recalled))

    read_as_posted(journal, session, after, limit, take)


def read_as_posted(
    journal: Journal, session: SessionId, after: int, limit: int, done: Read
) -> None:
    """As `read_messages`, with what was taken back: for who judges, and shows nothing.

    None has `is_recalled`; the messages that take others back are among them.
    """
    found: list[PublishedMessage] = []

    def read(after_seq: int, count: int) -> None:
        most = min(count, MAX_READ_EVENTS)
        query = ReadEntity(session_entity(session), after_seq, max_events=most)
        journal.query(query, partial(on_record, count))

    def on_record(count: int, record: Answer) -> None:
        if not isinstance(record, EntityRecord):
            done(None)
            return
        messages = _messages_of(session, record)
        if messages is None:
            done(None)
            return
        found.extend(each for each in messages if each.message.number > after)
        is_more = record.events and record.events[-1].seq < record.seq
        if is_more and len(found) < limit:
            read(record.events[-1].seq, 2 * count)
        else:
            done(tuple(found[:limit]))

    read(after, limit + EVENTS_BESIDE)


def _messages_of(
    session: SessionId, record: EntityRecord
) -> list[PublishedMessage] | None:
    """None: an event cannot be read, which must not end the journal's port."""
    messages: list[PublishedMessage] = []
    try:
        for stored in record.events:
            event = SESSION_CODEC.decode_event(stored.body)
            if isinstance(event, Message):
                messages.append(PublishedMessage(session, event, stored.at_ms))
    except msgspec.DecodeError:
        return None
    return messages


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
