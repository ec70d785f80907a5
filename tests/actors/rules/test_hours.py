"""When a service is open, by the clock on the wall of its time zone (M4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from actors.rules.hours import (
    LOOK_AHEAD_DAYS,
    MAX_DATES,
    MAX_HOLIDAY_DAYS,
    MAX_NAME_CHARS,
    MAX_SPANS,
    USUAL_HOURS,
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

pytestmark = pytest.mark.covers("M4")

CLOSED = Week(*([()] * 7))


def spans(*texts: str) -> Spans:
    """Of `09:00-18:00` and the like."""
    return tuple(Span(*text.split("-")) for text in texts)


def daily(*texts: str) -> Week:
    return Week(*([spans(*texts)] * 7))


def ms(zone: str, text: str, fold: int = 0) -> int:
    """When a clock there shows `2026-01-31 09:00`; fold 1: the second time."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return round(local.timestamp() * 1000)


def shown(zone: str, wall_ms: int | None) -> str:
    """What a clock there shows, with its offset from UTC."""
    assert wall_ms is not None
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=wall_ms)
    return at.astimezone(ZoneInfo(zone)).strftime("%a %m-%d %H:%M:%S%z")


def changes(hours: WorkingHours, since: str, count: int) -> list[str]:
    """The next changes, as clocks there show them."""
    now: int | None = ms(hours.time_zone, since)
    found = []
    for _ in range(count):
        assert now is not None
        now = next_change_ms(hours, now)
        found.append(shown(hours.time_zone, now))
    return found


# --- the week


def test_the_usual_is_nine_to_six_in_shanghai_and_switched_off() -> None:
    now = ms("Asia/Shanghai", "2026-07-01 03:00")
    assert is_open(USUAL_HOURS, now)
    assert next_change_ms(USUAL_HOURS, now) is None
    assert next_opening_ms(USUAL_HOURS, now) == now
    hours = msgspec.structs.replace(USUAL_HOURS, is_on=True)
    assert not is_open(hours, now)
    assert changes(hours, "2026-07-01 03:00", 3) == [
        "Wed 07-01 09:00:00+0800",
        "Wed 07-01 18:00:00+0800",
        "Thu 07-02 09:00:00+0800",
    ]
    opens = ms("Asia/Shanghai", "2026-07-01 09:00")
    assert next_opening_ms(hours, now) == opens
    assert (is_open(hours, opens - 1), is_open(hours, opens)) == (False, True)
    closes = ms("Asia/Shanghai", "2026-07-01 18:00")
    assert (is_open(hours, closes - 1), is_open(hours, closes)) == (True, False)
    assert next_opening_ms(hours, closes - 1) == closes - 1


def test_each_day_of_the_week_has_its_spans_in_any_order() -> None:
    week = Week(
        monday=spans("13:00-17:00", "08:00-12:00"),
        tuesday=(),
        saturday=spans("10:00-14:00"),
        sunday=(),
    )
    hours = WorkingHours(is_on=True, week=week)
    assert changes(hours, "2026-06-05 20:00", 8) == [
        "Sat 06-06 10:00:00+0800",
        "Sat 06-06 14:00:00+0800",
        "Mon 06-08 08:00:00+0800",
        "Mon 06-08 12:00:00+0800",
        "Mon 06-08 13:00:00+0800",
        "Mon 06-08 17:00:00+0800",
        "Wed 06-10 09:00:00+0800",
        "Wed 06-10 18:00:00+0800",
    ]


def test_spans_that_touch_are_one() -> None:
    hours = WorkingHours(is_on=True, week=daily("09:00-12:00", "12:00-24:00"))
    assert changes(hours, "2026-06-05 08:00", 2) == [
        "Fri 06-05 09:00:00+0800",
        "Sat 06-06 00:00:00+0800",
    ]


def test_a_night_belongs_to_the_day_on_which_it_opens() -> None:
    week = Week((), (), (), (), spans("22:00-06:00"), (), ())
    holiday = Holiday("day of rest", date(2026, 6, 6))
    hours = WorkingHours(is_on=True, week=week, holidays=(holiday,))
    assert changes(hours, "2026-06-05 12:00", 2) == [
        "Fri 06-05 22:00:00+0800",
        "Sat 06-06 06:00:00+0800",
    ]
    assert is_open(hours, ms("Asia/Shanghai", "2026-06-06 05:59"))
    assert not is_open(hours, ms("Asia/Shanghai", "2026-06-05 05:59"))


def test_what_is_open_all_day_closes_at_midnight() -> None:
    week = msgspec.structs.replace(daily("00:00-24:00"), saturday=(), sunday=())
    hours = WorkingHours(is_on=True, week=week)
    assert changes(hours, "2026-06-02 12:00", 2) == [
        "Sat 06-06 00:00:00+0800",
        "Mon 06-08 00:00:00+0800",
    ]


def test_what_is_always_open_or_always_closed_never_changes() -> None:
    now = ms("Asia/Shanghai", "2026-06-05 08:00")
    whole = WorkingHours(is_on=True, week=daily("00:00-24:00"))
    assert (is_open(whole, now), next_change_ms(whole, now)) == (True, None)
    halves = WorkingHours(is_on=True, week=daily("12:00-00:00", "00:00-12:00"))
    assert (is_open(halves, now), next_change_ms(halves, now)) == (True, None)
    closed = WorkingHours(is_on=True, week=CLOSED)
    assert (is_open(closed, now), next_opening_ms(closed, now)) == (False, None)


# --- dates


def test_holidays_win_over_the_week_and_make_up_days_over_both() -> None:
    hours = WorkingHours(
        is_on=True,
        week=Week(saturday=(), sunday=()),
        holidays=(
            Holiday("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
            Holiday("eve", date(2026, 9, 30), spans=spans("09:00-12:00")),
        ),
        make_up_days=(
            MakeUpDay("调休", date(2026, 10, 10), spans("10:00-16:00")),
            MakeUpDay("值班", date(2026, 10, 5), spans("11:00-12:00")),
        ),
    )
    assert changes(hours, "2026-09-30 00:00", 8) == [
        "Wed 09-30 09:00:00+0800",
        "Wed 09-30 12:00:00+0800",
        "Mon 10-05 11:00:00+0800",
        "Mon 10-05 12:00:00+0800",
        "Thu 10-08 09:00:00+0800",
        "Thu 10-08 18:00:00+0800",
        "Fri 10-09 09:00:00+0800",
        "Fri 10-09 18:00:00+0800",
    ]
    assert is_open(hours, ms("Asia/Shanghai", "2026-10-10 10:00"))


def test_a_date_beyond_the_look_ahead_is_no_change_yet() -> None:
    far = date(2026, 6, 5) + timedelta(days=LOOK_AHEAD_DAYS)
    near = far - timedelta(days=1)
    now = ms("Asia/Shanghai", "2026-06-05 08:00")
    for day, expected in ((far, None), (near, f"{near:%a %m-%d} 08:00:00+0800")):
        made_up = MakeUpDay("far", day, spans("08:00-09:00"))
        hours = WorkingHours(is_on=True, week=CLOSED, make_up_days=(made_up,))
        found = next_opening_ms(hours, now)
        assert (found and shown("Asia/Shanghai", found)) == expected


# --- clocks that are changed


def test_what_opens_in_a_gap_opens_at_its_end() -> None:
    hours = WorkingHours(
        is_on=True, time_zone="Europe/Berlin", week=daily("02:30-04:00")
    )
    assert changes(hours, "2026-03-28 12:00", 2) == [
        "Sun 03-29 03:00:00+0200",
        "Sun 03-29 04:00:00+0200",
    ]
    inside = WorkingHours(
        is_on=True, time_zone="Europe/Berlin", week=daily("02:10-02:50")
    )
    assert changes(inside, "2026-03-28 12:00", 1) == ["Mon 03-30 02:10:00+0200"]


def test_what_closes_in_a_gap_closes_at_its_beginning() -> None:
    night = MakeUpDay("night", date(2026, 3, 28), spans("22:30-02:15"))
    hours = WorkingHours(
        is_on=True, time_zone="Europe/Berlin", week=CLOSED, make_up_days=(night,)
    )
    assert changes(hours, "2026-03-28 23:59", 1) == ["Sun 03-29 03:00:00+0200"]


def test_what_is_shown_twice_is_worked_twice() -> None:
    hours = WorkingHours(
        is_on=True, time_zone="Europe/Berlin", week=daily("01:00-02:30")
    )
    assert changes(hours, "2026-10-24 12:00", 4) == [
        "Sun 10-25 01:00:00+0200",
        "Sun 10-25 02:30:00+0200",
        "Sun 10-25 02:00:00+0100",
        "Sun 10-25 02:30:00+0100",
    ]


def test_a_day_over_a_change_is_as_long_as_it_is() -> None:
    for zone, day, hours_long in (
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Asia/Shanghai", "2026-04-05", 24),
    ):
        only = MakeUpDay("x", date.fromisoformat(day), spans("00:00-24:00"))
        hours = WorkingHours(
            is_on=True, time_zone=zone, week=CLOSED, make_up_days=(only,)
        )
        opens = next_opening_ms(hours, ms(zone, f"{day} 00:00") - 86_400_000)
        assert opens == ms(zone, f"{day} 00:00")
        closes = next_change_ms(hours, opens)
        assert closes is not None
        assert closes - opens == hours_long * 3_600_000


def test_clocks_that_change_at_midnight_lose_nothing() -> None:
    # Forward at 00:00, so that 00:30 is not shown; back at 00:01, to the day before.
    beirut = WorkingHours(
        is_on=True, time_zone="Asia/Beirut", week=daily("00:30-02:00")
    )
    assert changes(beirut, "2026-03-28 12:00", 2) == [
        "Sun 03-29 01:00:00+0300",
        "Sun 03-29 02:00:00+0300",
    ]
    newfoundland = WorkingHours(
        is_on=True, time_zone="America/St_Johns", week=daily("23:30-24:00")
    )
    assert changes(newfoundland, "2006-10-28 12:00", 4) == [
        "Sat 10-28 23:30:00-0230",
        "Sun 10-29 00:00:00-0230",
        "Sat 10-28 23:30:00-0330",
        "Sun 10-29 00:00:00-0330",
    ]
    samoa = WorkingHours(
        is_on=True, time_zone="Pacific/Apia", week=daily("09:00-10:00")
    )
    assert changes(samoa, "2011-12-29 09:30", 2) == [
        "Thu 12-29 10:00:00-1000",
        "Sat 12-31 09:00:00+1400",
    ]


# --- what is refused


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"week": {"monday": [{"opens": "9:00", "closes": "18:00"}]}}, "HH:MM"),
        ({"week": {"monday": [{"opens": "09:00", "closes": "24:01"}]}}, "HH:MM"),
        ({"week": {"monday": [{"opens": "09:00", "closes": "18:60"}]}}, "HH:MM"),
        ({"week": {"monday": [{"opens": "٠٩:00", "closes": "18:00"}]}}, "HH:MM"),
        ({"week": {"monday": [{"opens": "24:00", "closes": "18:00"}]}}, "before 24:00"),
        (
            {"week": {"monday": [{"opens": "09:00", "closes": "09:00"}]}},
            "that lasts, got 09:00-09:00",
        ),
        (
            {
                "week": {
                    "friday": [
                        {"opens": "17:00", "closes": "18:00"},
                        {"opens": "09:00", "closes": "17:01"},
                    ]
                }
            },
            "friday: expected spans that do not overlap: 09:00-17:01, 17:00-18:00",
        ),
        (
            {
                "week": {
                    "sunday": [
                        {"opens": f"0{hour}:00", "closes": f"0{hour}:30"}
                        for hour in range(MAX_SPANS + 1)
                    ]
                }
            },
            f"at most {MAX_SPANS} spans",
        ),
        ({"week": {"someday": []}}, "someday"),
        ({"time_zone": "Europe/Bonn"}, "IANA"),
        ({"time_zone": "localtime"}, "IANA"),
        ({"time_zone": "../etc/passwd"}, "IANA"),
        ({"holidays": [{"name": " ", "first": "2026-10-01"}]}, "printable characters"),
        ({"holidays": [{"name": "a\0", "first": "2026-10-01"}]}, "printable"),
        (
            {"holidays": [{"name": "x" * (MAX_NAME_CHARS + 1), "first": "2026-10-01"}]},
            f"1 to {MAX_NAME_CHARS}",
        ),
        ({"holidays": [{"name": "x", "first": "2026-02-29"}]}, "holidays"),
        (
            {"holidays": [{"name": "x", "first": "2026-10-02", "last": "2026-10-01"}]},
            f"1 to {MAX_HOLIDAY_DAYS} days, got x from 2026-10-02 to 2026-10-01",
        ),
        (
            {"holidays": [{"name": "x", "first": "2026-10-01", "last": "2027-10-02"}]},
            f"1 to {MAX_HOLIDAY_DAYS} days",
        ),
        (
            {
                "holidays": [
                    {"name": "a", "first": "2026-10-03"},
                    {"name": "b", "first": "2026-10-01", "last": "2026-10-03"},
                ]
            },
            "do not overlap: b and a on 2026-10-03",
        ),
        (
            {"make_up_days": [{"name": "x", "day": "2026-10-01", "spans": []}]},
            "spans of the make-up day x",
        ),
        (
            {
                "make_up_days": [
                    {
                        "name": "x",
                        "day": "2026-10-01",
                        "spans": [{"opens": "09:00", "closes": "18:00"}],
                    }
                ]
                * 2
            },
            "one make-up day on 2026-10-01",
        ),
    ],
)
def test_what_is_wrong_says_what_was_expected(
    given: dict[str, object], expected: str
) -> None:
    with pytest.raises(msgspec.ValidationError) as found:
        msgspec.convert(given, WorkingHours)
    assert expected in str(found.value)


def test_too_many_dates_are_refused() -> None:
    first = date(2026, 1, 1)
    days = [first + timedelta(days=2 * each) for each in range(MAX_DATES + 1)]
    holidays = tuple(Holiday(str(day), day) for day in days)
    assert len(WorkingHours(holidays=holidays[1:]).holidays) == MAX_DATES
    with pytest.raises(ValueError, match=f"at most {MAX_DATES}"):
        WorkingHours(holidays=holidays)


def test_what_was_stored_comes_back() -> None:
    hours = WorkingHours(
        is_on=True,
        time_zone="Europe/Berlin",
        week=Week(monday=spans("22:00-06:00"), sunday=()),
        holidays=(Holiday("x", date(2026, 12, 24), date(2026, 12, 26)),),
        make_up_days=(MakeUpDay("y", date(2026, 12, 27), spans("10:00-24:00")),),
    )
    for module in (msgspec.json, msgspec.msgpack):
        assert module.decode(module.encode(hours), type=WorkingHours) == hours
