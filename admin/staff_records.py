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

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Annotated, Final, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta
from msgspec.structs import asdict
from quart import Blueprint, Response

from actors.accounts.noting import Note
from actors.accounts.permissions import Permission
from actors.accounts.refusal import AccountRule
from actors.records.access import scope_of
from actors.records.archive import Archive, OwnFigures
from actors.records.bounds import Cursor, PageLimit, Sought
from actors.records.messages import (
    MAX_MESSAGES_PAGE,
    FindSessions,
    LookUpFault,
    LookUpRefused,
    RecordFilter,
    SessionPage,
    SessionShown,
    ShowSession,
)
from actors.records.rows import MESSAGE_BITS
from admin.records_export import Export, RecordsExport
from admin.records_sheet import RecordsSheet
from admin.staff import PREFIX
from admin.staff_door import StaffDoor, refuse_foreign
from admin.transcript_sheet import TranscriptSheet
from gateway.console.phrases import Words
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused, answer_json, read_query
from runtime.http_contract import Access, Operation

T = TypeVar("T")

USUAL_PAGE: Final = 50
"""Sessions; what two screens of a list show."""
EXPORT_SECONDS: Final = 300.0
"""Of a whole export; who takes it more slowly holds a place."""
CSV_TYPE: Final = "text/csv"
STATUSES: Final[Mapping[LookUpFault, HTTPStatus]] = {
    LookUpFault.NO_SUCH_SESSION: HTTPStatus.NOT_FOUND,
    LookUpFault.BAD_TEXT: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.TOO_MUCH: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.BAD_ZONE: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.BAD_SPAN: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.FAILED: HTTPStatus.SERVICE_UNAVAILABLE,
}
_FOUND: Final = {each.name for each in msgspec.structs.fields(RecordFilter)}


class RecordsQuery(RecordFilter, frozen=True, forbid_unknown_fields=True):
    """Which sessions are wanted, and which of them: `before` is `next` of a page."""

    before: Cursor = 0
    limit: PageLimit = USUAL_PAGE


class TableQuery(RecordFilter, frozen=True, forbid_unknown_fields=True):
    """Which sessions are wanted, and for whom: a language, a zone as Asia/Shanghai."""

    language: Literal["zh-CN", "en"] = "en"
    zone: Sought = "UTC"


class SaidQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For whom: a language, a zone as Asia/Shanghai."""

    language: Literal["zh-CN", "en"] = "en"
    zone: Sought = "UTC"


class TranscriptQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which messages: those after a number; `text` is to be marked in them."""

    after: Annotated[int, Meta(ge=0, lt=1 << MESSAGE_BITS)] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_MESSAGES_PAGE)] = MAX_MESSAGES_PAGE
    text: Sought = ""


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
    codes = (*rules, *(each.value for each in LookUpFault))
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
        wanted = FindSessions(_filter(query), scope, query.before, query.limit)
        return answer_json(_found(await self._archive.find(wanted)))

    @_look("A session and what was said.", TranscriptQuery, answer=SessionShown)
    async def shown(self, session: str) -> Response:
        query = read_query(TranscriptQuery)
        scope = scope_of((await self._door.expect(Permission.READ_RECORDS)).principal)
        known = _session(session)
        wanted = ShowSession(known, scope, query.after, query.limit, query.text)
        return answer_json(_found(await self._archive.show(wanted)))

    @_look("The same sessions as a table.", TableQuery, gives=CSV_TYPE)
    async def table(self) -> Response:
        query = read_query(TableQuery)
        sheet = RecordsSheet(Words(query.language), _zone(query.zone))
        who = (await self._door.expect(Permission.READ_RECORDS)).principal
        wanted = FindSessions(_filter(query), scope_of(who))
        export = await _had(self._export.sessions(who, wanted, sheet))
        return _file(export, "records.csv")

    @_look("What was said in a session as a table.", SaidQuery, gives=CSV_TYPE)
    async def said(self, session: str) -> Response:
        query = read_query(SaidQuery)
        sheet = TranscriptSheet(Words(query.language), _zone(query.zone))
        who = (await self._door.expect(Permission.READ_RECORDS)).principal
        wanted = ShowSession(_session(session), scope_of(who))
        export = await _had(self._export.said(who, wanted, sheet))
        return _file(export, "said.csv")

    @_look("The caller's own figures.", FiguresQuery, answer=OwnFigures)
    async def figures(self) -> Response:
        zone = _zone(read_query(FiguresQuery).zone)
        who = (await self._door.expect(Permission.SERVE)).principal.who
        own = await self._archive.own_figures(who, self._wall_ms(), zone)
        return answer_json(_found(own))


async def _had(exported: Awaitable[Export | LookUpRefused]) -> Export:
    """The file, once it is written down that somebody takes it.

    Raises:
        HttpRefused: it is not to be had.
    """
    try:
        return _found(await exported)
    except Unavailable as error:
        status, code = HTTPStatus.SERVICE_UNAVAILABLE, AccountRule.UNAVAILABLE.value
        raise HttpRefused(status, code, str(error), 1.0) from error


def _file(export: Export, name: str) -> Response:
    response = Response(export)
    response.content_type = f"{CSV_TYPE}; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.timeout = EXPORT_SECONDS
    return response


def _filter(query: RecordFilter) -> RecordFilter:
    given = asdict(query)
    return RecordFilter(**{name: given[name] for name in _FOUND})


def _session(text: str) -> str:
    """The id that an address names; none that could not be asked for."""
    try:
        return msgspec.convert(text, Sought)
    except msgspec.ValidationError:
        words = "expected the id of a session"
        return _found(LookUpRefused(LookUpFault.NO_SUCH_SESSION, words))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        text = f"expected a time zone as Asia/Shanghai, got {name!r}"
        return _found(LookUpRefused(LookUpFault.BAD_ZONE, text))


def _found(answer: T | LookUpRefused) -> T:
    """The answer, if it is none of a refusal.

    Raises:
        HttpRefused: with the fault's code.
    """
    if isinstance(answer, LookUpRefused):
        raise HttpRefused(STATUSES[answer.fault], answer.fault.value, answer.text)
    return answer
