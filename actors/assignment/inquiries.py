"""The part of the group's shell that asks whoever owes it a word of a reservation."""

from __future__ import annotations

from typing import Final

from actors.agent.messages import CallForAgents
from actors.assignment.core import Line
from actors.assignment.messages import GroupCommand, ReservationsDue
from actors.assignment.overdue import Overdue
from actors.desk import Desk
from actors.ids import GroupId
from actors.session.messages import AskWaiting
from runtime.actor import Context

_OVERDUE: Final = "overdue"
"""Key of the timer."""


class Inquiries:
    """One group's: a word is due `reservation_seconds` after the last one.

    Args:
        group: whose.
        desk: where the others are.
        context: the actor's.
    """

    def __init__(
        self, group: GroupId, desk: Desk, context: Context[GroupCommand]
    ) -> None:
        self._group = group
        self._desk = desk
        self._context = context
        self._overdue = Overdue()

    def expect(self, reservation: str, now_ms: int) -> None:
        """A word of it must come in time."""
        seconds = self._desk.rules.desk.reservation_seconds
        if not self._overdue:
            self._context.start_timer(_OVERDUE, seconds, ReservationsDue())
        self._overdue.note(reservation, now_ms + round(seconds * 1000))

    def heard(self, reservation: str) -> None:
        """The word has come."""
        self._overdue.forget(reservation)

    def inquire(self, line: Line, now_ms: int) -> None:
        """Asks after those whose time is over."""
        for reservation in self._overdue.take(now_ms):
            self._ask_after(line, reservation, now_ms)
        due_ms = self._overdue.next_ms()
        if due_ms is not None:
            seconds = (due_ms - now_ms) / 1000
            self._context.start_timer(_OVERDUE, seconds, ReservationsDue())

    def _ask_after(self, line: Line, reservation: str, now_ms: int) -> None:
        """Asks the session, or the agent, who will say what he can do now."""
        overdue = line.overdue(reservation)
        if overdue is None:
            return
        if overdue.bound is None:
            agent = self._desk.directory.agent(overdue.agent)
            agent.tell(CallForAgents(self._group))
            return
        self.expect(reservation, now_ms)
        session = self._desk.directory.session(overdue.bound.session)
        session.tell(AskWaiting(self._group))
