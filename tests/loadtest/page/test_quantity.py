from __future__ import annotations

import pytest

from loadtest.page.quantity import Unit, clock, shown


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, Unit.SECONDS, "–"),
        (float("inf"), Unit.SECONDS, "–"),
        (0, Unit.SECONDS, "0 s"),
        (0.000_012_3, Unit.SECONDS, "12.3 µs"),
        (0.012, Unit.SECONDS, "12 ms"),
        (-0.012, Unit.SECONDS, "-12 ms"),
        (1.5, Unit.SECONDS, "1.5 s"),
        (119, Unit.SECONDS, "119 s"),
        (600, Unit.SECONDS, "10 min"),
        (9000, Unit.SECONDS, "2.5 h"),
        (512, Unit.BYTES, "512 B"),
        (1536, Unit.BYTES, "1.5 KiB"),
        (70 * 2**20, Unit.BYTES, "70 MiB"),
        (3 * 2**30, Unit.BYTES, "3 GiB"),
        (0, Unit.COUNT, "0"),
        (1_234_567, Unit.COUNT, "1,234,567"),
        (100, Unit.COUNT, "100"),
        (0.12345, Unit.COUNT, "0.123"),
        (0.001234, Unit.COUNT, "0.001"),
        (2410, Unit.PER_SECOND, "2,410/s"),
        (0.935, Unit.SHARE, "93.5 %"),
        (1.31, Unit.RATIO, "1.31×"),
        (34_200, Unit.CLOCK, "09:30"),
    ],
)
def test_figures_have_three_digits_and_a_unit_that_fits(
    value: float | None, unit: Unit, text: str
) -> None:
    assert shown(value, unit) == text


def test_the_day_after_is_told_as_such() -> None:
    assert clock(34_200 + 86_400) == "+1 09:30"
