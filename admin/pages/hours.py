"""`/admin/hours`: when a service rule's groups work (M4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, ClassVar, Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta
from msgspec.structs import asdict
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.records.bounds import Sought
from actors.rules.calendar import CalendarDay, month_of
from actors.rules.hours import MAX_SPANS, Spans, WorkingHours
from actors.rules.prompts import Moment
from actors.rules.rulebook import DEFAULT_RULE
from admin.api.hours import HoursSheet, hours_sheet
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.hours import DAYS, HoursPhrase
from admin.pages.phrases.service import ServiceProblem
from admin.pages.phrases.settings import SettingsPhrase
from admin.pages.rule_view import PromptsView, rule_of, rule_parts
from admin.rules_office import RulesOffice
from admin.rules_view import prompt_cards
from runtime.http_app import read_query

USUAL_ZONES: Final = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
)
"""Offered as one types; all of the IANA's are taken."""
_WEEK_DAYS: Final = 7


class HoursLink(msgspec.Struct, frozen=True):
    """The query of the page: which rule, and which month; "" = this one."""

    rule: Sought = DEFAULT_RULE
    month: Annotated[str, Meta(pattern=r"^(2\d{3}-(0[1-9]|1[0-2]))?\Z")] = ""


@dataclass(frozen=True, slots=True)
class HoursView(PromptsView):
    """What the page shows; its texts are those for off hours.

    Attributes:
        sheet: the hours, as they are now.
        today: in the rule's time zone.
        month: first day of the month that is shown.
    """

    sheet: HoursSheet
    today: date
    month: date
    zones: ClassVar[tuple[str, ...]] = USUAL_ZONES
    max_spans: ClassVar[int] = MAX_SPANS

    @property
    def hours(self) -> WorkingHours:
        """Of the rule."""
        return self.sheet.hours

    @property
    def days(self) -> tuple[tuple[str, str, Spans], ...]:
        """Of the week: each field's name, what it is called, and its spans."""
        named = zip(DAYS, asdict(self.hours.week).items(), strict=True)
        return tuple((day, self.words(name), spans) for name, (day, spans) in named)

    @property
    def weeks(self) -> tuple[tuple[CalendarDay | None, ...], ...]:
        """Of the month, from Monday on; None: a day of another month."""
        days: list[CalendarDay | None] = [None] * self.month.weekday()
        days += month_of(self.hours, self.month)
        days += [None] * (-len(days) % _WEEK_DAYS)
        starts = range(0, len(days), _WEEK_DAYS)
        return tuple(tuple(days[at : at + _WEEK_DAYS]) for at in starts)

    @property
    def title(self) -> str:
        """Of the month."""
        year, month = self.month.year, self.month.month
        return self.words(HoursPhrase.MONTH, year=year, month=month)

    @property
    def earlier(self) -> str:
        """The month before, as the page's query has it."""
        return f"{self.month - timedelta(days=1):%Y-%m}"

    @property
    def later(self) -> str:
        """The month after."""
        return f"{self.month + timedelta(days=31):%Y-%m}"


def hours_page(frame: Frame, rules: RulesOffice) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        rules: of the service.
    """
    routes = Blueprint("hours_page", __name__, url_prefix=ROOT)

    @page("When a rule's groups work.", Permission.READ_RULES, HoursLink)
    async def hours() -> Response:
        query = read_query(HoursLink)
        rule, now_ms = rule_of(rules, query.rule), rules.now_ms
        sheet = hours_sheet(rules.rules.book.version, rule.hours, now_ms)
        at = datetime.fromtimestamp(now_ms / 1000, UTC)
        today = at.astimezone(ZoneInfo(rule.hours.time_zone)).date()
        month = date.fromisoformat(f"{query.month or f'{today:%Y-%m}'}-01")
        cards = tuple(
            each
            for each in prompt_cards(rule, is_silent=rules.is_silent)
            if each.moment is Moment.OFF_HOURS
        )
        view = HoursView(
            *rule_parts(rules, rule, frame.words()), cards, sheet, today, month
        )
        known = (HoursPhrase, ServiceProblem, SettingsPhrase)
        return frame.render("hours.html", view, *known)

    routes.add_url_rule("/hours", view_func=hours)
    return frame.opened(routes)
