"""The records of sessions in SQL: how the projector's rows are read and written.

Every request is one transaction, and the projector's position is a row of it: what is
recorded is recorded once, wherever the projector or the process stops. Imports no trio.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, and_, bindparam, delete, or_, select, text
from sqlalchemy import update as sql_update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.sql.expression import TableClause

from actors.ids import SESSION
from actors.records import projection
from actors.records.lookup import find_sessions, sample_sessions, show_session
from actors.records.messages import (
    FindSessions,
    ForgetRecords,
    GetPosition,
    LookUpFault,
    LookUpRefused,
    MakeReport,
    Project,
    Projected,
    SampleSessions,
    ServiceRecordsAnswer,
    ServiceRecordsRequest,
    ShowSession,
)
from actors.records.projection import tags_of
from actors.records.report import make_report
from actors.records.rows import LegRow, MessageRow, SessionRow, Story
from actors.records.said import RECALLED, is_searched
from actors.records.tables import (
    GRAMS,
    LEGS,
    MESSAGES,
    PROJECTOR,
    SESSIONS,
    TAGS,
    drop_grams,
    put,
    put_grams,
    put_new,
)
from actors.session.events import SessionEvent
from runtime.errors import StoreBroken
from runtime.journal import FollowedEvent

NAMES_AT_ONCE: Final = 500
"""Sessions in one statement: SQLite takes 999 values in the oldest that we run on."""
_ROW: Final = 1
"""The projector's only one."""
_DECODER: Final[msgspec.msgpack.Decoder[SessionEvent]] = msgspec.msgpack.Decoder(
    SessionEvent
)

T = TypeVar("T")


class RecordStore:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, request: ServiceRecordsRequest) -> ServiceRecordsAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        try:
            with self._engine.begin() as connection:
                return _answer(connection, request)
        except DBAPIError as error:
            if error.connection_invalidated:
                raise StoreBroken(f"the database fails: {error.orig}") from error
            if isinstance(error, OperationalError):
                return LookUpRefused(LookUpFault.FAILED, str(error.orig))
            raise


def _answer(
    connection: Connection, request: ServiceRecordsRequest
) -> ServiceRecordsAnswer:
    match request:
        case GetPosition():
            return Projected(_position(connection))
        case Project():
            return _project(connection, request)
        case ForgetRecords():
            return _forget(connection)
        case FindSessions():
            return find_sessions(connection, request)
        case SampleSessions():
            return sample_sessions(connection, request)
        case ShowSession():
            return show_session(connection, request)
        case MakeReport():
            return make_report(connection, request)


# --- the projector


def _position(connection: Connection) -> int:
    found = connection.execute(select(PROJECTOR.c.position)).scalar_one_or_none()
    return 0 if found is None else int(found)


def _set_position(connection: Connection, position: int) -> None:
    done = connection.execute(sql_update(PROJECTOR).values(position=position))
    if not done.rowcount:
        connection.execute(PROJECTOR.insert().values(id=_ROW, position=position))


def _project(connection: Connection, request: Project) -> Projected:
    position = _position(connection)
    if position != request.after or not request.rows:
        return Projected(position)
    stories = _Stories(connection)
    of_sessions = [row for row in request.rows if row.entity.startswith(_PREFIX)]
    stories.load({row.entity[len(_PREFIX) :] for row in of_sessions})
    unreadable = sum(not stories.take(row) for row in of_sessions)
    stories.write()
    position = request.rows[-1].event.position
    _set_position(connection, position)
    return Projected(position, unreadable)


_PREFIX: Final = f"{SESSION}/"


class _Stories:
    """The sessions that a batch of events is about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stories: dict[str, Story] = {}

    def load(self, sessions: set[str]) -> None:
        """Reads what is there of these sessions, and is needed to go on."""
        for names in chunks(sorted(sessions), NAMES_AT_ONCE):
            found = select(SESSIONS).where(SESSIONS.c.session.in_(names))
            by_number = {
                row[0]: Story(SessionRow(*row))
                for row in self._connection.execute(found)
            }
            self._stories.update(
                (story.row.session, story) for story in by_number.values()
            )
            for leg in self._legs(list(by_number)):
                by_number[leg.number].legs[leg.leg] = leg

    def _legs(self, numbers: list[int]) -> Iterator[LegRow]:
        """Those that go on, and the last that served: notes are still made on it."""
        legs, sessions = LEGS.c, SESSIONS.c
        wanted = (
            select(LEGS)
            .join(SESSIONS, sessions.number == legs.number)
            .where(legs.number.in_(numbers))
            .where(or_(legs.ended_ms.is_(None), legs.leg == sessions.served))
        )
        return (LegRow(*row) for row in self._connection.execute(wanted))

    def take(self, row: FollowedEvent) -> bool:
        """Records one event; False: nobody can read it."""
        session, event = row.entity[len(_PREFIX) :], row.event
        try:
            happened = _DECODER.decode(event.body)
        except msgspec.DecodeError:
            return False
        story = self._stories.get(session)
        if story is None:
            story = projection.begin(event.position, session, event.at_ms)
            self._stories[session] = story
        projection.record(story, happened, event.at_ms)
        return True

    def write(self) -> None:
        """Writes what has changed."""
        connection, stories = self._connection, self._stories.values()
        put(connection, SESSIONS, ("number",), [story.row for story in stories])
        legs = [story.legs[each] for story in stories for each in sorted(story.changed)]
        put(connection, LEGS, ("number", "leg"), legs)
        write_tags(connection, [story.row for story in stories if story.is_tagged])
        said = [row for story in stories for row in story.said]
        write_messages(connection, said)
        gone = [key for story in stories for key in story.recalled]
        _take_out(connection, gone)


def write_tags(connection: Connection, rows: Sequence[SessionRow]) -> None:
    """Makes the tags of these sessions findable, and no others of theirs."""
    if not rows:
        return
    gone = delete(TAGS).where(TAGS.c.number == bindparam("session"))
    connection.execute(gone, [{"session": row.number} for row in rows])
    tagged = [
        {"tag": tag, "number": row.number} for row in rows for tag in tags_of(row.tags)
    ]
    if tagged:
        connection.execute(TAGS.insert(), tagged)


def write_messages(connection: Connection, said: Sequence[MessageRow]) -> None:
    """Writes messages that are new, and makes what people said findable."""
    put_new(connection, MESSAGES, said)
    put_grams(connection, [(row.id, row.text) for row in said if is_searched(row.role)])


def _take_out(connection: Connection, keys: Sequence[int]) -> None:
    """Of what was taken back nothing is left but that something was said."""
    for some in chunks(keys, NAMES_AT_ONCE):
        found = select(MESSAGES.c.id, MESSAGES.c.text, MESSAGES.c.role).where(
            and_(MESSAGES.c.id.in_(some), MESSAGES.c.kind != RECALLED)
        )
        gone = [
            (row.id, row.text)
            for row in connection.execute(found)
            if is_searched(row.role)
        ]
        drop_grams(connection, gone)
        connection.execute(
            sql_update(MESSAGES)
            .where(MESSAGES.c.id.in_(some))
            .values(text="", kind=RECALLED)
        )


def _forget(connection: Connection) -> Projected:
    """All rows of these tables are thrown away at once, however many there are."""
    is_file = connection.dialect.name == "sqlite"
    emptied: tuple[TableClause, ...] = (SESSIONS, LEGS, MESSAGES, TAGS)
    for each in emptied if is_file else (*emptied, GRAMS):
        connection.execute(delete(each) if is_file else text(f"TRUNCATE {each.name}"))
    if is_file:
        everything = "INSERT INTO gram_records (gram_records) VALUES ('delete-all')"
        connection.execute(text(everything))
    _set_position(connection, 0)
    return Projected(0)


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of so many of the values."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
