"""PURE: when people come in an open loop: by a schedule that waits for nobody.

A client that waits for an answer before it asks again measures nothing of what others
would have waited meanwhile (coordinated omission). Here each arrival has its moment
beforehand, and whatever is measured counts from that moment.

Source: Gil Tene, "How not to measure latency"; Schroeder, Wierman, Harchol-Balter,
"Open versus closed: a cautionary tale" (NSDI 2006). The ramp inverts the integrated
rate of a Poisson process (Çinlar 1975).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random

import msgspec

from runtime.errors import UsageError


class Pace(msgspec.Struct, frozen=True):
    """How often something begins.

    Attributes:
        per_second: in the long run.
        ramp_seconds: the rate grows from 0 in so long.
        is_regular: at equal distances instead of by chance (Poisson).
    """

    per_second: float
    ramp_seconds: float = 0.0
    is_regular: bool = False

    def __post_init__(self) -> None:
        """Refuses what is no rate."""
        if not (self.per_second > 0 and self.ramp_seconds >= 0):
            text = f"expected a rate above 0 and a ramp from 0 s on, got {self}"
            raise UsageError(text)

    def moments(self, random: Random) -> Iterator[float]:
        """Seconds after the start, rising, without end."""
        mass = 0.0
        while True:
            mass += 1.0 if self.is_regular else random.expovariate(1.0)
            yield self._moment(mass)

    def _moment(self, mass: float) -> float:
        """When so much has come, were it a stream: the integral of the rate inverted.

        Within the ramp it is rate * t**2 / (2 * ramp); behind it the ramp has cost
        half of its time.
        """
        in_ramp = self.per_second * self.ramp_seconds / 2
        if mass < in_ramp:
            return math.sqrt(2 * mass * self.ramp_seconds / self.per_second)
        return mass / self.per_second + self.ramp_seconds / 2


def bursts(size: int, every_seconds: float) -> Iterator[float]:
    """So many at one moment, again and again: the first after one interval."""
    number = 1
    while True:
        for _ in range(size):
            yield number * every_seconds
        number += 1
