import pytest

from admin.simulation.confidence import Interval, interval, student


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.7062), (8, 2.3060), (9, 2.2622), (30, 2.0423)]
)
def test_quantiles_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, rel=1e-3)


def test_the_interval_of_a_few_values() -> None:
    """Three values with a standard deviation of 1."""
    found = interval([1.0, 2.0, 3.0])
    assert found.mean == 2.0
    assert found.half_width == pytest.approx(4.3027 / 3**0.5)
    assert not found.is_clear


def test_one_value_tells_nothing_of_chance() -> None:
    assert interval([5.0]) == Interval(5.0, None)
    assert not interval([5.0]).is_clear


def test_what_is_far_from_0_is_clear() -> None:
    assert interval([-5.0, -5.1, -4.9]).is_clear
