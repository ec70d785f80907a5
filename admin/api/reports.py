"""HTTP for the figures of service (M7): the routes below `/api/v1/reports`.

GET /reports              by agent, group, channel, hour, day, tag or intent
GET /reports.csv, .xlsx   the same as a table
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.records.access import scope_of
from actors.records.archive import Archive
from actors.records.bounds import Moment, Sought
from actors.records.messages import Dimension, MakeReport, Report
from actors.rules.setting_values import USUAL_PROMPT_SECONDS
from admin.api.contract import PREFIX, looking
from admin.api.door import ApiDoor, principal
from admin.api.sessions import workbook_file
from admin.record_requests import CSV_TYPE, LOOK_CODES, found
from admin.report_sheet import report_table
from admin.sheet.to_workbook import XLSX_TYPE, workbook_of
from gateway.console.phrases import Words
from runtime.http_app import answer_json, read_query


class ReportQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What of; see `MakeReport`. Times are wall time in ms, the end is not within."""

    from_ms: Moment
    until_ms: Moment
    by: Dimension = Dimension.AGENT
    zone: Sought = "UTC"
    prompt_seconds: Annotated[int, Meta(ge=0, le=86_400)] = USUAL_PROMPT_SECONDS
    agent: Sought = ""
    group: Sought = ""
    channel: Sought = ""


class ReportTableQuery(ReportQuery, frozen=True, forbid_unknown_fields=True):
    """The same, and in which language the headings are."""

    language: Literal["zh-CN", "en"] = "en"


def reports_api(door: ApiDoor, archive: Archive) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        archive: has the records.
    """
    desk = _Reports(archive)
    routes = Blueprint("reports", __name__, url_prefix=PREFIX)
    routes.add_url_rule("/reports", view_func=desk.report)
    routes.add_url_rule("/reports.csv", view_func=desk.table)
    routes.add_url_rule("/reports.xlsx", view_func=desk.workbook)
    return door.opened(routes)


class _Reports:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @looking(
        "Figures of service in a span of time.",
        Permission.READ_REPORTS,
        query=ReportQuery,
        answer=Report,
        codes=LOOK_CODES,
    )
    async def report(self) -> Response:
        return answer_json(await self._made(read_query(ReportQuery)))

    @looking(
        "The same as a table.",
        Permission.READ_REPORTS,
        query=ReportTableQuery,
        gives=CSV_TYPE,
        codes=LOOK_CODES,
    )
    async def table(self) -> Response:
        headers = {"Content-Disposition": "attachment; filename=report.csv"}
        kind = f"{CSV_TYPE}; charset=utf-8"
        return Response(await self._table(), headers=headers, content_type=kind)

    @looking(
        "The same as a workbook.",
        Permission.READ_REPORTS,
        query=ReportTableQuery,
        gives=XLSX_TYPE,
        codes=LOOK_CODES,
    )
    async def workbook(self) -> Response:
        return workbook_file(await workbook_of(await self._table()), "report.xlsx")

    async def _table(self) -> bytes:
        query = read_query(ReportTableQuery)
        made = await self._made(query)
        words = Words(query.language)
        return report_table(words, query.by, query.prompt_seconds, made)

    async def _made(self, query: ReportQuery) -> Report:
        scope = scope_of(principal(), Permission.READ_REPORTS)
        fields = {x: getattr(query, x) for x in ReportQuery.__struct_fields__}
        return found(await self._archive.report(MakeReport(**fields, scope=scope)))
