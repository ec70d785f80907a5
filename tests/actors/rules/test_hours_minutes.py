"""Working hours, minute by minute: what is computed is what a clock shows (M4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.rules.hours import (
    Holiday,
    MakeUpDay,
    Span,
    Spans,
    Week,
    WorkingHours,
    is_open,
    next_change_ms,
    next_opening_ms,
)

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("M4")]

MINUTE_MS = 60_000
HORIZON = 2 * 24 * 60
"""Minutes that are looked at one by one."""
SHIFTS = (
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2026, 9, 30, 16, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(1991, 9, 14, 17, tzinfo=UTC)),
    ("America/St_Johns", datetime(2006, 10, 29, 2, 31, tzinfo=UTC)),
)


@pytest.mark.parametrize(("zone", "instant"), SHIFTS)
def test_the_moments_are_those_at_which_clocks_are_changed(
    zone: str, instant: datetime
) -> None:
    before, after = (
        (instant + timedelta(seconds=each)).astimezone(ZoneInfo(zone)).utcoffset()
        for each in (-1, 0)
    )
    is_quiet = zone == "Asia/Shanghai" and instant.year > 1991
    assert (before == after) == is_quiet


CLOCKS = st.builds(
    "{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 45, 59])
) | st.sampled_from(["00:00", "01:59", "02:00", "02:30", "03:00", "23:30"])


@st.composite
def days(draw: st.DrawFn) -> Spans:
    """Spans of a day that do not overlap; the last may go past midnight."""
    times = sorted(draw(st.sets(CLOCKS, max_size=6)))
    found = [
        Span(opens, closes)
        for opens, closes in zip(times[::2], times[1::2], strict=False)
    ]
    if len(times) % 2:
        end = draw(st.sampled_from(["24:00", "00:00", "00:30", "02:15", "05:00"]))
        if end == "24:00" or end < times[-1]:
            found.append(Span(times[-1], end))
    return tuple(draw(st.permutations(found)))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[WorkingHours, int]:
    """Hours, and a moment within a day and a half of a change of the clocks."""
    zone, instant = draw(st.sampled_from(SHIFTS))
    day = instant.astimezone(ZoneInfo(zone)).date()
    near = st.builds(lambda ahead: day + timedelta(days=ahead), st.integers(-2, 2))
    holidays = tuple(
        Holiday("h", first, None, draw(days()))
        for first in draw(st.sets(near, max_size=2))
    )
    made_up = tuple(
        MakeUpDay("m", at, worked)
        for at in draw(st.sets(near, max_size=2))
        if (worked := draw(days()))
    )
    week = Week(*(draw(days()) for _ in range(7)))
    hours = WorkingHours(
        is_on=True,
        time_zone=zone,
        week=week,
        holidays=holidays,
        make_up_days=made_up,
    )
    minutes = draw(st.integers(-36 * 60, 12 * 60))
    off = draw(st.sampled_from([0, 0, 1, 59_999]))
    return hours, round(instant.timestamp() * 1000) + minutes * MINUTE_MS + off


def is_worked(hours: WorkingHours, wall_ms: int) -> bool:
    """What a clock on the wall and the paper beside it say; nothing is clever here."""
    at = datetime.fromtimestamp(wall_ms // 1000, ZoneInfo(hours.time_zone))
    clock = f"{at:%H:%M}"
    today, yesterday = at.date(), at.date() - timedelta(days=1)
    for span in on_paper(hours, today):
        if span.opens <= clock and (clock < span.closes or span.closes < span.opens):
            return True
    for span in on_paper(hours, yesterday):
        if span.closes < span.opens and clock < span.closes:
            return True
    return False


def on_paper(hours: WorkingHours, day: date) -> Spans:
    weekday = f"{day:%A}".lower()
    spans: Spans = getattr(hours.week, weekday)
    for holiday in hours.holidays:
        if holiday.first == day:
            spans = holiday.spans
    for made_up in hours.make_up_days:
        if made_up.day == day:
            spans = made_up.spans
    return spans


@settings(max_examples=100)
@given(worlds())
def test_each_minute_is_as_the_clock_shows(world: tuple[WorkingHours, int]) -> None:
    hours, now = world
    is_now = is_worked(hours, now)
    assert is_open(hours, now) == is_now
    first = now // MINUTE_MS * MINUTE_MS
    change = next(
        (
            at
            for at in range(first + MINUTE_MS, first + HORIZON * MINUTE_MS, MINUTE_MS)
            if is_worked(hours, at) != is_now
        ),
        None,
    )
    found = next_change_ms(hours, now)
    if change is None:
        assert found is None or found >= first + HORIZON * MINUTE_MS
    else:
        assert found == change
    assert next_opening_ms(hours, now) == (now if is_now else found)
