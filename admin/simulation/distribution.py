"""PURE: how long things take, as a scenario says it, and as chance draws it.

Each kind is a table with `kind`, all times in seconds:

    { kind = "fixed", seconds = 120 }
    { kind = "exponential", mean_seconds = 240 }
    { kind = "lognormal", mean_seconds = 240, variation = 0.8 }
    { kind = "empirical", seconds = [61, 75, 340] }       # drawn with equal chance
    { kind = "never" }                                    # of patience: it has no end

`variation` is the standard deviation by the mean. Handling times of people are close to
lognormal (Brown et al., "Statistical analysis of a telephone call center", JASA 2005).
"""

from __future__ import annotations

from math import exp, inf, log, sqrt
from random import Random
from typing import Annotated, Final, assert_never

import msgspec

MAX_SECONDS: Final = 24 * 3600.0
"""A day, which is all that a scenario plays."""
MAX_VARIATION: Final = 20.0
"""Far beyond any that was measured: more is a mistake of units."""
MAX_EMPIRICAL: Final = 1_000_000

Duration = Annotated[float, msgspec.Meta(ge=0, le=MAX_SECONDS)]
Mean = Annotated[float, msgspec.Meta(gt=0, le=MAX_SECONDS)]


class _Kind(
    msgspec.Struct,
    frozen=True,
    tag_field="kind",
    tag=str.lower,
    forbid_unknown_fields=True,
):
    """Told apart by `kind`."""


class Fixed(_Kind, frozen=True):
    """Always the same."""

    seconds: Duration


class Exponential(_Kind, frozen=True):
    """Without memory, as queueing theory has it."""

    mean_seconds: Mean


class Lognormal(_Kind, frozen=True):
    """Most are short, some are long."""

    mean_seconds: Mean
    variation: Annotated[float, msgspec.Meta(gt=0, le=MAX_VARIATION)]


class Empirical(_Kind, frozen=True):
    """As it was: one of these, each as likely as another."""

    seconds: Annotated[
        tuple[Duration, ...], msgspec.Meta(min_length=1, max_length=MAX_EMPIRICAL)
    ]


class Never(_Kind, frozen=True):
    """It does not come."""


Distribution = Fixed | Exponential | Lognormal | Empirical | Never


def draw(distribution: Distribution, random: Random) -> float:
    """Seconds; `math.inf` of `Never`. All but `Fixed` and `Never` draw from `random`.

    A lognormal one is exact, not cut: the mean of many is `mean_seconds`.
    """
    match distribution:
        case Fixed(seconds):
            return seconds
        case Exponential(mean):
            return random.expovariate(1 / mean)
        case Lognormal(mean, variation):
            spread = log(1 + variation * variation)
            return exp(random.gauss(log(mean) - spread / 2, sqrt(spread)))
        case Empirical(seconds):
            return random.choice(seconds)
        case Never():
            return inf
        case _:
            assert_never(distribution)


def mean_of(distribution: Distribution) -> float:
    """Seconds, what many draws come to on average; `math.inf` of `Never`."""
    match distribution:
        case Fixed(seconds):
            return seconds
        case Exponential(mean) | Lognormal(mean, _):
            return mean
        case Empirical(seconds):
            return sum(seconds) / len(seconds)
        case Never():
            return inf
        case _:
            assert_never(distribution)
