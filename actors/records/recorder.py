"""Writes what the projector brings: rows of sessions, and how far they are.

The projector's position is a row of the same transaction: what is recorded is recorded
once, wherever the projector or the process stops. Imports no trio.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, or_, select, text
from sqlalchemy import update as sql_update

from actors.ids import CUSTOMER, SESSION
from actors.records import projection
from actors.records.chunks import in_chunks
from actors.records.customer_book import CustomerBook
from actors.records.keeper import erase
from actors.records.messages import Project, Projected
from actors.records.rows import LegRow, MessageRow, SessionRow, Story
from actors.records.said import RECALLED, is_searched
from actors.records.tables import (
    ANSWERS,
    CUSTOMER_TAGS,
    CUSTOMERS,
    INTENTS,
    LEGS,
    MESSAGES,
    NAMES,
    PROJECTOR,
    SAID,
    SESSIONS,
    TAGS,
    UNANSWERED,
    put,
    put_new,
)
from actors.records.tally import Tally
from actors.session.events import SessionEvent
from actors.session.tag_rule import tags_of
from actors.sql_table import insert_or
from runtime.journal import StoredEvent

_ROW: Final = 1
"""The projector's only one."""
_DECODER: Final[msgspec.msgpack.Decoder[SessionEvent]] = msgspec.msgpack.Decoder(
    SessionEvent
)


def position_of(connection: Connection) -> int:
    """Of the last event that is recorded; 0: none is."""
    found = connection.execute(select(PROJECTOR.c.position)).scalar_one_or_none()
    return 0 if found is None else int(found)


def _set_position(connection: Connection, position: int) -> None:
    done = connection.execute(sql_update(PROJECTOR).values(position=position))
    if not done.rowcount:
        connection.execute(PROJECTOR.insert().values(id=_ROW, position=position))


def project(connection: Connection, request: Project, tally: Tally) -> Projected:
    """Records events, if they follow what is recorded; else it says where that is.

    A tally that stands there follows. Should the transaction fail after all, it stands
    where nothing is, which whoever reads it next will see.
    """
    position = position_of(connection)
    if position != request.after or not request.rows:
        return Projected(position)
    customers = CustomerBook(connection)
    stories = _Stories(connection, customers)
    named = [(row.entity.partition("/"), row.event) for row in request.rows]
    stories.load({name for (kind, _, name), _ in named if kind == SESSION})
    change = tally.change_after(position)
    if change is not None:
        change.take_off(stories)
    takers = {SESSION: stories.take, CUSTOMER: customers.take}
    unreadable = sum(
        not takers[kind](name, event)
        for (kind, _, name), event in named
        if kind in takers
    )
    stories.write()
    customers.write()
    position = request.rows[-1].event.position
    _set_position(connection, position)
    if change is not None:
        change.put_on(stories)
        tally.follow(change, position)
    return Projected(position, unreadable)


class _Stories:
    """The sessions that a batch of events is about."""

    def __init__(self, connection: Connection, customers: CustomerBook) -> None:
        self._connection = connection
        self._customers = customers
        self._stories: dict[str, Story] = {}

    def __iter__(self) -> Iterator[Story]:
        return iter(self._stories.values())

    def load(self, sessions: set[str]) -> None:
        """Reads what is there of these sessions, and is needed to go on."""
        for names in in_chunks(sorted(sessions)):
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

    def take(self, session: str, event: StoredEvent) -> bool:
        """Records one event; False: nobody can read it."""
        try:
            happened = _DECODER.decode(event.body)
        except msgspec.DecodeError:
            return False
        story = self._stories.get(session)
        if story is None:
            story = projection.begin(event.position, session, event.at_ms)
            self._stories[session] = story
        projection.record(story, happened, event.at_ms)
        self._customers.hear(story.row.visitor, happened, event)
        return True

    def write(self) -> None:
        """Writes what has changed."""
        connection, stories = self._connection, self._stories.values()
        put(connection, SESSIONS, ("number",), [story.row for story in stories])
        legs = [story.legs[each] for story in stories for each in sorted(story.changed)]
        put(connection, LEGS, ("number", "leg"), legs)
        write_tags(connection, [story.row for story in stories if story.is_tagged])
        write_intents(connection, stories)
        said = [row for story in stories for row in story.said]
        write_messages(connection, said)
        unanswered = [row for story in stories for row in story.unanswered]
        put(connection, UNANSWERED, ("id",), unanswered)
        answers = [row for story in stories for row in story.answers.values()]
        put(connection, ANSWERS, ("id",), answers)
        gone = [key for story in stories for key in story.recalled]
        _take_out(connection, gone)
        erase(connection, stories)


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


def write_intents(connection: Connection, stories: Iterable[Story]) -> None:
    """A session counts for each intent once, by the name that it had last."""
    rows = [
        {"intent": intent, "number": story.row.number, "name": name}
        for story in stories
        for intent, name in story.meant.items()
    ]
    if rows:
        added = insert_or(connection, INTENTS)
        named = {"name": added.excluded["name"]}
        keys = ["intent", "number"]
        connection.execute(
            added.on_conflict_do_update(index_elements=keys, set_=named), rows
        )


def write_messages(connection: Connection, said: Sequence[MessageRow]) -> None:
    """Writes messages that are new, and makes what people said findable."""
    put_new(connection, MESSAGES, said)
    SAID.put(connection, [(row.id, row.text) for row in said if is_searched(row.role)])


def _take_out(connection: Connection, keys: Sequence[int]) -> None:
    """Of what was taken back nothing is left but that something was said."""
    for some in in_chunks(keys):
        found = select(MESSAGES.c.id, MESSAGES.c.text, MESSAGES.c.role).where(
            and_(MESSAGES.c.id.in_(some), MESSAGES.c.kind != RECALLED)
        )
        gone = [
            (row.id, row.text)
            for row in connection.execute(found)
            if is_searched(row.role)
        ]
        SAID.drop(connection, gone)
        connection.execute(
            sql_update(MESSAGES)
            .where(MESSAGES.c.id.in_(some))
            .values(text="", kind=RECALLED)
        )


def forget(connection: Connection) -> Projected:
    """All rows of these tables are thrown away at once, however many there are."""
    is_file = connection.dialect.name == "sqlite"
    said = (MESSAGES, UNANSWERED, ANSWERS)
    marks = (TAGS, INTENTS, CUSTOMER_TAGS)
    for each in (SESSIONS, LEGS, *said, CUSTOMERS, *marks):
        connection.execute(delete(each) if is_file else text(f"TRUNCATE {each.name}"))
    for index in (SAID, NAMES):
        index.empty(connection)
    _set_position(connection, 0)
    return Projected(0)
