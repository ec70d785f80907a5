"""Opens, or finds, the one open session of a visitor in a channel (S2).

The claim on (visitor, channel) decides: whoever comes second is given the first one's
session, whatever raced with what.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from actors.assignment.messages import GetQueue
from actors.desk import Desk
from actors.ids import (
    GroupId,
    VisitorId,
    new_session_id,
    visitor_resource,
)
from actors.refusal import Refused
from actors.session.messages import Opened, OpenSession
from runtime.errors import Unavailable
from runtime.journal import Answer, Holders, Holdings

OPEN_SECONDS = 5.0
"""Deadline of each of the two steps."""

Answered = Callable[[Opened | Refused | None, Exception | None], None]


class Reception:
    """The way in; holds no state.

    Args:
        desk: the service.
        random: source of session ids.
        now_ms: wall time.
    """

    def __init__(self, desk: Desk, random: Random, now_ms: Callable[[], int]) -> None:
        self._desk = desk
        self._random = random
        self._now_ms = now_ms

    def open(  # noqa: C901 - four small steps, one after the other
        self,
        visitor: VisitorId,
        nickname: str,
        channel: str,
        group: str,
        done: Answered,
    ) -> None:
        """Calls `done` once, with the session, a refusal, or an error."""

        def on_holders(answer: Answer) -> None:
            if not isinstance(answer, Holdings):
                done(None, Unavailable("the store is away"))
            elif answer.rows:
                done(Opened(answer.rows[0].holder.partition("/")[2]), None)
            else:
                check_group()

        def check_group() -> None:
            address = self._desk.directory.group(GroupId(group))
            address.request(GetQueue(), OPEN_SECONDS, on_group)

        def on_group(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Refused) or error is not None:
                done(answer if isinstance(answer, Refused) else None, error)
                return
            session = new_session_id(self._now_ms(), self._random)
            command = OpenSession(visitor, nickname, channel, GroupId(group))
            address = self._desk.directory.session(session)
            address.request(command, OPEN_SECONDS, on_opened)

        def on_opened(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Opened | Refused):
                done(answer, None)
            else:
                done(None, error)

        query = Holders(visitor_resource(visitor, channel))
        self._desk.journal.query(query, on_holders)
