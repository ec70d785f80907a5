"""Closes what a visitor has open, in every channel (M12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actors.desk import Desk
from actors.ids import SessionId, VisitorId, visitor_resource
from actors.session.messages import CloseSession
from actors.session.replies import Ended
from actors.session.terms import Role, Sender
from runtime.journal import Answer, Holders, Holdings

CLOSE_SECONDS: Final = 5.0
"""Deadline of a session's answer."""


class Closing:
    """One round; the sessions' ends have reason `admin`, by `by`.

    Args:
        desk: the service.
        visitor: whose.
        by: who wants it.
        operation: id of the act.
        done: called once, with True when nothing that was open then is open any more.
    """

    def __init__(
        self,
        desk: Desk,
        visitor: VisitorId,
        by: str,
        operation: str,
        done: Callable[[bool], None],
    ) -> None:
        self._desk = desk
        self._visitor = visitor
        self._command = CloseSession(Sender(Role.SYSTEM, by), operation)
        self._done = done
        self._awaited = 1
        self._is_done = True

    def start(self) -> None:
        """Looks in each channel, in deleted ones too."""
        for channel in self._desk.rules.channel_ids():
            self._awaited += 1
            query = Holders(visitor_resource(self._visitor, channel))
            self._desk.journal.query(query, self._on_holders)
        self._end(is_done=True)

    def _on_holders(self, answer: Answer) -> None:
        if not isinstance(answer, Holdings):
            self._end(is_done=False)
            return
        for row in answer.rows:
            self._awaited += 1
            session = SessionId(row.holder.partition("/")[2])
            address = self._desk.directory.session(session)
            address.request(self._command, CLOSE_SECONDS, self._on_closed)
        self._end(is_done=True)

    def _on_closed(self, answer: object, error: Exception | None) -> None:
        del error
        self._end(is_done=isinstance(answer, Ended))  # also of one that was closed

    def _end(self, *, is_done: bool) -> None:
        self._is_done = self._is_done and is_done
        self._awaited -= 1
        if not self._awaited:
            self._done(self._is_done)
