"""HTTP for the audit log (M9): the routes below `/api/v1/audit`.

GET /audit               rows that fit, newest first, page by page
GET /audit.csv           the same as a table
GET /audit/verification  whether each row vouches for the rows before it
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts, AuditVerdict
from actors.accounts.audit import Act
from actors.accounts.messages import Caller
from actors.accounts.permissions import Permission
from actors.accounts.records import (
    MAX_AUDIT_ROWS,
    MAX_AUDIT_WHO,
    AuditFilter,
    AuditPage,
    AuditText,
)
from actors.records.bounds import Moment, Sought
from actors.row_number import RowNumber
from admin import audit_sheet
from admin.account_problems import granted
from admin.api.contract import PREFIX, looking
from admin.api.door import ApiDoor, caller
from admin.record_requests import CSV_TYPE, csv_file, zone_named
from runtime.http_app import answer_json, read_query

MAX_EXPORTED: Final = 100_000
"""Rows in one table: about 20 MB."""
MAX_WHO_CHARS: Final = 2_000
"""Ids of `MAX_AUDIT_WHO` members."""


class AuditWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which rows are wanted; what is not given fits all. See `AuditFilter`.

    `who`: ids apart by commas, of those who acted.
    """

    who: Annotated[str, Meta(max_length=MAX_WHO_CHARS)] = ""
    act: Act | None = None
    subject: AuditText = ""
    since_ms: Moment | None = None
    until_ms: Moment | None = None

    @property
    def wanted(self) -> AuditFilter:
        """The same, as it is asked for."""
        who = tuple(filter(None, self.who.split(",")))[:MAX_AUDIT_WHO]
        return AuditFilter(who, self.act, self.subject, self.since_ms, self.until_ms)


class AuditQuery(AuditWanted, frozen=True, forbid_unknown_fields=True):
    """Which of them: `before` is `next` of the page before; 0 = the newest."""

    before: RowNumber = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_AUDIT_ROWS)] = 100


class AuditTable(AuditWanted, frozen=True, forbid_unknown_fields=True):
    """For whom: a zone as Asia/Shanghai."""

    zone: Sought = "UTC"


def audit_api(door: ApiDoor, accounts: Accounts) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        accounts: keep the log.
    """
    desk = _Audit(accounts)
    routes = Blueprint("audit", __name__, url_prefix=PREFIX)
    routes.add_url_rule("/audit", view_func=desk.found)
    routes.add_url_rule("/audit.csv", view_func=desk.table)
    routes.add_url_rule("/audit/verification", view_func=desk.verify)
    return door.opened(routes)


class _Audit:
    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    @looking(
        "Rows of the audit log, newest first.",
        Permission.READ_AUDIT,
        query=AuditQuery,
        answer=AuditPage,
    )
    async def found(self) -> Response:
        query = read_query(AuditQuery)
        page = await read_back(
            self._accounts, caller(), query.wanted, query.before, query.limit
        )
        return answer_json(page)

    @looking(
        "Rows of the audit log as a table.",
        Permission.READ_AUDIT,
        query=AuditTable,
        gives=CSV_TYPE,
        codes=("bad_zone",),
    )
    async def table(self) -> Response:
        query = read_query(AuditTable)
        zone, by = zone_named(query.zone), caller()
        first = await read_back(self._accounts, by, query.wanted)
        return csv_file(self._exported(by, query.wanted, first, zone), "audit.csv")

    @looking(
        "Check that each row of the audit log vouches for the rows before it.",
        Permission.READ_AUDIT,
        answer=AuditVerdict,
    )
    async def verify(self) -> Response:
        return answer_json(granted(await self._accounts.verify_audit(caller())))

    async def _exported(
        self, by: Caller, wanted: AuditFilter, page: AuditPage, zone: ZoneInfo
    ) -> AsyncGenerator[bytes]:
        yield audit_sheet.head()
        left = MAX_EXPORTED
        while True:
            yield audit_sheet.rows(page.rows[:left], zone)
            left -= len(page.rows)
            if not page.next:
                return
            if left <= 0:
                yield audit_sheet.cut(MAX_EXPORTED)
                return
            page = await read_back(self._accounts, by, wanted, page.next)


async def read_back(
    accounts: Accounts,
    by: Caller,
    wanted: AuditFilter,
    before: int = 0,
    limit: int = MAX_AUDIT_ROWS,
) -> AuditPage:
    """Rows that fit, newest first.

    Raises:
        HttpRefused: he who asks may not, or the log does not answer.
    """
    page = await accounts.audit(by, before, limit, is_backwards=True, wanted=wanted)
    return granted(page)
