"""Lists the messages that visitors left with a group, from the index alone (V7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from actors.desk import Desk
from actors.ids import SESSION, GroupId, SessionId, left_place
from actors.session.left import Left, decode_left
from runtime.errors import Unavailable
from runtime.index_walk import id_of, walk_index
from runtime.journal import OpenEntities, OpenEntity

MAX_LEFT: Final = 200
"""In one list: more than anybody looks through."""


class LeftMessages(msgspec.Struct, frozen=True):
    """At most `MAX_LEFT`, the oldest first; `count` is of all."""

    rows: tuple[tuple[SessionId, Left], ...]
    count: int


Listed = Callable[[LeftMessages | None, Exception | None], None]
"""Called once: with the list, or an error."""


def list_left(desk: Desk, group: GroupId, done: Listed) -> None:
    """Calls `done` once; costs one indexed reading for every `MAX_INDEX_PAGE`.

    Sessions in which nothing was said are left out: nobody left anything.
    """
    found: list[tuple[SessionId, Left]] = []

    def visit(row: OpenEntity) -> None:
        left = decode_left(row.index.detail)
        if left.messages:
            found.append((SessionId(id_of(row)), left))

    def over(error: Unavailable | None) -> None:
        if error is not None:
            done(None, error)
            return
        found.sort(key=lambda each: each[1].since_ms)
        done(LeftMessages(tuple(found[:MAX_LEFT]), len(found)), None)

    query = OpenEntities(SESSION, place=left_place(group))
    walk_index(desk.journal, query, visit, over)
