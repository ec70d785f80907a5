"""HTTP for what was: staff's records of sessions, and their own figures (W5, W6).

    GET /api/staff/records            sessions that fit, newest first, page by page
    GET /api/staff/records/SESSION    one: its legs, and what was said, page by page
    GET /api/staff/records/SESSION/said.csv   what was said as a table
    GET /api/staff/records.csv        the sessions that fit as a table
    GET /api/staff/figures            the caller's own, today and this week

Whose sessions somebody sees is said by his role: an agent's are those of which a leg is
his, a supervisor's those of his groups. What nobody recorded, and what is none of the
caller's business, look the same.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from quart import Blueprint, Response

from actors.accounts.noting import Note
from actors.accounts.permissions import Permission
from actors.accounts.refusal import AccountRule
from actors.records.access import scope_of
from actors.records.archive import Archive, OwnFigures
from actors.records.bounds import Sought
from actors.records.messages import (
    FindSessions,
    SessionPage,
    SessionShown,
    ShowSession,
)
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
    had,
    session_named,
    zone_named,
)
from admin.records_export import RecordsExport
from admin.records_sheet import RecordsSheet
from admin.staff import PREFIX
from admin.staff_door import StaffDoor, refuse_foreign
from admin.transcript_sheet import TranscriptSheet
from gateway.console.phrases import Words
from runtime.http_app import answer_json, read_query
from runtime.http_contract import Access, Operation


class FiguresQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose day and week: a zone as Asia/Shanghai."""

    zone: Sought = "UTC"


def staff_records(
    door: StaffDoor, archive: Archive, note: Note, wall_ms: Callable[[], int]
) -> Blueprint:
    """The routes.

    Args:
        door: knows who asks.
        archive: of the service.
        note: has it written down that somebody takes a file along.
        wall_ms: wall time.
    """
    desk = _RecordsDesk(door, archive, RecordsExport(archive, note), wall_ms)
    routes = Blueprint("records", __name__, url_prefix=PREFIX)
    routes.before_request(refuse_foreign)
    routes.add_url_rule("/records", view_func=desk.found)
    routes.add_url_rule("/records/<session>", view_func=desk.shown)
    routes.add_url_rule("/records/<session>/said.csv", view_func=desk.said)
    routes.add_url_rule("/records.csv", view_func=desk.table)
    routes.add_url_rule("/figures", view_func=desk.figures)
    return routes


def _look(
    summary: str,
    query: type[msgspec.Struct],
    *,
    answer: type[msgspec.Struct] | None = None,
    gives: str = "",
) -> Operation:
    """What changes nothing, for staff."""
    rules = (each.value for each in AccountRule)
    codes = (*rules, *LOOK_CODES)
    return Operation(
        summary=summary,
        query=query,
        answer=answer,
        gives=gives,
        access=Access.STAFF,
        codes=codes,
    )


class _RecordsDesk:
    def __init__(
        self,
        door: StaffDoor,
        archive: Archive,
        export: RecordsExport,
        wall_ms: Callable[[], int],
    ) -> None:
        self._door = door
        self._archive = archive
        self._export = export
        self._wall_ms = wall_ms

    @_look("Sessions that were or are, newest first.", RecordsQuery, answer=SessionPage)
    async def found(self) -> Response:
        query = read_query(RecordsQuery)
        scope = scope_of((await self._door.expect(Permission.READ_RECORDS)).principal)
        wanted = FindSessions(filter_of(query), scope, query.before, query.limit)
        return answer_json(found(await self._archive.find(wanted)))

    @_look("A session and what was said.", TranscriptQuery, answer=SessionShown)
    async def shown(self, session: str) -> Response:
        query = read_query(TranscriptQuery)
        scope = scope_of((await self._door.expect(Permission.READ_RECORDS)).principal)
        known = session_named(session)
        wanted = ShowSession(known, scope, query.after, query.limit, query.text)
        return answer_json(found(await self._archive.show(wanted)))

    @_look("The same sessions as a table.", TableQuery, gives=CSV_TYPE)
    async def table(self) -> Response:
        query = read_query(TableQuery)
        sheet = RecordsSheet(Words(query.language), zone_named(query.zone))
        who = (await self._door.expect(Permission.READ_RECORDS)).principal
        wanted = FindSessions(filter_of(query), scope_of(who))
        export = await had(self._export.sessions(who, wanted, sheet))
        return csv_file(export, "records.csv")

    @_look("What was said in a session as a table.", SaidQuery, gives=CSV_TYPE)
    async def said(self, session: str) -> Response:
        query = read_query(SaidQuery)
        sheet = TranscriptSheet(Words(query.language), zone_named(query.zone))
        who = (await self._door.expect(Permission.READ_RECORDS)).principal
        wanted = ShowSession(session_named(session), scope_of(who))
        export = await had(self._export.said(who, wanted, sheet))
        return csv_file(export, "said.csv")

    @_look("The caller's own figures.", FiguresQuery, answer=OwnFigures)
    async def figures(self) -> Response:
        zone = zone_named(read_query(FiguresQuery).zone)
        who = (await self._door.expect_agent()).principal.who
        own = await self._archive.own_figures(who, self._wall_ms(), zone)
        return answer_json(found(own))
