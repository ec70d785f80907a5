"""Erases and drops rows of the records. Imports no trio."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy import update as sql_update

from actors.customers.row import CustomerRow, names_of
from actors.records.chunks import in_chunks
from actors.records.keeping import (
    CountEnded,
    DropCustomer,
    Dropped,
    DropSessions,
    Ended,
    EndedCounted,
    EndedFound,
    FindEnded,
    Kept,
)
from actors.records.rows import MESSAGE_BITS, Erasure, Story, message_key
from actors.records.said import ERASED, RECALLED, is_searched
from actors.records.tables import (
    ANSWERS,
    CUSTOMER_TAGS,
    CUSTOMERS,
    INTENTS,
    LEGS,
    MESSAGES,
    NAMES,
    SAID,
    SESSIONS,
    TAGS,
    UNANSWERED,
)
from actors.session.erased import ERASED_VISITOR
from actors.session.terms import Role

_WITH_FILES: Final = ("image", "file", "voice", "video")
"""Kinds of messages that carry an attachment."""


def erase(connection: Connection, stories: Iterable[Story]) -> None:
    """Of what was said in these sessions nothing is left but that it was.

    Also when its events were read without it: then the same is left.
    """
    erased = [story for story in stories if story.erased]
    if not erased:
        return
    _overwrite_what_is_deleted(connection)
    for story in erased:
        mine = _of_session(MESSAGES.c.id, story.row.number)
        if Erasure.TEXTS in story.erased:
            _unsay(connection, mine)
            gone = sql_update(MESSAGES).where(mine, MESSAGES.c.kind != RECALLED)
            connection.execute(gone.values(text="", kind=ERASED))
        if Erasure.PERSON in story.erased:
            his = and_(mine, MESSAGES.c.role == Role.VISITOR.value)
            nobody = {"sender": ERASED_VISITOR, "name": ""}
            connection.execute(sql_update(MESSAGES).where(his).values(**nobody))


def find_ended(connection: Connection, request: FindEnded) -> EndedFound:
    """One page of them."""
    each = SESSIONS.c
    behind = or_(
        each.closed_ms > request.after_ms,
        and_(each.closed_ms == request.after_ms, each.number > request.after),
    )
    wanted = (
        select(each.number, each.session, each.visitor, each.closed_ms)
        .where(_has_still(request.kept, request.until_ms), behind)
        .order_by(each.closed_ms, each.number)
        .limit(request.limit)
    )
    return EndedFound(tuple(Ended(*row) for row in connection.execute(wanted)))


def count_ended(connection: Connection, request: CountEnded) -> EndedCounted:
    """All of them."""
    counted = select(func.count()).select_from(SESSIONS)
    where = _has_still(request.kept, request.until_ms)
    return EndedCounted(int(connection.execute(counted.where(where)).scalar_one()))


def _has_still(kept: Kept, until_ms: int) -> ColumnElement[bool]:
    each = SESSIONS.c
    ended = and_(each.closed_ms.is_not(None), each.closed_ms < until_ms)
    if kept is Kept.SESSIONS:
        return ended
    flag = Erasure[kept.name].value
    still = and_(ended, each.erasure.bitwise_and(flag) == 0)
    if kept is Kept.TEXTS:
        return still
    carries = exists().where(
        MESSAGES.c.id >= each.number.bitwise_lshift(MESSAGE_BITS),
        MESSAGES.c.id < (each.number + 1).bitwise_lshift(MESSAGE_BITS),
        MESSAGES.c.kind.in_(_WITH_FILES),
    )
    return and_(still, carries)


def drop_sessions(connection: Connection, request: DropSessions) -> Dropped:
    """All of their rows; of their customers they count no more."""
    _overwrite_what_is_deleted(connection)
    for numbers in in_chunks(request.numbers):
        for number in numbers:
            _unsay(connection, _of_session(MESSAGES.c.id, number))
            for each in (MESSAGES, UNANSWERED, ANSWERS):
                connection.execute(delete(each).where(_of_session(each.c.id, number)))
        owned = select(SESSIONS.c.visitor).where(SESSIONS.c.number.in_(numbers))
        visitors = sorted(set(connection.execute(owned).scalars()))
        for each in (SESSIONS, LEGS, TAGS, INTENTS):
            connection.execute(delete(each).where(each.c.number.in_(numbers)))
        _count_anew(connection, visitors)
    return Dropped()


def drop_customer(connection: Connection, request: DropCustomer) -> Dropped:
    """What is written down of him, and what he was called."""
    _overwrite_what_is_deleted(connection)
    found = select(CUSTOMERS).where(CUSTOMERS.c.visitor == request.visitor)
    for row in connection.execute(found).all():
        customer = CustomerRow(*row)
        NAMES.drop(connection, [(customer.number, names_of(customer))])
        for each in (CUSTOMER_TAGS, CUSTOMERS):
            gone = delete(each).where(each.c.number == customer.number)
            connection.execute(gone)
    return Dropped()


def _count_anew(connection: Connection, visitors: Sequence[str]) -> None:
    each = CUSTOMERS.c
    left = select(func.count()).where(SESSIONS.c.visitor == each.visitor)
    counted = sql_update(CUSTOMERS).where(each.visitor.in_(visitors))
    connection.execute(counted.values(sessions=left.scalar_subquery()))


def _unsay(connection: Connection, where: ColumnElement[bool]) -> None:
    """Makes what was said there findable no more."""
    found = select(MESSAGES.c.id, MESSAGES.c.text, MESSAGES.c.role).where(where)
    rows = connection.execute(found).all()
    SAID.drop(connection, [(row.id, row.text) for row in rows if is_searched(row.role)])


def _of_session(key: ColumnElement[int], number: int) -> ColumnElement[bool]:
    return and_(key >= message_key(number, 0), key < message_key(number + 1, 0))


def _overwrite_what_is_deleted(connection: Connection) -> None:
    """From the first erasure on: else its words stand in free pages of a file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
