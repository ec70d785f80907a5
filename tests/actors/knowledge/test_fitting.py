"""How much of a page fits."""

from __future__ import annotations

import pytest

from actors.knowledge.fitting import how_many_fit


@pytest.mark.parametrize(
    ("sizes", "count"),
    [((), 0), ((4, 6), 2), ((4, 7), 1), ((11, 1), 1), ((1, 11, 1), 1)],
)
def test_as_many_as_fit_and_at_least_one(sizes: tuple[int, ...], count: int) -> None:
    assert how_many_fit(sizes, 10) == count
