"""PURE: a time as operators write it."""

from __future__ import annotations

from datetime import datetime, tzinfo

from runtime.errors import UsageError


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
        ms = round(time.timestamp() * 1_000)
    except (ValueError, OverflowError, OSError):
        ms = -1
    if ms < 0:
        expected = "expected a time as 2026-05-01 or 2026-05-01T09:30"
        raise UsageError(f"{expected}, got {text!r}")
    return ms
