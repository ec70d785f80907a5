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
from runtime.journal import MAX_INDEX_PAGE, Answer, OpenEntities, Page

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

    def read(after: str) -> None:
        place = follow_up_place(agent)
        desk.journal.query(OpenEntities(SESSION, after, place), on_page)

    def on_page(answer: Answer) -> None:
        if not isinstance(answer, Page):
            done(None, Unavailable("the store is away"))
            return
        for row in answer.rows:
            session = SessionId(row.entity.partition("/")[2])
            found.append((session, decode_followed(row.index.detail)))
        if len(answer.rows) == MAX_INDEX_PAGE:
            read(answer.rows[-1].entity)
        else:
            found.sort(key=_urgency)
            done(FollowUpList(tuple(found[:MAX_FOLLOW_UPS]), len(found)), None)

    read("")


def _urgency(row: tuple[SessionId, Followed]) -> tuple[bool, int, int]:
    due_ms, since_ms = row[1].due_ms, row[1].since_ms
    return not due_ms, due_ms, since_ms
