"""PURE: working hours as a calendar shows them: a month, day by day (M4).

What is shown is what clocks on the wall show, as `hours` decides: also what opened on
the day before and goes on past midnight.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, unique
from itertools import chain
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from actors.rules.hours import Span, WorkingHours

_DAY: Final = 24 * 60
"""Minutes."""


@unique
class DayKind(Enum):
    """Why a day's hours are as they are."""

    WEEK = "week"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


class CalendarDay(msgspec.Struct, frozen=True):
    """A day.

    Attributes:
        name: of the holiday or make-up day.
        open: when clocks show it open, in order, none touching the next; none: closed.
        shift_minutes: by which clocks go forward (or, below 0, back) on that day.
    """

    day: date
    kind: DayKind
    name: str
    open: tuple[Span, ...]
    shift_minutes: int = 0


def month_of(hours: WorkingHours, day: date) -> tuple[CalendarDay, ...]:
    """All days of the month in which a day lies; as if the hours were switched on."""
    zone = ZoneInfo(hours.time_zone)
    _, days = monthrange(day.year, day.month)
    return tuple(_shown(hours, zone, day.replace(day=one + 1)) for one in range(days))


def _shown(hours: WorkingHours, zone: ZoneInfo, day: date) -> CalendarDay:
    kind, name = _why(hours, day)
    before = day - timedelta(days=1)
    stretches = chain(
        _clipped(hours.spans_on(before), _DAY), _clipped(hours.spans_on(day), 0)
    )
    spans = tuple(Span(_clock(a), _clock(b)) for a, b in _merged(stretches))
    return CalendarDay(day, kind, name, spans, _shift_minutes(zone, day))


def _why(hours: WorkingHours, day: date) -> tuple[DayKind, str]:
    for made_up in hours.make_up_days:
        if made_up.day == day:
            return DayKind.MAKE_UP, made_up.name
    for holiday in hours.holidays:
        if holiday.first <= day <= holiday.end:
            return DayKind.HOLIDAY, holiday.name
    return DayKind.WEEK, ""


def _clipped(spans: Iterable[Span], midnight: int) -> Iterator[tuple[int, int]]:
    """What of the spans lies in the day that begins so many minutes after theirs."""
    for span in spans:
        opens, closes = (minute - midnight for minute in span.minutes)
        if closes > 0 and opens < _DAY:
            yield max(opens, 0), min(closes, _DAY)


def _merged(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same in order, those that meet as one."""
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(stretches):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    yield from merged


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _shift_minutes(zone: ZoneInfo, day: date) -> int:
    """How much shorter than 24 hours the day is, by its clocks."""
    begin, end = (
        datetime.combine(each, time(), zone).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return _DAY - int((end - begin) / timedelta(minutes=1))
