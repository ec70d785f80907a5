"""HTTP for what was: staff's records of sessions, and their own figures (W5, W6).

    GET /api/staff/records            sessions that fit, newest first, page by page
    GET /api/staff/records/SESSION    one: its legs, and what was said, page by page
    GET /api/staff/records.csv        the sessions that fit as a table
    GET /api/staff/figures            the caller's own, today and this week

Whose sessions somebody sees is said by his role: an agent's are those of which a leg is
his, a supervisor's those of his groups. What nobody recorded, and what is none of the
caller's business, look the same.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from http import HTTPStatus
from typing import Annotated, Final, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta
from msgspec.structs import asdict
from quart import Blueprint, Response

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
from admin.records_sheet import RecordsSheet
from admin.staff import PREFIX
from admin.staff_door import StaffDoor, refuse_foreign
from gateway.console.phrases import Words
from runtime.http_app import HttpRefused, answer_json, read_query
from runtime.http_contract import Access, Operation

T = TypeVar("T")

USUAL_PAGE: Final = 50
"""Sessions; what two screens of a list show."""
MAX_EXPORTED: Final = 10_000
"""Sessions in one table: about 3 MB, and some seconds of the records' time."""
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


class TranscriptQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which messages: those after a number; `text` is to be marked in them."""

    after: Annotated[int, Meta(ge=0, lt=1 << MESSAGE_BITS)] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_MESSAGES_PAGE)] = MAX_MESSAGES_PAGE
    text: Sought = ""


class FiguresQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose day and week: a zone as Asia/Shanghai."""

    zone: Sought = "UTC"


def staff_records(
    door: StaffDoor, archive: Archive, wall_ms: Callable[[], int]
) -> Blueprint:
    """The routes.

    Args:
        door: knows who asks.
        archive: of the service.
        wall_ms: wall time.
    """
    desk = _RecordsDesk(door, archive, wall_ms)
    routes = Blueprint("records", __name__, url_prefix=PREFIX)
    routes.before_request(refuse_foreign)
    routes.add_url_rule("/records", view_func=desk.found)
    routes.add_url_rule("/records/<session>", view_func=desk.shown)
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
        self, door: StaffDoor, archive: Archive, wall_ms: Callable[[], int]
    ) -> None:
        self._door = door
        self._archive = archive
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
        scope = scope_of((await self._door.expect(Permission.READ_RECORDS)).principal)
        wanted = FindSessions(_filter(query), scope)
        first = _found(await self._archive.find(wanted))
        response = Response(self._pages(sheet, wanted, first))
        response.content_type = f"{CSV_TYPE}; charset=utf-8"
        response.headers["Content-Disposition"] = "attachment; filename=records.csv"
        response.timeout = EXPORT_SECONDS
        return response

    @_look("The caller's own figures.", FiguresQuery, answer=OwnFigures)
    async def figures(self) -> Response:
        zone = _zone(read_query(FiguresQuery).zone)
        who = (await self._door.expect(Permission.SERVE)).principal.who
        own = await self._archive.own_figures(who, self._wall_ms(), zone)
        return answer_json(_found(own))

    async def _pages(
        self, sheet: RecordsSheet, wanted: FindSessions, page: SessionPage
    ) -> AsyncGenerator[bytes]:
        """The whole table; what is refused meanwhile breaks it off, to be seen."""
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
            following = msgspec.structs.replace(wanted, before=page.next)
            page = _found(await self._archive.find(following))


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
