"""Rows of entries, categories and welcome cards, all in the same form.

Imports no trio.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import msgspec
from sqlalchemy import Connection

from actors.knowledge.entry import Base, Category, Entry, Welcome, asked_as
from actors.knowledge.records import ItemKind
from actors.sql_table import insert_or, sql_table

WELCOME_ID: Final = "welcome"
"""There is one."""
_DIGEST_BYTES: Final = 16
"""So that no two contents are ever taken for each other."""


class Item(msgspec.Struct, frozen=True):
    """A row of the draft.

    Attributes:
        kind, id: what it is.
        base, category, is_enabled: what is looked for; a card is of no base.
        asked: its question, as it is compared; "" of what is no entry.
        words: what text is looked for in, in one case.
        digest: of what it says; who changed it, and when, apart.
        body: all of it.
    """

    kind: str
    id: str
    base: str
    category: str
    is_enabled: bool
    asked: str
    words: str
    digest: str
    body: bytes

    @classmethod
    def of_entry(cls, entry: Entry) -> Item:
        """An entry's."""
        said = (answer.body for answer in entry.answers)
        words = "\n".join((entry.question, *entry.similar, *said)).replace("\0", "")
        return cls(
            ItemKind.ENTRY.value,
            entry.id,
            entry.base.value,
            entry.category,
            entry.enabled,
            asked_as(entry.question),
            words.casefold(),
            _digest(entry.as_written()),
            msgspec.msgpack.encode(entry),
        )

    @classmethod
    def of_category(cls, category: Category) -> Item:
        """A category's."""
        return cls(
            ItemKind.CATEGORY.value,
            category.id,
            category.base.value,
            category.parent,
            is_enabled=True,
            asked="",
            words=category.name.casefold(),
            digest=_digest(category),
            body=msgspec.msgpack.encode(category),
        )

    @classmethod
    def of_welcome(cls, welcome: Welcome) -> Item:
        """The card's."""
        return cls(
            ItemKind.WELCOME.value,
            WELCOME_ID,
            Base.FAQ.value,
            "",
            welcome.enabled,
            "",
            "",
            _digest(welcome),
            msgspec.msgpack.encode(welcome),
        )


DRAFT_ITEMS: Final = sql_table("knowledge", *Item.__struct_fields__)


def put_items(connection: Connection, items: Iterable[Item]) -> None:
    """There are these rows, in place of those of the same kinds and ids.

    Of several of one id the last stays.
    """
    values = {(each.kind, each.id): msgspec.structs.asdict(each) for each in items}
    if not values:
        return
    put = insert_or(connection, DRAFT_ITEMS)
    new = {
        name: put.excluded[name]
        for name in Item.__struct_fields__
        if name not in ("kind", "id")
    }
    keys = [DRAFT_ITEMS.c.kind, DRAFT_ITEMS.c.id]
    replacing = put.on_conflict_do_update(index_elements=keys, set_=new)
    connection.execute(replacing, list(values.values()))


def _digest(content: Entry | Category | Welcome) -> str:
    body = msgspec.msgpack.encode(content)
    return blake2b(body, digest_size=_DIGEST_BYTES).hexdigest()
