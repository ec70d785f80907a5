from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.bench.latency import Pace, quantiles


def test_a_quantile_is_a_wait_that_occurred() -> None:
    waits = [number / 1_000 for number in range(100, 0, -1)]
    assert quantiles(waits, "sent") == pytest.approx(
        {
            "sent_p50_ms": 51.0,
            "sent_p90_ms": 91.0,
            "sent_p99_ms": 100.0,
            "sent_max_ms": 100.0,
        }
    )
    assert set(quantiles([0.005], "sent").values()) == {5.0}


def test_what_a_stall_kept_back_is_late_from_when_it_was_due() -> None:
    pace = Pace(10.0, began=5.0, seconds=0.5)
    assert list(pace.due(4.9)) == []
    assert list(pace.due(5.0)) == [5.0]
    assert pace.next_at == pytest.approx(5.1)
    assert list(pace.due(9.0)) == pytest.approx([5.1, 5.2, 5.3, 5.4])
    assert pace.is_over
    assert list(pace.due(99.0)) == []


@given(st.floats(1, 1_000), st.floats(0.01, 3), st.lists(st.floats(0, 1), max_size=20))
def test_a_pace_keeps_its_rate_however_it_is_asked(
    rate: float, seconds: float, steps: list[float]
) -> None:
    pace = Pace(rate, began=0.0, seconds=seconds)
    now, sent = 0.0, list[float]()
    for step in (*steps, seconds + 1):
        now += step
        sent += pace.due(now)
        assert all(when <= now for when in sent)
    assert sent == [number / rate for number in range(len(sent))] or sent == (
        pytest.approx([number / rate for number in range(len(sent))])
    )
    assert len(sent) == round(rate * seconds)
    assert pace.is_over
