"""When a service is open the next time, in the words of its visitors."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from actors.rules.hours import Holiday, Span, Week, WorkingHours
from actors.rules.opening_words import opens_at

pytestmark = pytest.mark.covers("M4", "V7")
DAY = (Span("09:30", "18:00"),)
SHOP = WorkingHours(
    is_on=True,
    time_zone="America/New_York",
    week=Week(DAY, DAY, DAY, DAY, DAY, (), ()),
    holidays=(Holiday("Labour Day", date(2026, 9, 7)),),
)


def ms(text: str, zone: str = "America/New_York") -> int:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    return round(local.timestamp() * 1000)


@pytest.mark.parametrize(
    ("now", "zh", "en"),
    [
        # The same day, the next one, and after week-end and holiday.
        (
            "2026-09-03 08:59:59",
            "9 月 3 日（周四） 09:30",
            "on Thursday, 3 September, at 09:30",
        ),
        (
            "2026-09-03 18:00",
            "9 月 4 日（周五） 09:30",
            "on Friday, 4 September, at 09:30",
        ),
        (
            "2026-09-04 18:00",
            "9 月 8 日（周二） 09:30",
            "on Tuesday, 8 September, at 09:30",
        ),
    ],
)
def test_it_is_told_by_the_clock_of_the_rule(now: str, zh: str, en: str) -> None:
    assert opens_at(SHOP, ms(now), "zh") == zh
    assert opens_at(SHOP, ms(now), "en") == en


def test_elsewhere_it_is_another_day_already() -> None:
    now = ms("2026-09-04 09:00", "Asia/Shanghai")  # the third, 21:00, in New York
    assert opens_at(SHOP, now, "en") == "on Friday, 4 September, at 09:30"


def test_what_never_opens_is_told_so() -> None:
    never = WorkingHours(is_on=True, week=Week((), (), (), (), (), (), ()))
    assert opens_at(never, ms("2026-09-03 12:00"), "zh") == "另行通知"
    assert opens_at(never, ms("2026-09-03 12:00"), "en") == "at a time to be announced"
