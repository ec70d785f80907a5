"""Reports: one grouping over the legs of a span of time."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    distinct,
    func,
    literal_column,
    select,
)

from actors.records.conditions import in_scope
from actors.records.figures import (
    BUCKET_MS,
    Sums,
    by_day,
    by_hour,
    figures_of,
    total,
)
from actors.records.leg_sums import (
    COUNTED_WAITS,
    HANDED_OVER,
    LAPSED,
    SATISFIED_STARS,
)
from actors.records.messages import (
    Dimension,
    LookUpFault,
    LookUpRefused,
    MakeReport,
    Report,
    ReportRow,
)
from actors.records.rows import LegEnding, LegKind
from actors.records.tables import INTENTS, LEGS, TAGS
from actors.records.time_limit import in_time

MAX_REPORT_DAYS: Final = 366
"""The longest span of one report."""
MAX_REPORT_ROWS: Final = 1_000
"""Agents, groups … in one report, those with most sessions."""
REPORT_SECONDS: Final = 5.0
"""Of one report; one that takes longer is broken off: accounts wait behind it."""
_DAY_MS: Final = 86_400_000
_LEGS: Final = LEGS.c
_BUCKET: Final = _LEGS.begun_ms.op("/")(literal_column(str(BUCKET_MS)))

_Number = ColumnElement[int]


def _is(kind: LegKind, *endings: LegEnding) -> ColumnElement[bool]:
    of_kind = _LEGS.kind == kind.value
    if not endings:
        return of_kind
    return and_(of_kind, _LEGS.ending.in_([each.value for each in endings]))


_BEGAN: Final = func.sum(case((_LEGS.leg == 1, 1), else_=0))
_TALKED: Final = and_(_is(LegKind.ROBOT), _LEGS.visitor_messages > 0)


def make_report(connection: Connection, request: MakeReport) -> Report | LookUpRefused:
    """The figures of a span of time, by one dimension."""
    try:
        zone = ZoneInfo(request.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words = f"expected a time zone as Asia/Shanghai, got {request.zone!r}"
        return LookUpRefused(LookUpFault.BAD_ZONE, words)
    length = request.until_ms - request.from_ms
    if not 0 < length <= MAX_REPORT_DAYS * _DAY_MS:
        words = f"expected a span of up to {MAX_REPORT_DAYS} days, got {length} ms"
        return LookUpRefused(LookUpFault.BAD_SPAN, words)

    def look() -> Report:
        if request.by in _OF_TIME:
            return _by_time(connection, request, zone)
        return _by_key(connection, request)

    return in_time(connection, REPORT_SECONDS, look)


_OF_TIME: Final = {Dimension.HOUR: by_hour, Dimension.DAY: by_day}
_OF_LEGS: Final = {
    Dimension.AGENT: (_LEGS.agent, _LEGS.agent_name),
    Dimension.GROUP: (_LEGS.group, _LEGS.group_name),
    Dimension.CHANNEL: (_LEGS.channel, _LEGS.channel),
    Dimension.TAG: (TAGS.c.tag, TAGS.c.tag),
    Dimension.INTENT: (INTENTS.c.intent, INTENTS.c.name),
}
"""What is grouped by, and its name."""
_MARKS: Final = {Dimension.TAG: TAGS, Dimension.INTENT: INTENTS}
"""Where that is a session's, not a leg's."""


def _by_time(connection: Connection, request: MakeReport, zone: ZoneInfo) -> Report:
    statement = (
        select(_BUCKET, *_sums(_BEGAN, request.prompt_seconds))
        .where(*_within(request))
        .group_by(_BUCKET)
    )
    buckets = (
        (row[0], Sums(*map(int, row[1:]))) for row in connection.execute(statement)
    )
    parts = _OF_TIME[request.by](buckets, zone)
    rows = tuple(ReportRow(key, key, figures_of(sums)) for key, sums in parts.items())
    return Report(rows, figures_of(total(parts)))


def _by_key(connection: Connection, request: MakeReport) -> Report:
    key, name = _OF_LEGS[request.by]
    different = func.count(distinct(_LEGS.number))
    sums = _sums(different, request.prompt_seconds)
    grouped = select(key, func.max(name), *sums).where(*_within(request), key != "")
    everything = select(*sums).where(*_within(request))
    if (marks := _MARKS.get(request.by)) is not None:
        marked = LEGS.join(marks, marks.c.number == _LEGS.number)
        grouped = grouped.select_from(marked)
    order = (different.desc(), key)
    grouped = grouped.group_by(key).order_by(*order).limit(MAX_REPORT_ROWS)
    rows = tuple(
        ReportRow(row[0], row[1], figures_of(Sums(*map(int, row[2:]))))
        for row in connection.execute(grouped)
    )
    (whole,) = connection.execute(everything)
    return Report(rows, figures_of(Sums(*map(int, whole))))


def _within(request: MakeReport) -> list[ColumnElement[bool]]:
    conditions = [
        _LEGS.begun_ms >= request.from_ms,
        _LEGS.begun_ms < request.until_ms,
        *in_scope(request.scope, LEGS),
    ]
    for wanted, column in (
        (request.agent, _LEGS.agent),
        (request.group, _LEGS.group),
        (request.channel, _LEGS.channel),
    ):
        if wanted:
            conditions.append(column == wanted)
    return conditions


def sums_by_group(
    connection: Connection, from_ms: int, prompt_seconds: int
) -> dict[str, Sums]:
    """Of all legs that began since then; "" is no group.

    A session counts for the group of its first leg.
    """
    statement = (
        select(_LEGS.group, *_sums(_BEGAN, prompt_seconds))
        .where(_LEGS.begun_ms >= from_ms)
        .group_by(_LEGS.group)
    )
    rows = connection.execute(statement)
    return {row[0]: Sums(*map(int, row[1:])) for row in rows}


def _sums(sessions: _Number, prompt_seconds: int) -> list[_Number]:
    """In the order of `Sums`; 0 where there is nothing to add.

    What each is says `actors.records.leg_sums`, too.
    """
    ended = _LEGS.ended_ms.is_not(None)
    answered = _is(LegKind.WAITED, LegEnding.ANSWERED)
    prompt = and_(answered, _LEGS.wait_ms <= prompt_seconds * 1_000)
    return [
        func.coalesce(sessions, 0),
        _count(_is(LegKind.SERVED)),
        _count(_is(LegKind.SILENT, *LAPSED)),
        func.count(_LEGS.frt_ms),
        _sum(_LEGS.frt_ms),
        _sum(_LEGS.replies),
        _sum(_LEGS.reply_ms),
        func.count(_LEGS.handle_ms),
        _sum(_LEGS.handle_ms),
        _count(_is(LegKind.WAITED, *COUNTED_WAITS)),
        _count(answered),
        _sum(case((answered, _LEGS.wait_ms))),
        _count(prompt),
        _count(_is(LegKind.WAITED, LegEnding.ABANDONED)),
        _count(_is(LegKind.SERVED, *HANDED_OVER)),
        _count(and_(_TALKED, ended)),
        _count(and_(_TALKED, _LEGS.ending == LegEnding.CLOSED.value)),
        func.count(_LEGS.stars),
        _sum(_LEGS.stars),
        _count(_LEGS.stars >= SATISFIED_STARS),
        func.count(_LEGS.is_solved),
        _sum(_LEGS.is_solved),
    ]


def _count(condition: ColumnElement[bool]) -> _Number:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _sum(column: ColumnElement[int]) -> _Number:
    return func.coalesce(func.sum(column), 0)
