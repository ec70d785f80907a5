"""Times as operators write and read them."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from admin.operator.moment import moment, since_ms, to_minute, to_second
from runtime.errors import UsageError

DAY_MS = 86_400_000


def test_a_time_without_a_zone_is_the_machines() -> None:
    assert moment("2026-05-01", None) == moment("2026-05-01T00:00", None)
    assert moment("1970-01-02", UTC) == moment("1970-01-02T01:00+01:00", None) == DAY_MS


def test_what_is_no_time_is_refused() -> None:
    for text in ("soon", "1960-01-01"):
        with pytest.raises(UsageError, match=f"expected a time as .*, got {text!r}"):
            moment(text, UTC)


@given(integers(1, 2**31))
def test_what_is_shown_is_read_as_what_shows_the_same(at_s: int) -> None:
    """Where clocks were set back a text means two times."""
    shown = to_second(at_s * 1_000)
    assert to_second(moment(shown, None)) == shown
    assert to_minute(at_s * 1_000) == shown[:-3]


def test_no_time_is_shown_as_none() -> None:
    assert not to_second(0)


def test_days_are_counted_back_from_now() -> None:
    assert since_ms(30, 90 * DAY_MS) == 60 * DAY_MS
    assert since_ms(30, DAY_MS) == 0
    with pytest.raises(UsageError, match="--days 1 or more, got 0"):
        since_ms(0, 1)
