"""`/admin/reports`: the figures of service, with what they mean, and a chart (M7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission
from actors.records.access import scope_of
from actors.records.archive import Archive
from actors.records.bounds import Sought
from actors.records.figures import Figures
from actors.records.messages import (
    Dimension,
    LookUpFault,
    LookUpRefused,
    MakeReport,
    Report,
    ReportRow,
    Scope,
)
from actors.rules.setting_values import USUAL_PROMPT_SECONDS
from admin.operator.report_phrases import DIMENSIONS, HEADINGS
from admin.pages.doers import doers
from admin.pages.frame import Frame, page, principal
from admin.pages.language import NEVER
from admin.pages.nav import ROOT
from admin.pages.phrases.reports import MEANINGS, ReportsPhrase
from admin.pages.span import Day, begin_ms, day_of, days_before, end_ms
from admin.record_requests import found
from admin.rules_office import RulesOffice
from gateway.console.duration import duration
from gateway.console.phrases import Words
from runtime.http_app import read_query

USUAL_DAYS: Final = 7
_SPANS: Final = (
    (ReportsPhrase.TODAY, 1),
    (ReportsPhrase.WEEK, 7),
    (ReportsPhrase.MONTH, 30),
)
_COUNTS: Final = frozenset({"sessions", "served", "silent", "waits"})
_LENGTHS: Final = frozenset({"frt_ms", "art_ms", "aht_ms", "asa_ms"})


class ReportsLink(msgspec.Struct, frozen=True):
    """The query of the page; days are both within, "" = the last `USUAL_DAYS`."""

    by: Dimension = Dimension.DAY
    since: Day = ""
    until: Day = ""
    within: Annotated[int, Meta(ge=0, le=86_400)] = USUAL_PROMPT_SECONDS
    group: Sought = ""
    channel: Sought = ""
    agent: Sought = ""
    figure: Sought = "sessions"

    def in_days(self, now_ms: int, zone: ZoneInfo) -> ReportsLink:
        """The same with days."""
        since = self.since or days_before(now_ms, USUAL_DAYS - 1, zone)
        until = self.until or day_of(now_ms, zone)
        return msgspec.structs.replace(self, since=since, until=until)

    def wanted(self, zone: ZoneInfo, scope: Scope) -> MakeReport:
        """What the records are asked for."""
        return MakeReport(
            self.by,
            begin_ms(self.since, zone) or 0,
            end_ms(self.until, zone) or 0,
            zone.key,
            self.within,
            self.agent,
            self.group,
            self.channel,
            scope,
        )


@dataclass(frozen=True, slots=True)
class ReportsView:
    """What the page shows.

    Attributes:
        query: in days.
        made: None = such a span of time cannot be asked for.
        groups, channels, agents: values and names, to choose from.
        spans: names of spans of time, and links to them.
        table: query of the exports of the same.
    """

    words: Words
    query: ReportsLink
    made: Report | None
    groups: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    agents: tuple[tuple[str, str], ...]
    spans: tuple[tuple[str, str], ...]
    table: str

    @property
    def dimensions(self) -> tuple[tuple[str, str], ...]:
        """Values and names."""
        return tuple((x.value, self.words(name)) for x, name in DIMENSIONS.items())

    @property
    def figures(self) -> tuple[tuple[str, str, str], ...]:
        """Of each figure its field, its name, and what it means."""
        seconds = self.query.within
        return tuple(
            (
                field,
                self.words(name, seconds=seconds),
                self.words(MEANINGS[field], seconds=seconds),
            )
            for field, name in HEADINGS.items()
        )

    @property
    def figure(self) -> str:
        """The field that the chart shows."""
        return self.query.figure if self.query.figure in HEADINGS else "sessions"

    def text(self, figures: Figures, field: str) -> str:
        """A figure for people."""
        value: int | float | None = getattr(figures, field)
        if value is None:
            return NEVER
        if field in _LENGTHS:
            return duration(self.words, round(value))
        if field in _COUNTS:
            return str(value)
        return f"{value:.2f}" if field == "stars" else f"{value:.0%}"

    def value(self, row: ReportRow) -> float:
        """What the chart draws of a row."""
        return float(getattr(row.figures, self.figure) or 0)

    @property
    def most(self) -> float:
        """The whole length of the chart's bars."""
        rows = self.made.rows if self.made else ()
        return max((self.value(row) for row in rows), default=0) or 1


def reports_page(
    frame: Frame,
    archive: Archive,
    rules: RulesOffice,
    accounts: Accounts,
    wall_ms: Callable[[], int],
) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        archive: has the records.
        rules: know the skill groups and channels.
        accounts: know the agents.
        wall_ms: wall time.
    """
    routes = Blueprint("reports_page", __name__, url_prefix=ROOT)

    @page("The figures of service.", Permission.READ_REPORTS, ReportsLink)
    async def reports() -> Response:
        zone, now_ms = frame.zone(), wall_ms()
        query = read_query(ReportsLink).in_days(now_ms, zone)
        scope = scope_of(principal(), Permission.READ_REPORTS)
        wanted = query.wanted(zone, scope)
        answer = await archive.report(wanted)
        words = frame.words()
        people = await doers(accounts, words)
        view = ReportsView(
            words,
            query,
            None if _is_bad_span(answer) else found(answer),
            tuple((each.group, each.name) for each in rules.groups()),
            tuple((each.id, each.name or each.id) for each in rules.rules.channels),
            people.options(query.agent),
            tuple((words(x), _span(query, days, now_ms, zone)) for x, days in _SPANS),
            _table(wanted, words.language),
        )
        return frame.render("reports.html", view, ReportsPhrase)

    routes.add_url_rule("/reports", view_func=reports)
    return frame.opened(routes)


def _is_bad_span(answer: Report | LookUpRefused) -> bool:
    return isinstance(answer, LookUpRefused) and answer.fault is LookUpFault.BAD_SPAN


def _span(query: ReportsLink, days: int, now_ms: int, zone: ZoneInfo) -> str:
    """A link to the same of the last days."""
    since, until = days_before(now_ms, days - 1, zone), day_of(now_ms, zone)
    return _address(msgspec.structs.replace(query, since=since, until=until))


def _address(query: ReportsLink) -> str:
    fields = msgspec.to_builtins(query)
    return "?" + urlencode({name: x for name, x in fields.items() if x != ""})


def _table(wanted: MakeReport, language: str) -> str:
    """The query of an export for the reader."""
    fields = msgspec.to_builtins(wanted)
    kept = {
        name: value
        for name, value in fields.items()
        if name not in {"type", "scope"} and value != ""
    }
    return urlencode(kept | {"language": language})
