"""Lists what an agent has still to follow up, from the journal's index alone (S8).

Of ended sessions: what is open is on his board. What he noted comes first that is due
first; what has no time comes after, the oldest first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from actors.desk import Desk
from actors.ids import SESSION, AgentId, SessionId, follow_up_place
from actors.session.followed import Followed, decode_followed
from runtime.errors import Unavailable
from runtime.index_walk import id_of, walk_index
from runtime.journal import OpenEntities, OpenEntity

MAX_FOLLOW_UPS: Final = 200
"""In one list: more than anybody looks through."""


class FollowUpList(msgspec.Struct, frozen=True):
    """At most `MAX_FOLLOW_UPS`, the most urgent first; `count` is of all."""

    rows: tuple[tuple[SessionId, Followed], ...]
    count: int


Listed = Callable[[FollowUpList | None, Exception | None], None]
"""Called once: with the list, or an error."""


def list_follow_ups(desk: Desk, agent: AgentId, done: Listed) -> None:
    """Calls `done` once; costs one indexed reading for every `MAX_INDEX_PAGE`."""
    found: list[tuple[SessionId, Followed]] = []

    def visit(row: OpenEntity) -> None:
        found.append((SessionId(id_of(row)), decode_followed(row.index.detail)))

    def over(error: Unavailable | None) -> None:
        if error is not None:
            done(None, error)
            return
        found.sort(key=_urgency)
        done(FollowUpList(tuple(found[:MAX_FOLLOW_UPS]), len(found)), None)

    query = OpenEntities(SESSION, place=follow_up_place(agent))
    walk_index(desk.journal, query, visit, over)


def _urgency(row: tuple[SessionId, Followed]) -> tuple[bool, int, int]:
    due_ms, since_ms = row[1].due_ms, row[1].since_ms
    return not due_ms, due_ms, since_ms
