"""Days that somebody chose, as moments in his time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from admin.pages.span import begin_ms, day_of, days_before, end_ms

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
HOUR_MS = 3_600_000


def test_a_day_is_from_midnight_to_midnight() -> None:
    begin = begin_ms("2026-05-01", SHANGHAI)
    assert begin == round(datetime(2026, 4, 30, 16, tzinfo=UTC).timestamp() * 1_000)
    assert end_ms("2026-05-01", SHANGHAI) == (begin or 0) + 24 * HOUR_MS


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_days_on_which_clocks_are_set_are_shorter_or_longer(
    day: str, hours: int
) -> None:
    begin, end = begin_ms(day, BERLIN), end_ms(day, BERLIN)
    assert begin is not None
    assert end is not None
    assert end - begin == hours * HOUR_MS
    assert day_of(begin, BERLIN) == day_of(end - 1, BERLIN) == day


@pytest.mark.parametrize("day", ["", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_no_moment(day: str) -> None:
    assert begin_ms(day, SHANGHAI) is None
    assert end_ms(day, SHANGHAI) is None


def test_days_back() -> None:
    now_ms = round(datetime(2026, 3, 1, 1, tzinfo=UTC).timestamp() * 1_000)
    assert day_of(now_ms, SHANGHAI) == days_before(now_ms, 0, SHANGHAI) == "2026-03-01"
    assert days_before(now_ms, 6, SHANGHAI) == "2026-02-23"
