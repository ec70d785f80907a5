"""Versions of knowledge in SQL, as they are read. Imports no trio.

A published row is part of the versions from `since` to the one before `until`.
"""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy import Connection, and_, select
from sqlalchemy.sql.expression import Subquery
from sqlalchemy.sql.functions import func

from actors.accounts.acts_table import newest_act
from actors.knowledge.entry import Base, Category, Welcome
from actors.knowledge.fitting import how_many_fit
from actors.knowledge.items import DRAFT_ITEMS
from actors.knowledge.records import (
    DRAFT,
    MAX_EDITION_BYTES,
    MAX_EDITION_ENTRIES,
    NEWEST,
    EditionPage,
    EntriesFound,
    ItemKind,
    Outline,
    ReadEdition,
    ReadVersions,
    VersionCard,
    VersionsFound,
    read_entry,
)
from actors.sql_table import sql_table

KEPT: Final = ("kind", "id", "base", "digest", "body")
"""Of a row of the draft, in what is published."""
PUBLISHED: Final = sql_table("knowledge_published", *KEPT, "since", "until")
VERSIONS: Final = sql_table("knowledge_versions", *VersionCard.__struct_fields__)
OPEN_END: Final = 2**62
"""`until` of what is in force."""
CATEGORIES: Final = msgspec.msgpack.Decoder(Category)
WELCOMES: Final = msgspec.msgpack.Decoder(Welcome)
_OTHERS: Final = tuple(each.value for each in ItemKind if each is not ItemKind.ENTRY)


def newest(connection: Connection) -> int:
    """The version in force; 0 = nothing was published."""
    highest = select(func.coalesce(func.max(VERSIONS.c.version), 0))
    return int(connection.execute(highest).scalar_one())


def _number(connection: Connection, version: int) -> int:
    return newest(connection) if version == NEWEST else version


def _content(version: int, *, is_draft: bool) -> Subquery:
    """What a version, by its number, consists of."""
    if is_draft:
        return select(*(DRAFT_ITEMS.c[name] for name in KEPT)).subquery()
    each = PUBLISHED.c
    lasting = and_(each.since <= version, each.until > version)
    return select(*(each[name] for name in KEPT)).where(lasting).subquery()


def content_of(connection: Connection, version: int) -> Subquery:
    """What a version consists of; what is staged for a later one is of none."""
    number = _number(connection, version)
    if number > newest(connection):
        number = DRAFT
    return _content(number, is_draft=version == DRAFT)


# --- reading


def read_entries(
    connection: Connection, ids: tuple[str, ...], version: int
) -> EntriesFound:
    """These entries of a version, as far as they are there."""
    each = content_of(connection, version).c
    named = and_(each.kind == ItemKind.ENTRY.value, each.id.in_(ids))
    rows = connection.execute(select(each.body).where(named).order_by(each.id))
    entries = tuple(map(read_entry, rows.scalars()))
    return EntriesFound(entries, len(entries))


def read_outline(connection: Connection, version: int) -> Outline:
    """What a version has beside its entries."""
    each = content_of(connection, version).c
    # By name, so that an index has them: with `!=` all entries are read.
    others = select(each.kind, each.body).where(each.kind.in_(_OTHERS))
    categories: list[Category] = []
    welcome = Welcome()
    for kind, body in connection.execute(others.order_by(each.id)):
        if kind == ItemKind.CATEGORY.value:
            categories.append(CATEGORIES.decode(body))
        else:
            welcome = WELCOMES.decode(body)
    counted = (
        select(each.base, func.count())
        .where(each.kind == ItemKind.ENTRY.value)
        .group_by(each.base)
    )
    counts = {base: int(count) for base, count in connection.execute(counted)}
    return Outline(
        _number(connection, version),
        newest(connection),
        tuple(categories),
        welcome,
        counts.get(Base.FAQ.value, 0),
        counts.get(Base.CHITCHAT.value, 0),
        newest_act(connection),
    )


def read_edition(connection: Connection, request: ReadEdition) -> EditionPage:
    """The next entries of a version, encoded as they are kept."""
    each = content_of(connection, request.version).c
    rows = connection.execute(
        select(each.id, each.body)
        .where(each.kind == ItemKind.ENTRY.value, each.id > request.after)
        .order_by(each.id)
        .limit(MAX_EDITION_ENTRIES + 1)
    ).all()
    sizes = [len(row.body) for row in rows[:MAX_EDITION_ENTRIES]]
    shown = rows[: how_many_fit(sizes, MAX_EDITION_BYTES)]
    after = str(shown[-1].id) if len(shown) < len(rows) else ""
    bodies = tuple(bytes(row.body) for row in shown)
    return EditionPage(_number(connection, request.version), bodies, after)


def read_versions(connection: Connection, request: ReadVersions) -> VersionsFound:
    """What is known of versions, newest first."""
    version = VERSIONS.c.version
    wanted = select(VERSIONS).order_by(version.desc()).limit(request.limit)
    if request.before:
        wanted = wanted.where(version < request.before)
    cards = tuple(VersionCard(*row) for row in connection.execute(wanted))
    return VersionsFound(cards, newest(connection))
