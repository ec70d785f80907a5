"""Working hours as a calendar shows them, against the hours' own decision (M4)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from actors.rules.calendar import CalendarDay, DayKind, month_of
from actors.rules.hours import Holiday, MakeUpDay, WorkingHours, is_open
from tests.actors.rules.test_hours import CLOSED, daily, spans
from tests.actors.rules.test_hours_minutes import worlds

pytestmark = pytest.mark.covers("M4")


def shown(hours: WorkingHours, day: str) -> CalendarDay:
    wanted = date.fromisoformat(day)
    return month_of(hours, wanted)[wanted.day - 1]


@settings(max_examples=200)
@given(worlds())
def test_it_shows_what_the_hours_decide(world: tuple[WorkingHours, int]) -> None:
    hours, now = world
    at = datetime.fromtimestamp(now // 1000, ZoneInfo(hours.time_zone))
    day = month_of(hours, at.date())[at.day - 1]
    assert day.day == at.date()
    clock = f"{at:%H:%M}"
    is_shown = any(span.opens <= clock < span.closes for span in day.open)
    assert is_shown == is_open(hours, now)


def test_a_month_has_all_its_days() -> None:
    days = month_of(WorkingHours(), date(2028, 2, 17))
    assert [days[0].day, days[-1].day] == [date(2028, 2, 1), date(2028, 2, 29)]
    assert len(days) == 29
    assert {day.kind for day in days} == {DayKind.WEEK}


def test_what_goes_past_midnight_is_of_both_days() -> None:
    hours = WorkingHours(week=daily("00:30-01:00", "18:00-00:30"))
    assert shown(hours, "2026-03-03").open == spans("00:00-01:00", "18:00-24:00")


def test_holidays_and_make_up_days_say_their_names() -> None:
    hours = WorkingHours(
        week=CLOSED,
        holidays=(Holiday("Rest", date(2026, 10, 1), date(2026, 10, 3)),),
        make_up_days=(MakeUpDay("Work", date(2026, 10, 2), spans("09:00-24:00")),),
    )
    days = month_of(hours, date(2026, 10, 1))[:4]
    assert [(day.kind, day.name, day.open) for day in days] == [
        (DayKind.HOLIDAY, "Rest", ()),
        (DayKind.MAKE_UP, "Work", spans("09:00-24:00")),
        (DayKind.HOLIDAY, "Rest", ()),
        (DayKind.WEEK, "", ()),
    ]


@pytest.mark.parametrize(
    ("zone", "day", "minutes"),
    [
        ("Europe/Berlin", "2026-03-29", 60),
        ("Europe/Berlin", "2026-10-25", -60),
        ("Australia/Lord_Howe", "2026-10-04", 30),
        ("Asia/Shanghai", "2026-03-29", 0),
    ],
)
def test_days_on_which_clocks_change_are_told(
    zone: str, day: str, minutes: int
) -> None:
    hours = WorkingHours(time_zone=zone)
    assert shown(hours, day).shift_minutes == minutes
