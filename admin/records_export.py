"""Records as files that somebody takes along: written down before the first byte (M9).

A file is made page by page while it is sent, so that neither memory nor the records are
held by it. What is refused after its begin breaks it off, so that whoever reads it sees
that there should be more.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from typing import Final, TypeVar

from msgspec.structs import replace

from actors.accounts.audit import Act
from actors.accounts.messages import NoteDeskAct
from actors.accounts.noting import Note, write_down
from actors.accounts.permissions import Principal
from actors.records.archive import Archive
from actors.records.messages import (
    FindSessions,
    LookUpRefused,
    RecordFilter,
    SessionPage,
    SessionShown,
    ShowSession,
)
from admin.records_sheet import RecordsSheet
from admin.transcript_sheet import TranscriptSheet
from runtime.errors import Unavailable

A = TypeVar("A")

MAX_EXPORTED: Final = 10_000
"""Sessions in one table: about 3 MB, and some seconds of the records' time."""
_NOTHING: Final = RecordFilter()
_OPERATION_BYTES: Final = 16

Export = AsyncGenerator[bytes]
"""The parts of a file; each is made when the last one was sent."""


class RecordsExport:
    """Made once by the composition root.

    Args:
        archive: of the service.
        note: has it written down who takes what along.
    """

    def __init__(self, archive: Archive, note: Note) -> None:
        self._archive = archive
        self._note = note

    async def sessions(
        self, who: Principal, wanted: FindSessions, sheet: RecordsSheet
    ) -> Export | LookUpRefused:
        """The sessions that fit, at most `MAX_EXPORTED`.

        Raises:
            Unavailable: it cannot be written down.
        """
        first = await self._archive.find(wanted)
        if isinstance(first, LookUpRefused):
            return first
        # By what, not by which words: nobody could erase a visitor's name there.
        given = wanted.wanted
        names = RecordFilter.__struct_fields__
        used = [x for x in names if getattr(given, x) != getattr(_NOTHING, x)]
        await self._write_down(who, "", f"by {', '.join(used) or 'nothing'}")
        return self._all_sessions(wanted, first, sheet)

    async def said(
        self, who: Principal, wanted: ShowSession, sheet: TranscriptSheet
    ) -> Export | LookUpRefused:
        """What was said in a session, all of it.

        Raises:
            Unavailable: it cannot be written down.
        """
        first = await self._archive.show(wanted)
        if isinstance(first, LookUpRefused):
            return first
        await self._write_down(who, wanted.session, "what was said")
        return self._all_said(wanted, first, sheet)

    async def _write_down(self, who: Principal, subject: str, detail: str) -> None:
        operation = secrets.token_hex(_OPERATION_BYTES)
        act = Act.EXPORTING_RECORDS
        noted = NoteDeskAct(who.who, act, subject, operation, who.address, detail)
        await write_down(self._note, noted)

    async def _all_sessions(
        self, wanted: FindSessions, page: SessionPage, sheet: RecordsSheet
    ) -> Export:
        yield sheet.head()
        left = MAX_EXPORTED
        while True:
            yield sheet.rows(page.cards[:left])
            left -= len(page.cards)
            if left < 0 or (page.next and not left):
                yield sheet.cut(MAX_EXPORTED)
                return
            if not page.next:
                return
            following = replace(wanted, before=page.next)
            page = _went_on(await self._archive.find(following))

    async def _all_said(
        self, wanted: ShowSession, page: SessionShown, sheet: TranscriptSheet
    ) -> Export:
        yield sheet.head()
        yield sheet.rows(page.messages)
        while page.next:
            following = replace(wanted, after=page.next)
            page = _went_on(await self._archive.show(following))
            yield sheet.rows(page.messages)


def _went_on(answer: A | LookUpRefused) -> A:
    if isinstance(answer, LookUpRefused):
        raise Unavailable(f"the records went away: {answer.text}")
    return answer
