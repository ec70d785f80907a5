"""News, and who has read them, in SQL. Imports no trio.

A reader has one mark per entry: the newest version in which he has read it. A mark
without an entry counts for all that came up to its version.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.expression import ColumnElement, Select
from sqlalchemy.sql.functions import func

from actors.knowledge.editions import (
    OPEN_END,
    PUBLISHED,
    VERSIONS,
    newest,
)
from actors.knowledge.news import (
    MAX_READERS,
    MAX_UNREAD,
    FindReaders,
    Marked,
    MarkRead,
    NewsAnswer,
    NewsFound,
    NewsItem,
    NewsRequest,
    ReadersFound,
    ReadNews,
    read_cursor,
    written_cursor,
)
from actors.knowledge.records import (
    ItemKind,
    KnowledgeRefused,
    KnowledgeRule,
    read_entry,
)
from actors.sql_table import insert_or, sql_table

_MARKS: Final = sql_table("knowledge_marks", "reader", "entry", "since", "at_ms")
_ALL: Final = ""
"""In place of an entry."""


def answer_news(
    connection: Connection, request: NewsRequest
) -> NewsAnswer | KnowledgeRefused:
    """Does a request within a transaction."""
    match request:
        case ReadNews():
            return _read(connection, request)
        case MarkRead():
            return _mark(connection, request)
        case FindReaders(entry):
            return _readers(connection, entry)


def _read(connection: Connection, read: ReadNews) -> NewsFound:
    whole, one = _marks(connection, read.reader), _MARKS.alias()
    is_his = and_(one.c.reader == read.reader, one.c.entry == PUBLISHED.c.id)
    is_unread = and_(
        PUBLISHED.c.since > whole[0],
        or_(one.c.since.is_(None), one.c.since < PUBLISHED.c.since),
    )
    each = PUBLISHED.c
    news = (
        select(each.since, each.id, each.body, VERSIONS.c.at_ms, VERSIONS.c.by)
        .add_columns(one.c.since, one.c.at_ms)
        .select_from(
            PUBLISHED.join(VERSIONS, VERSIONS.c.version == each.since).outerjoin(
                one, is_his
            )
        )
        .where(_in_force(connection))
    )
    page = news.where(_behind(read.after))
    if read.unread:
        page = page.where(is_unread)
    ordered = page.order_by(each.since.desc(), each.id).limit(read.limit + 1)
    rows = connection.execute(ordered).all()
    items = []
    for since, id_, body, at_ms, by, seen, seen_ms in rows[: read.limit]:
        entry = read_entry(body)
        read_ms = seen_ms if seen is not None and seen >= since else 0
        read_ms = read_ms or (whole[1] if whole[0] >= since else 0)
        is_change = _was_there(connection, id_, since)
        item = NewsItem(
            id_, entry.base, entry.question, since, at_ms, by, is_change, read_ms
        )
        items.append(item)
    cursor = written_cursor(items[-1]) if len(rows) > len(items) else ""
    unread = _count(connection, news.where(is_unread).limit(MAX_UNREAD))
    return NewsFound(newest(connection), tuple(items), unread, cursor)


def _in_force(connection: Connection) -> ColumnElement[bool]:
    """Entries that are news; those that a publication on its way ends still are."""
    each, number = PUBLISHED.c, newest(connection)
    ending = select(each.until).where(each.until == number + 1).limit(1)
    is_on_its_way = connection.execute(ending).first() is not None
    # With one end the index has them in their order.
    ends = (OPEN_END, number + 1) if is_on_its_way else (OPEN_END,)
    return and_(
        each.kind == ItemKind.ENTRY.value, each.until.in_(ends), each.since <= number
    )


def _marks(connection: Connection, reader: str) -> tuple[int, int]:
    """The version up to which he has read all, and when he said so."""
    each = _MARKS.c
    wanted = select(each.since, each.at_ms).where(
        each.reader == reader, each.entry == _ALL
    )
    row = connection.execute(wanted).one_or_none()
    return (0, 0) if row is None else (row[0], row[1])


def _behind(after: str) -> ColumnElement[bool]:
    version, entry = read_cursor(after)
    each = PUBLISHED.c
    if not version:
        return each.since > 0
    return or_(each.since < version, and_(each.since == version, each.id > entry))


def _was_there(connection: Connection, entry: str, since: int) -> bool:
    each = PUBLISHED.c
    before = select(each.since).where(
        each.kind == ItemKind.ENTRY.value, each.id == entry, each.until == since
    )
    return connection.execute(before.limit(1)).first() is not None


def _count(connection: Connection, wanted: Select[tuple[object, ...]]) -> int:
    counted = select(func.count()).select_from(wanted.subquery())
    return int(connection.execute(counted).scalar_one())


def _mark(connection: Connection, mark: MarkRead) -> Marked:
    version = min(mark.version, newest(connection))
    for entry in mark.entries or (_ALL,):
        put = insert_or(connection, _MARKS).values(
            reader=mark.reader, entry=entry, since=version, at_ms=mark.at_ms
        )
        connection.execute(
            put.on_conflict_do_update(
                index_elements=[_MARKS.c.reader, _MARKS.c.entry],
                set_={"since": put.excluded.since, "at_ms": put.excluded.at_ms},
                where=_MARKS.c.since < put.excluded.since,
            )
        )
    return Marked()


def _readers(connection: Connection, entry: str) -> ReadersFound | KnowledgeRefused:
    in_force = select(PUBLISHED.c.since).where(
        _in_force(connection), PUBLISHED.c.id == entry
    )
    since = connection.execute(in_force).scalar_one_or_none()
    if since is None:
        text = f"the version in force has no entry {entry!r}"
        return KnowledgeRefused(KnowledgeRule.NO_SUCH_ENTRY, text, entry)
    each = _MARKS.c
    first = func.min(each.at_ms)
    readers = (
        select(each.reader, first)
        .where(each.entry.in_((entry, _ALL)), each.since >= since)
        .group_by(each.reader)
        .order_by(first, each.reader)
        .limit(MAX_READERS)
    )
    return ReadersFound(tuple((who, at) for who, at in connection.execute(readers)))
