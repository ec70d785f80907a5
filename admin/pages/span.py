"""PURE: days that somebody chose in a form, as moments of wall time in his zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from msgspec import Meta

Day = Annotated[str, Meta(max_length=10, pattern=r"^(\d{4}-\d{2}-\d{2})?\Z")]
"""Of an input of type date; "" = none."""
_MS: Final = 1_000


def begin_ms(day: Day, zone: ZoneInfo) -> int | None:
    """The midnight at which a day begins; None where there is no such day."""
    found = _date(day)
    return None if found is None else _midnight(found, zone)


def end_ms(day: Day, zone: ZoneInfo) -> int | None:
    """The midnight at which a day ends; None where there is no such day."""
    found = _date(day)
    if found is None or found == date.max:
        return None
    return _midnight(found + timedelta(days=1), zone)


def day_of(ms: int, zone: ZoneInfo) -> Day:
    """The day of a moment."""
    return f"{datetime.fromtimestamp(ms / _MS, zone):%Y-%m-%d}"


def days_before(ms: int, days: int, zone: ZoneInfo) -> Day:
    """The day that is so many before a moment's."""
    day = datetime.fromtimestamp(ms / _MS, zone).date() - timedelta(days=days)
    return f"{day:%Y-%m-%d}"


def _date(day: Day) -> date | None:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    # Years that no clock has had, and none will have, overflow in some zones.
    return found if _FIRST <= found <= _LAST else None


_FIRST: Final = date(1970, 1, 2)
_LAST: Final = date(2200, 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> int:
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    return max(0, round(begin.timestamp() * _MS))
