"""The slope of a course, by least squares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loadtest.slope import slope

SMALL = st.floats(-100, 100)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([], 0.0),
        ([(1.0, 7.0)], 0.0),
        ([(1.0, 7.0), (1.0, 9.0)], 0.0),
        ([(0.0, 1.0), (2.0, 5.0)], 2.0),
        ([(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)], 0.0),
        ([(0.0, 1.0), (1.0, 2.0), (2.0, 4.0)], 1.5),
    ],
)
def test_the_slope_is_that_of_the_line_that_fits_best(
    points: list[tuple[float, float]], expected: float
) -> None:
    assert slope(points) == pytest.approx(expected)


@given(SMALL, SMALL, st.lists(st.integers(0, 10_000), min_size=2, unique=True))
def test_of_points_on_a_line_it_is_the_lines(
    rise: float, start: float, xs: list[int]
) -> None:
    points = [(float(x), start + rise * x) for x in xs]
    assert slope(points) == pytest.approx(rise, abs=1e-6)
