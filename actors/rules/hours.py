"""PURE: the working hours of a service rule (M4).

What counts is what a clock on the wall shows in the rule's time zone: a service is open
whenever that clock stands in a span of the day. So, where clocks go forward, what would
have opened in the gap opens at its end; where they go back, the repeated time counts
twice. A span belongs to the day on which it opens, and is kept until it closes, though
the next day be a holiday. Make-up days win over holidays, holidays over week-days.

All values say what was expected when they are made, decoded or not: `ValueError`, which
msgspec tells with the place in what was decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import astuple

MAX_SPANS: Final = 8
"""Of one day: more than anybody's breaks."""
MAX_DATES: Final = 200
"""Holidays and make-up days of one rule: ten years of those of most countries."""
MAX_HOLIDAY_DAYS: Final = 366
"""Of one holiday."""
MAX_NAME_CHARS: Final = 64
LOOK_AHEAD_DAYS: Final = 366
"""So far a change is looked for: nothing that is decided today needs more. Where none
is found, with the most dates, that takes some 20 ms."""
USUAL_ZONE: Final = "Asia/Shanghai"

_DAY: Final = 24 * 60
"""Minutes."""
_CLOCK: Final = re.compile(r"(\d\d):([0-5]\d)", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From `opens` up to, and without, `closes`; both are HH:MM of 24 hours.

    `closes` may be 24:00; when it is before `opens`, it is on the next day.

    Raises:
        ValueError: one of them is no time of day, or both are the same.
    """

    opens: str
    closes: str

    def __post_init__(self) -> None:
        """Checks both."""
        opens, closes = _minutes(self.opens), _minutes(self.closes)
        if opens == _DAY:
            raise ValueError("expected a span to open before 24:00")
        if opens == closes:
            raise ValueError(
                f"expected a span that lasts, got {self}; the whole day is 00:00-24:00"
            )

    def __str__(self) -> str:
        return f"{self.opens}-{self.closes}"

    @property
    def minutes(self) -> tuple[int, int]:
        """Both in minutes since the midnight before it opens."""
        opens, closes = _minutes(self.opens), _minutes(self.closes)
        return opens, closes if closes > opens else closes + _DAY


def _minutes(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    minutes = int(found[1]) * 60 + int(found[2]) if found else _DAY + 1
    if minutes > _DAY:
        raise ValueError(f"expected a time of day as HH:MM, up to 24:00, got {text!r}")
    return minutes


Spans = tuple[Span, ...]
"""Of one day, in any order; none: closed."""


def _check_day(spans: Spans) -> None:
    if len(spans) > MAX_SPANS:
        raise ValueError(f"expected at most {MAX_SPANS} spans of a day")
    for one, next_ in pairwise(sorted(spans, key=lambda span: span.minutes)):
        if next_.minutes[0] < one.minutes[1]:
            raise ValueError(f"expected spans that do not overlap: {one}, {next_}")


USUAL_DAY: Final[Spans] = (Span("09:00", "18:00"),)


class Week(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The spans of each day of the week.

    Raises:
        ValueError: spans of a day overlap, or are too many.
    """

    monday: Spans = USUAL_DAY
    tuesday: Spans = USUAL_DAY
    wednesday: Spans = USUAL_DAY
    thursday: Spans = USUAL_DAY
    friday: Spans = USUAL_DAY
    saturday: Spans = USUAL_DAY
    sunday: Spans = USUAL_DAY

    def __post_init__(self) -> None:
        """Checks each day."""
        for name, spans in zip(self.__struct_fields__, astuple(self), strict=True):
            try:
                _check_day(spans)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days on which the week does not count.

    Attributes:
        name: for people.
        first, last: the days, as 2026-10-01, both among them; no `last`: one day.
        spans: of each of them; none: closed.

    Raises:
        ValueError: no name, the days are in the wrong order or too many, or spans as in
            `Week`.
    """

    name: str
    first: date
    last: date | None = None
    spans: Spans = ()

    def __post_init__(self) -> None:
        """Checks all of it."""
        _check_name(self.name)
        _check_day(self.spans)
        days = (self.end - self.first).days + 1
        if not 1 <= days <= MAX_HOLIDAY_DAYS:
            raise ValueError(
                f"expected a holiday of 1 to {MAX_HOLIDAY_DAYS} days, got {self.name}"
                f" from {self.first} to {self.end}"
            )

    @property
    def end(self) -> date:
        """The last of the days."""
        return self.last or self.first


class MakeUpDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A date that is worked, whatever the day of the week and the holidays.

    Raises:
        ValueError: no name, no spans, or spans as in `Week`.
    """

    name: str
    day: date
    spans: Spans

    def __post_init__(self) -> None:
        """Checks all of it."""
        _check_name(self.name)
        _check_day(self.spans)
        if not self.spans:
            raise ValueError(f"expected spans of the make-up day {self.name}, got none")


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > MAX_NAME_CHARS or not name.isprintable():
        raise ValueError(
            f"expected a name of 1 to {MAX_NAME_CHARS} printable characters,"
            f" got {name!r:.80}"
        )


class WorkingHours(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True
):
    """When a service is open.

    Attributes:
        is_on: False: always open, and the rest waits to be switched on.
        time_zone: a name of the IANA's data base.
        week: where no date says otherwise.
        holidays: in any order; no day is of two.
        make_up_days: in any order; no two of a day.

    Raises:
        ValueError: such a time zone is not known, days are named twice, or too many.
    """

    is_on: bool = False
    time_zone: str = USUAL_ZONE
    week: Week = Week()
    holidays: tuple[Holiday, ...] = ()
    make_up_days: tuple[MakeUpDay, ...] = ()

    def __post_init__(self) -> None:
        """Checks all of it."""
        if self.time_zone not in _zones():
            raise ValueError(
                "expected a time zone of the IANA's, as Asia/Shanghai,"
                f" got {self.time_zone!r:.80}"
            )
        if len(self.holidays) + len(self.make_up_days) > MAX_DATES:
            raise ValueError(
                f"expected at most {MAX_DATES} holidays and make-up days together"
            )
        for one, next_ in pairwise(sorted(self.holidays, key=_first)):
            if next_.first <= one.end:
                raise ValueError(
                    "expected holidays that do not overlap:"
                    f" {one.name} and {next_.name} on {next_.first}"
                )
        for day, next_day in pairwise(sorted(each.day for each in self.make_up_days)):
            if day == next_day:
                raise ValueError(f"expected one make-up day on {day}, got several")

    def spans_on(self, day: date) -> Spans:
        """What of the day is worked, whether switched on or not."""
        for made_up in self.make_up_days:
            if made_up.day == day:
                return made_up.spans
        for holiday in self.holidays:
            if holiday.first <= day <= holiday.end:
                return holiday.spans
        spans: Spans = astuple(self.week)[day.weekday()]
        return spans


def _first(holiday: Holiday) -> date:
    return holiday.first


@cache
def _zones() -> frozenset[str]:
    """All names: not what this machine has, which may be more (`localtime`) or none."""
    return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split())


USUAL_HOURS: Final = WorkingHours()
"""09:00 to 18:00 every day, switched off."""


def is_open(hours: WorkingHours, wall_ms: int) -> bool:
    """Whether it is open at that time (ms since the epoch)."""
    return not hours.is_on or _is_open(hours, ZoneInfo(hours.time_zone), wall_ms)


def next_change_ms(hours: WorkingHours, wall_ms: int) -> int | None:
    """When it opens or closes the next time, later than `wall_ms`; None: it does not.

    None, too, when it does so after `LOOK_AHEAD_DAYS` only.
    """
    if not hours.is_on:
        return None
    zone = ZoneInfo(hours.time_zone)
    is_open_now = _is_open(hours, zone, wall_ms)
    today = _local(zone, wall_ms).date()
    # Clocks that go back past midnight show a day again: begin a day before, and look
    # at two days at a time.
    for ahead in range(-1, LOOK_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        if not _may_change(hours, day, is_open_now=is_open_now):
            continue
        moments = {*_moments(hours, zone, day), *_moments(hours, zone, _after(day))}
        for at_ms in sorted(each for each in moments if each > wall_ms):
            if _is_open(hours, zone, at_ms) != is_open_now:
                return at_ms
    return None


def next_opening_ms(hours: WorkingHours, wall_ms: int) -> int | None:
    """When it is open the next time: now, if it is; None as in `next_change_ms`."""
    return wall_ms if is_open(hours, wall_ms) else next_change_ms(hours, wall_ms)


def _local(zone: ZoneInfo, wall_ms: int) -> datetime:
    return (_EPOCH + wall_ms * _MS).astimezone(zone)


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _before(day: date) -> date:
    return day - timedelta(days=1)


def _tails(hours: WorkingHours, day: date) -> Iterator[int]:
    """When what opened on the day before closes on this one, in minutes."""
    for span in hours.spans_on(_before(day)):
        if span.minutes[1] > _DAY:
            yield span.minutes[1] - _DAY


def _is_open(hours: WorkingHours, zone: ZoneInfo, wall_ms: int) -> bool:
    local = _local(zone, wall_ms)
    day, minute = local.date(), local.hour * 60 + local.minute
    spans = (span.minutes for span in hours.spans_on(day))
    return any(opens <= minute < closes for opens, closes in spans) or any(
        minute < closes for closes in _tails(hours, day)
    )


def _may_change(hours: WorkingHours, day: date, *, is_open_now: bool) -> bool:
    """False: all of the day is as it is now, whatever the clocks do."""
    spans = sorted(span.minutes for span in hours.spans_on(day))
    reached = max(_tails(hours, day), default=0)
    if not is_open_now:
        return bool(spans or reached)
    for opens, closes in spans:
        if opens > reached:
            break
        reached = max(reached, closes)
    return reached < _DAY


def _moments(hours: WorkingHours, zone: ZoneInfo, day: date) -> Iterator[int]:
    """Whenever something may change on the day: at a boundary, or with the clocks."""
    spans = (minute for span in hours.spans_on(day) for minute in span.minutes)
    # What ends with the day before ends at midnight; what goes on is the next day's.
    for minute in {0, *_tails(hours, day), *spans}:
        if minute <= _DAY:
            yield from _readings(zone, day, minute)
    begin_ms, end_ms = min(_readings(zone, day, 0)), max(_readings(zone, day, _DAY))
    if _shift(zone, begin_ms) != _shift(zone, end_ms):
        yield _shifted_ms(zone, begin_ms, end_ms)


def _readings(zone: ZoneInfo, day: date, minute: int) -> Iterator[int]:
    """When clocks show a time, by their offset before and after a shift."""
    shown = datetime.combine(day, time(), zone) + timedelta(minutes=minute)
    for fold in (0, 1):
        yield (shown.replace(fold=fold).astimezone(UTC) - _EPOCH) // _MS


def _shift(zone: ZoneInfo, wall_ms: int) -> timedelta | None:
    return _local(zone, wall_ms).utcoffset()


def _shifted_ms(zone: ZoneInfo, begin_ms: int, end_ms: int) -> int:
    """When the clocks are changed, between two times that differ."""
    before = _shift(zone, begin_ms)
    while end_ms - begin_ms > 1:
        middle_ms = (begin_ms + end_ms) // 2
        if _shift(zone, middle_ms) == before:
            begin_ms = middle_ms
        else:
            end_ms = middle_ms
    return end_ms
