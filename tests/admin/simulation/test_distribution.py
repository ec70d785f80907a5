"""How long things take: the mean of what is drawn is what was said."""

from __future__ import annotations

from math import inf
from random import Random

import msgspec
import pytest

from admin.simulation.distribution import (
    Distribution,
    Empirical,
    Exponential,
    Fixed,
    Lognormal,
    Never,
    draw,
    mean_of,
)

DRAWS = 20_000


@pytest.mark.covers("Q16")
@pytest.mark.parametrize(
    ("distribution", "deviation"),
    [
        (Exponential(240.0), 240.0),
        (Lognormal(240.0, 0.8), 192.0),
        (Empirical((60.0, 120.0, 600.0)), 242.0),
    ],
)
def test_many_draws_come_to_the_mean(
    distribution: Distribution, deviation: float
) -> None:
    random = Random(1)
    mean = sum(draw(distribution, random) for _ in range(DRAWS)) / DRAWS
    # Four standard errors: one seed in 16,000 would be beyond.
    assert abs(mean - mean_of(distribution)) < 4 * deviation / DRAWS**0.5


def test_what_is_fixed_or_never_comes_takes_no_chance() -> None:
    random = Random(1)
    before = random.getstate()
    assert draw(Fixed(3.0), random) == mean_of(Fixed(3.0)) == 3.0
    assert draw(Never(), random) == mean_of(Never()) == inf
    assert random.getstate() == before


@pytest.mark.parametrize(
    "text",
    [
        b'{"kind":"fixed","seconds":-1}',
        b'{"kind":"exponential","mean_seconds":0}',
        b'{"kind":"lognormal","mean_seconds":3,"variation":0}',
        b'{"kind":"empirical","seconds":[]}',
        b'{"kind":"normal","mean_seconds":3}',
        b'{"kind":"never","seconds":3}',
        b'{"mean_seconds":3}',
    ],
)
def test_what_is_none_of_them_is_refused(text: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Distribution)
