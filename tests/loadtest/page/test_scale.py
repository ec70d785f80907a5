from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loadtest.page.quantity import Unit
from loadtest.page.scale import Scale, decades, from_zero, spanning

MARKS = 5
figures = st.floats(-1e7, 1e7).filter(lambda value: value == 0 or abs(value) > 1e-6)


def labels(scale: Scale) -> list[str]:
    return [tick.label for tick in scale.ticks]


@pytest.mark.parametrize(
    ("highest", "unit", "written", "symbol"),
    [
        (587, Unit.PER_SECOND, ["0", "200", "400", "600"], "/s"),
        (0.037, Unit.SECONDS, ["0", "10", "20", "30", "40"], "ms"),
        (1800, Unit.SECONDS, ["0", "10", "20", "30"], "min"),
        (80 * 2**20, Unit.BYTES, ["0", "20", "40", "60", "80"], "MiB"),
        (0, Unit.COUNT, ["0", "0.5", "1"], ""),
    ],
)
def test_an_axis_from_zero_has_round_marks(
    highest: float, unit: Unit, written: list[str], symbol: str
) -> None:
    scale = from_zero([highest], unit, 4)
    assert (labels(scale), scale.symbol) == (written, symbol)


def test_what_is_below_zero_has_its_place() -> None:
    scale = from_zero([-3.0, 9.0], Unit.COUNT, 4)
    assert labels(scale) == ["-5", "0", "5", "10"]
    assert scale.place(0) == pytest.approx(1 / 3)


def test_a_day_is_divided_as_clocks_divide_it() -> None:
    scale = spanning([8 * 3600.0, 18.5 * 3600.0], Unit.CLOCK, 6)
    assert labels(scale) == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


def test_a_span_of_years_still_has_marks() -> None:
    assert labels(spanning([0.0, 1e8], Unit.CLOCK, 6))


@pytest.mark.parametrize("values", [[], [3.0]])
def test_a_span_of_nothing_is_an_axis_yet(values: list[float]) -> None:
    scale = spanning(values, Unit.COUNT, MARKS)
    assert scale.low < scale.high


@given(st.lists(figures), st.sampled_from(Unit))
def test_all_values_and_a_few_marks_lie_on_it(values: list[float], unit: Unit) -> None:
    scale = from_zero(values, unit, MARKS)
    slack = 1e-6 * (scale.high - scale.low)
    assert all(scale.low - slack <= value <= scale.high + slack for value in values)
    assert 2 <= len(scale.ticks) <= 3 * MARKS
    assert all(0 <= tick.place <= 1 for tick in scale.ticks)


def test_decades_are_marked_at_their_powers_and_few_of_them_between() -> None:
    many, few = decades([0.0002, 3.0], Unit.SECONDS), decades([0.02], Unit.SECONDS)
    assert labels(many) == ["100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s"]
    assert labels(few) == ["10 ms", "20 ms", "50 ms", "100 ms"]
    assert many.place(0.01) == pytest.approx(0.4)


def test_what_no_logarithm_has_lies_where_the_axis_begins() -> None:
    assert decades([0.0, 5.0], Unit.COUNT).place(0.0) == 0
    assert decades([], Unit.COUNT).low == 1


def test_marks_are_round_in_the_unit_that_the_last_of_them_is_told_in() -> None:
    scale = from_zero([107.0], Unit.SECONDS, 4)
    assert scale.symbol == "min"
    assert labels(scale) == ["0", "0.5", "1", "1.5", "2"]
