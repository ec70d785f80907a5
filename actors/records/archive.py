"""The records as the faces of the service use them: one method per thing people do.

Whoever calls need know of no port. What cannot be had now is an answer with a code;
nothing here raises what is expected.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Final, TypeVar

import msgspec

from actors.accounts.audit import Act, AuditEntry
from actors.accounts.permissions import Principal
from actors.customers.records import CustomerPage, FindCustomers
from actors.records.actor import Progress
from actors.records.feedback import CountFeedback, Feedback
from actors.records.figures import Figures, begin_of_day, begin_of_week
from actors.records.messages import (
    CountDay,
    DayCounted,
    Dimension,
    FindSessions,
    ForgetRecords,
    LookUpFault,
    LookUpRefused,
    MakeReport,
    Projected,
    Report,
    SampleSessions,
    Scope,
    ServiceRecordsRequest,
    SessionPage,
    SessionShown,
    ShowSession,
)
from actors.records.unanswered import (
    ChangeUnanswered,
    FindUnanswered,
    SettleUnanswered,
    UnansweredFound,
    UnansweredSettled,
)
from actors.records_port import SessionRecords
from runtime.errors import Unavailable

A = TypeVar("A")

_AWAY: Final = "the records do not answer now: try again"


class RecordsState(msgspec.Struct, frozen=True, tag="records_state"):
    """How far the records are: of `last` events the first `position` are recorded."""

    position: int
    last: int


class OwnFigures(msgspec.Struct, frozen=True):
    """An agent's own."""

    today: Figures
    week: Figures


class Archive:
    """The records of one process.

    Args:
        records: keep them.
        progress: of the projector.
        wall_ms: wall time.
    """

    def __init__(
        self, records: SessionRecords, progress: Progress, wall_ms: Callable[[], int]
    ) -> None:
        self._records = records
        self._progress = progress
        self._wall_ms = wall_ms

    @property
    def behind(self) -> int:
        """Events that are not recorded yet."""
        return self._progress.behind

    def state(self) -> RecordsState | LookUpRefused:
        """How far they are."""
        progress = self._progress
        if not progress.is_known:
            return LookUpRefused(LookUpFault.FAILED, _AWAY)
        return RecordsState(progress.position, progress.last)

    async def find(
        self, request: FindSessions | SampleSessions
    ) -> SessionPage | LookUpRefused:
        """A page of sessions."""
        return await self._ask(request, SessionPage)

    async def show(self, request: ShowSession) -> SessionShown | LookUpRefused:
        """A session and what was said."""
        return await self._ask(request, SessionShown)

    async def customers(self, request: FindCustomers) -> CustomerPage | LookUpRefused:
        """A page of customers."""
        return await self._ask(request, CustomerPage)

    async def report(self, request: MakeReport) -> Report | LookUpRefused:
        """Figures of a span of time."""
        return await self._ask(request, Report)

    async def count_day(self, request: CountDay) -> DayCounted | LookUpRefused:
        """Figures of the day that goes on, by group."""
        return await self._ask(request, DayCounted)

    async def unanswered(
        self, request: FindUnanswered
    ) -> UnansweredFound | LookUpRefused:
        """What the robot had no answer to."""
        return await self._ask(request, UnansweredFound)

    async def settle(
        self, who: Principal, settle: SettleUnanswered, operation: str
    ) -> UnansweredSettled | LookUpRefused:
        """Some of it is answered now, or is not to be; a repeat is harmless."""
        # The log keeps none of the visitors' words: nobody could erase them there.
        is_to = "answered" if settle.entry else "dismissed"
        detail = f"{len(settle.texts)} unanswered questions {is_to}"
        audit = AuditEntry(
            self._wall_ms(),
            who.who,
            Act.UNANSWERED_SETTLED,
            settle.entry,
            who.address,
            detail,
        )
        change = ChangeUnanswered(operation, settle, audit)
        return await self._ask(change, UnansweredSettled)

    async def feedback(self, request: CountFeedback) -> Feedback | LookUpRefused:
        """How often the robot's entries answered, and helped."""
        return await self._ask(request, Feedback)

    async def own_figures(
        self, agent: str, now_ms: int, zone: tzinfo
    ) -> OwnFigures | LookUpRefused:
        """What an agent is told of his own service (W6), today and this week.

        Args:
            agent: whose.
            now_ms: wall time.
            zone: whose day and week, which begins on Monday.
        """
        scope = Scope(agent=agent)
        found: list[Figures] = []
        for begin in (begin_of_day(now_ms, zone), begin_of_week(now_ms, zone)):
            wanted = MakeReport(Dimension.AGENT, begin, now_ms + 1, scope=scope)
            report = await self.report(wanted)
            if isinstance(report, LookUpRefused):
                return report
            found.append(report.total)
        return OwnFigures(*found)

    async def rebuild(self) -> RecordsState | LookUpRefused:
        """Throws all rows away; the projector builds them anew from the journal."""
        answer = await self._ask(ForgetRecords(), Projected)
        if isinstance(answer, LookUpRefused):
            return answer
        self._progress.position = answer.position
        return RecordsState(answer.position, self._progress.last)

    async def _ask(
        self, request: ServiceRecordsRequest, kind: type[A]
    ) -> A | LookUpRefused:
        try:
            answer = await self._records.ask(request)
        except Unavailable as error:
            return LookUpRefused(LookUpFault.FAILED, str(error))
        if isinstance(answer, kind | LookUpRefused):
            return answer
        return LookUpRefused(LookUpFault.FAILED, _AWAY)
