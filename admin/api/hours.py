"""HTTP for working hours (M4): the routes below `/api/v1/rules/RULE`.

GET /rules/RULE/hours       and whether it is open now
PUT /rules/RULE/hours       all of them
GET /rules/RULE/calendar    a month, day by day
"""

from __future__ import annotations

from datetime import MAXYEAR, date
from typing import Annotated

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.rules.calendar import CalendarDay, month_of
from actors.rules.hours import WorkingHours, is_open, next_change_ms
from actors.rules.messages import SetHours
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor
from admin.api.rule_acts import Altered, Expected, RuleActs
from admin.rules_office import RulesOffice
from admin.rules_problems import NOT_FOUND, RULE_CODES
from runtime.http_app import answer_json, read_json, read_query

FIRST_YEAR = 2000
LAST_YEAR = MAXYEAR - 1
"""The day after the last one must be one, too."""


class HoursSheet(msgspec.Struct, frozen=True):
    """The working hours of a rule.

    Attributes:
        is_open: at this moment.
        next_change_ms: when that changes (wall time); None: not within a year.
    """

    version: int
    hours: WorkingHours
    is_open: bool
    next_change_ms: int | None


class CalendarQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which month."""

    year: Annotated[int, Meta(ge=FIRST_YEAR, le=LAST_YEAR)]
    month: Annotated[int, Meta(ge=1, le=12)]


class CalendarSheet(msgspec.Struct, frozen=True):
    """All days of a month, in the rule's time zone."""

    time_zone: str
    days: tuple[CalendarDay, ...]


def hours_api(door: ApiDoor, rules: RulesOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        rules: of the service.
    """
    desk = _Hours(rules)
    routes = Blueprint("hours", __name__, url_prefix=f"{PREFIX}/rules/<rule>")
    routes.add_url_rule("/hours", view_func=desk.read)
    routes.add_url_rule("/hours", view_func=desk.set, methods=["PUT"])
    routes.add_url_rule("/calendar", view_func=desk.calendar)
    return door.opened(routes)


def hours_sheet(version: int, hours: WorkingHours, now_ms: int) -> HoursSheet:
    """Working hours as they are at this moment."""
    now = is_open(hours, now_ms), next_change_ms(hours, now_ms)
    return HoursSheet(version, hours, *now)


class _Hours(RuleActs):
    @looking(
        "A rule's working hours, and whether it is open now.",
        Permission.READ_RULES,
        answer=HoursSheet,
        codes=(NOT_FOUND,),
    )
    async def read(self, rule: str) -> Response:
        hours, version = self.rule(rule).hours, self.office.rules.book.version
        return answer_json(hours_sheet(version, hours, self.office.now_ms))

    @changing(
        "Set a rule's working hours, all of them.",
        Permission.EDIT_RULES,
        query=Expected,
        body=WorkingHours,
        answer=Altered,
        codes=(NOT_FOUND, *RULE_CODES),
    )
    async def set(self, rule: str) -> Response:
        hours = await read_json(WorkingHours)
        return await self.alter(SetHours(self.rule(rule).id, hours))

    @looking(
        "A month of a rule's working hours, day by day.",
        Permission.READ_RULES,
        query=CalendarQuery,
        answer=CalendarSheet,
        codes=(NOT_FOUND,),
    )
    async def calendar(self, rule: str) -> Response:
        query = read_query(CalendarQuery)
        hours = self.rule(rule).hours
        days = month_of(hours, date(query.year, query.month, 1))
        return answer_json(CalendarSheet(hours.time_zone, days))
