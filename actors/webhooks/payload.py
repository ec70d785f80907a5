"""PURE: the form of what webhooks tell: JSON, versioned, without secrets (M11).

Fields are only ever added; `version` grows when one changes its meaning or goes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.session.events import (
    Annotated,
    MessagePosted,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOpened,
    SessionQueued,
    Spoken,
    StageEntered,
)
from actors.session.reading import owner_of
from actors.session.state import SessionState
from actors.session.terms import VISITOR_ROOM, Note, SessionPhase
from actors.webhooks.kinds import EventKind
from runtime.journal import OutboxRow

VERSION: Final = 1
_SECOND_MS: Final = 1_000


class Named(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody or something by id.

    Attributes:
        id: stable.
        name: as it was then; left out when it is not known.
    """

    id: str
    name: str = ""


class Said(msgspec.Struct, frozen=True):
    """A message of the visitor's room.

    Attributes:
        number: 1, 2, 3 … within the session, without gaps.
        role: `visitor`, `agent`, `robot` or `system`.
        sender: who; empty: the service.
        body: the content as clients have it: `kind`, and what belongs to it.
        timestamp: when, as that of the request.
    """

    number: int
    role: str
    sender: Named
    body: msgspec.Raw
    timestamp: str


class Noted(msgspec.Struct, frozen=True):
    """What was noted on a session.

    Attributes:
        kind: `rating`, `tag`, `remark`, `follow_up` or `outcome`.
        value: as it was noted; it replaces an earlier one of its kind.
        by: id of who noted it.
    """

    kind: str
    value: str
    by: str


class Copied(msgspec.Struct, frozen=True):
    """What was said to the visitor and by him, when an agent had it copied.

    Attributes:
        by: who.
        note: his, for who reads it.
        number: of the last message then.
        left_out: messages before the first of these, for which there was no room.
        messages: oldest first, but for what was taken back since; `body` of one that
            asked, or answered that, has `kind` and `text` alone.
    """

    by: Named
    note: str
    number: int
    left_out: int
    messages: tuple[Said, ...]


class SessionData(msgspec.Struct, frozen=True, omit_defaults=True):
    """A session after what happened; what does not apply is left out.

    Attributes:
        session: its id; ids sort by time.
        channel: where it came from; empty, as the visitor's id, of a session that could
            not be read any more (cause `quarantine`).
        visitor: who came.
        state: where it stands: `queued`, `serving` …
        group: the skill group of its line, or of who serves.
        agent: who serves, or served last.
        previous_agent: who served before (`session.transferred`).
        way: `auto`, `accepted` or `hand` (`session.assigned`, `session.transferred`).
        reason: `client`, `seat`, `admin` or `timer` (`session.closed`).
        cause: what exactly closed or queued it.
        message: what was said (`session.message`).
        note: what was noted (`session.rated`, `session.annotated`).
        copy: what was said until then (`session.copied`).
    """

    session: str
    channel: str
    visitor: Named
    state: str
    group: Named | None = None
    agent: Named | None = None
    previous_agent: Named | None = None
    way: str = ""
    reason: str = ""
    cause: str = ""
    message: Said | None = None
    note: Noted | None = None
    copy: Copied | None = None


class Told(msgspec.Struct, frozen=True):
    """The body of a request.

    Attributes:
        type: what happened.
        version: of this form.
        timestamp: when, in UTC, to the millisecond.
        data: to which session.
    """

    type: str
    version: int
    timestamp: str
    data: SessionData


def outbox_rows(
    session: str,
    before: SessionState,
    after: SessionState,
    events: tuple[SessionEvent, ...],
    at_ms: int,
    wanted: frozenset[EventKind],
) -> tuple[OutboxRow, ...]:
    """What is to be told of a transition; the topic is the kind.

    Args:
        session: its id.
        before: the state before them.
        after: the state after them.
        events: that lead from one to the other.
        at_ms: wall time of the commit.
        wanted: kinds that somebody wants.
    """
    rows: list[OutboxRow] = []
    for event in events:
        kinds = [kind for kind in _kinds(event, before) if kind in wanted]
        if not kinds:
            continue
        data = _data(session, before, after, event, at_ms)
        for kind in kinds:
            told = Told(kind.value, VERSION, timestamp(at_ms), data)
            rows.append(OutboxRow(kind.value, msgspec.json.encode(told)))
    return tuple(rows)


def closed_unread(
    session: str, closed: SessionClosed, at_ms: int, wanted: frozenset[EventKind]
) -> tuple[OutboxRow, ...]:
    """The same of a session that is closed without being read: nobody knows whose."""
    kind = EventKind.CLOSED
    if kind not in wanted:
        return ()
    data = SessionData(
        session,
        "",
        Named(""),
        SessionPhase.CLOSED.value,
        reason=closed.reason.value,
        cause=closed.cause.value,
    )
    told = Told(kind.value, VERSION, timestamp(at_ms), data)
    return (OutboxRow(kind.value, msgspec.json.encode(told)),)


def timestamp(at_ms: int) -> str:
    """Wall time as RFC 3339 has it."""
    whole = datetime.fromtimestamp(at_ms // _SECOND_MS, UTC)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{at_ms % _SECOND_MS:03}Z"


def _kinds(event: SessionEvent, before: SessionState) -> tuple[EventKind, ...]:
    match event:
        case MessagePosted(room=room):
            # Side rooms are not the visitor's: what is said there is told nobody.
            return (EventKind.MESSAGE,) if room == VISITOR_ROOM else ()
        case SessionOpened(stage=stage):
            is_queued = stage is SessionPhase.QUEUED
            more = (EventKind.QUEUED,) if is_queued else ()
            return (EventKind.OPENED, *more)
        case SessionQueued():
            return (EventKind.QUEUED,)
        case SessionAssigned():
            is_new = not owner_of(before)
            return (EventKind.ASSIGNED if is_new else EventKind.TRANSFERRED,)
        case SessionClosed():
            return (EventKind.CLOSED,)
        case StageEntered(SessionPhase.MESSAGE_LEFT):
            return (EventKind.MESSAGE_LEFT,)
        case Annotated(note=note):
            is_rating = note is Note.RATING
            return (EventKind.RATED if is_rating else EventKind.ANNOTATED,)
        case _:
            return ()


def data_of(session: str, state: SessionState) -> SessionData:
    """A session as it is."""
    return SessionData(
        session,
        state.channel,
        Named(state.visitor, state.nickname),
        state.phase.value,
        Named(state.group, state.group_name) if state.group else None,
        Named(state.agent, state.agent_name) if state.agent else None,
    )


def said_of(message: Spoken, body: msgspec.Raw, at_ms: int) -> Said:
    """A message, its content given, that was said at that wall time."""
    sender = Named(message.sender, message.name)
    when = timestamp(at_ms)
    return Said(message.number, message.role.value, sender, body, when)


def plain(body: bytes) -> msgspec.Raw:
    """A stored content as JSON."""
    return msgspec.Raw(msgspec.json.encode(msgspec.msgpack.decode(body)))


def _data(
    session: str,
    before: SessionState,
    after: SessionState,
    event: SessionEvent,
    at_ms: int,
) -> SessionData:
    data = data_of(session, after)
    match event:
        case MessagePosted(body=body):
            return replace(data, message=said_of(event, plain(body), at_ms))
        case SessionAssigned(way=way):
            owner = owner_of(before)
            previous = Named(owner, before.agent_name) if owner else None
            return replace(data, way=way.value, previous_agent=previous)
        case SessionClosed(reason, _, cause):
            return replace(data, reason=reason.value, cause=cause.value)
        case SessionQueued(cause=cause):
            return replace(data, cause=cause.value)
        case Annotated(note, value, by):
            return replace(data, note=Noted(note.value, value, by))
        case _:
            return data
