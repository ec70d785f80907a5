"""HTTP for the records of sessions (M8): the routes below `/api/v1/sessions`.

GET /sessions                  those that fit, newest first, page by page
GET /sessions/sample           some of those that fit, by chance, for quality checks
GET /sessions.csv, .xlsx       those that fit as a table
GET /sessions/ID               one: its legs, and what was said, page by page
GET /sessions/ID/said.csv      what was said as a table
"""

from __future__ import annotations

from typing import Final

from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.records.access import scope_of
from actors.records.archive import Archive
from actors.records.bounds import PageLimit
from actors.records.messages import (
    FindSessions,
    LookUpRefused,
    RecordFilter,
    SampleSessions,
    SessionPage,
    SessionShown,
    ShowSession,
)
from admin.api.contract import PREFIX, looking
from admin.api.door import ApiDoor, principal
from admin.record_requests import (
    CSV_TYPE,
    LOOK_CODES,
    RecordsQuery,
    SaidQuery,
    TableQuery,
    TranscriptQuery,
    csv_file,
    filter_of,
    found,
    session_named,
    zone_named,
)
from admin.records_export import Export, RecordsExport
from admin.records_sheet import RecordsSheet
from admin.sheet.to_workbook import XLSX_TYPE, workbook_of
from admin.transcript_sheet import TranscriptSheet
from gateway.console.phrases import Words
from runtime.http_app import answer_json, read_query

USUAL_SAMPLE: Final = 20
_READ: Final = Permission.READ_RECORDS


class SampleQuery(RecordFilter, frozen=True, forbid_unknown_fields=True):
    """Which sessions are wanted, and how many of them."""

    count: PageLimit = USUAL_SAMPLE


def sessions_api(door: ApiDoor, archive: Archive, export: RecordsExport) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        archive: has the records.
        export: has it written down that somebody takes a file along.
    """
    desk = _Sessions(archive, export)
    routes = Blueprint("sessions", __name__, url_prefix=PREFIX)
    routes.add_url_rule("/sessions", view_func=desk.found)
    routes.add_url_rule("/sessions/sample", view_func=desk.sample)
    routes.add_url_rule("/sessions.csv", view_func=desk.table)
    routes.add_url_rule("/sessions.xlsx", view_func=desk.workbook)
    routes.add_url_rule("/sessions/<session>", view_func=desk.shown)
    routes.add_url_rule("/sessions/<session>/said.csv", view_func=desk.said)
    return door.opened(routes)


class _Sessions:
    def __init__(self, archive: Archive, export: RecordsExport) -> None:
        self._archive = archive
        self._export = export

    @looking(
        "Sessions that were or are, newest first.",
        _READ,
        query=RecordsQuery,
        answer=SessionPage,
        codes=LOOK_CODES,
    )
    async def found(self) -> Response:
        query = read_query(RecordsQuery)
        scope = scope_of(principal())
        wanted = FindSessions(filter_of(query), scope, query.before, query.limit)
        return answer_json(found(await self._archive.find(wanted)))

    @looking(
        "Some of the sessions that fit, by chance.",
        _READ,
        query=SampleQuery,
        answer=SessionPage,
        codes=LOOK_CODES,
    )
    async def sample(self) -> Response:
        query = read_query(SampleQuery)
        scope = scope_of(principal())
        wanted = SampleSessions(filter_of(query), scope, query.count)
        return answer_json(found(await self._archive.find(wanted)))

    @looking(
        "A session and what was said.",
        _READ,
        query=TranscriptQuery,
        answer=SessionShown,
        codes=LOOK_CODES,
    )
    async def shown(self, session: str) -> Response:
        query = read_query(TranscriptQuery)
        known, scope = session_named(session), scope_of(principal())
        wanted = ShowSession(known, scope, query.after, query.limit, query.text)
        return answer_json(found(await self._archive.show(wanted)))

    @looking(
        "The sessions that fit as a table.",
        _READ,
        query=TableQuery,
        gives=CSV_TYPE,
        codes=LOOK_CODES,
    )
    async def table(self) -> Response:
        return csv_file(found(await self._exported()), "sessions.csv")

    @looking(
        "The same as a workbook.",
        _READ,
        query=TableQuery,
        gives=XLSX_TYPE,
        codes=LOOK_CODES,
    )
    async def workbook(self) -> Response:
        parts = [part async for part in found(await self._exported())]
        return workbook_file(await workbook_of(b"".join(parts)), "sessions.xlsx")

    @looking(
        "What was said in a session as a table.",
        _READ,
        query=SaidQuery,
        gives=CSV_TYPE,
        codes=LOOK_CODES,
    )
    async def said(self, session: str) -> Response:
        query = read_query(SaidQuery)
        sheet = TranscriptSheet(Words(query.language), zone_named(query.zone))
        who = principal()
        wanted = ShowSession(session_named(session), scope_of(who))
        return csv_file(found(await self._export.said(who, wanted, sheet)), "said.csv")

    async def _exported(self) -> Export | LookUpRefused:
        query = read_query(TableQuery)
        sheet = RecordsSheet(Words(query.language), zone_named(query.zone))
        who = principal()
        wanted = FindSessions(filter_of(query), scope_of(who))
        return await self._export.sessions(who, wanted, sheet)


def workbook_file(data: bytes, name: str) -> Response:
    """A workbook of that name."""
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(data, headers=headers, content_type=XLSX_TYPE)
