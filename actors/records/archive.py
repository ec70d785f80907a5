"""The records as the faces of the service use them: one method per thing people do.

Whoever calls need know of no port. What cannot be had now is an answer with a code;
nothing here raises what is expected.
"""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from actors.records.actor import Progress
from actors.records.messages import (
    FindSessions,
    ForgetRecords,
    LookUpFault,
    LookUpRefused,
    Projected,
    ServiceRecordsRequest,
    SessionPage,
    SessionShown,
    ShowSession,
)
from actors.records_port import Records
from runtime.errors import Unavailable

A = TypeVar("A")

_AWAY: Final = "the records do not answer now: try again"


class RecordsState(msgspec.Struct, frozen=True, tag="records_state"):
    """How far the records are: of `last` events the first `position` are recorded."""

    position: int
    last: int


class Archive:
    """The records of one process.

    Args:
        records: keep them.
        progress: of the projector.
    """

    def __init__(self, records: Records, progress: Progress) -> None:
        self._records = records
        self._progress = progress

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

    async def find(self, request: FindSessions) -> SessionPage | LookUpRefused:
        """A page of sessions."""
        return await self._ask(request, SessionPage)

    async def show(self, request: ShowSession) -> SessionShown | LookUpRefused:
        """A session and what was said."""
        return await self._ask(request, SessionShown)

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
