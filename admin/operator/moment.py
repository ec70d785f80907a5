"""PURE: times as operators write and read them."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from runtime.errors import UsageError

_MS: Final = 1_000
_DAY_MS: Final = 86_400 * _MS


def moment(text: str, zone: tzinfo | None) -> int:
    """PURE: wall time in ms of a date or time in ISO 8601; of a date its begin.

    Args:
        text: without an offset it is meant in `zone`.
        zone: None is the machine's.

    Raises:
        UsageError: it is none.
    """
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is None:
            time = time.replace(tzinfo=zone) if zone else time.astimezone()
        ms = round(time.timestamp() * _MS)
    except (ValueError, OverflowError, OSError):
        ms = -1
    if ms < 0:
        expected = "expected a time as 2026-05-01 or 2026-05-01T09:30"
        raise UsageError(f"{expected}, got {text!r}")
    return ms


def since_ms(days: int, now_ms: int) -> int:
    """Wall time in ms, so many days ago.

    Raises:
        UsageError: no such number of days.
    """
    if days < 1:
        raise UsageError(f"expected --days 1 or more, got {days}")
    return max(0, now_ms - days * _DAY_MS)


def to_second(at_ms: int) -> str:
    """A wall time in the machine's time zone; "" of none."""
    return f"{_local(at_ms):%Y-%m-%d %H:%M:%S}" if at_ms else ""


def to_minute(at_ms: int) -> str:
    """The same, shorter."""
    return f"{_local(at_ms):%Y-%m-%d %H:%M}"


def _local(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / _MS).astimezone()
