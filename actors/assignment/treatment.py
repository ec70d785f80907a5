"""PURE: who is turned away from a line, and why; each session once (Q6).

Sessions that are served while they wait (a transfer) have an agent, and a time of their
own: only a group that is deleted turns them away.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from actors.assignment.line_rule import LineRule
from actors.assignment.messages import Treatment
from actors.assignment.standing import QueueClass
from actors.assignment.waiting import IN_LINE, Stage, Waiting
from actors.ids import SessionId


class Treatments:
    """Those who are to be told, in the order in which it was decided."""

    def __init__(self) -> None:
        self._told: deque[tuple[Waiting, Treatment]] = deque()
        self.told_in_line = 0
        self._shut: set[Treatment] = set()

    @property
    def are_pending(self) -> bool:
        """Whether `take` would give somebody."""
        return bool(self._told)

    def reconsider(self) -> None:
        """The rule has changed: whether the line is shut is looked at afresh."""
        self._shut.clear()

    def arrive(self, arrivals: Iterable[Waiting], rule: LineRule, waiting: int) -> None:
        """Newcomers for whom nobody is asked yet, and a limit on the line's length.

        Args:
            arrivals: in the order in which they came; all of them are in line.
            rule: the line's.
            waiting: how many are in line, newcomers included.
        """
        over = waiting - self.told_in_line - rule.max_waiting
        if not rule.max_waiting or over <= 0:
            return
        last = [each for each in arrivals if each.stage is Stage.OPEN][-over:]
        for each in last:
            if each.standing.queue_class is QueueClass.NEW:
                self._tell(each, Treatment.LINE_FULL)

    def wait(self, waiting: Waiting, rule: LineRule, now_ms: int) -> None:
        """Looks whether a session has waited long enough."""
        if rule.max_wait_ms and now_ms - waiting.standing.since_ms >= rule.max_wait_ms:
            self._tell(waiting, Treatment.WAITED_TOO_LONG)

    def shut(
        self,
        why: Treatment,
        everybody: Iterable[Waiting],
        newcomers: Iterable[Waiting],
    ) -> None:
        """Nobody may serve some day, the hours have ended, or the group is deleted.

        At first everybody in line is told; then whoever comes, until it is `open`.
        """
        for each in newcomers if why in self._shut else everybody:
            if each.stage in IN_LINE:
                self._tell(each, why)
        self._shut.add(why)

    def open(self, why: Treatment) -> None:
        """That reason to be shut is over."""
        self._shut.discard(why)

    def _tell(self, waiting: Waiting, treatment: Treatment) -> None:
        is_served = bool(waiting.standing.owner)
        if waiting.is_told or (is_served and treatment is not Treatment.GROUP_DROPPED):
            return
        waiting.is_told = True
        self.told_in_line += 1
        self._told.append((waiting, treatment))

    def joined(self, waiting: Waiting) -> None:
        """A session is in line again."""
        if waiting.is_told:
            self.told_in_line += 1

    def left(self) -> None:
        """A session that was told is in line no more."""
        self.told_in_line -= 1

    def take(self, limit: int) -> list[tuple[SessionId, Treatment]]:
        """The next few who are to be told."""
        taken: list[tuple[SessionId, Treatment]] = []
        while self._told and len(taken) < limit:
            waiting, treatment = self._told.popleft()
            if waiting.stage is not Stage.GONE:
                taken.append((waiting.session, treatment))
        return taken
