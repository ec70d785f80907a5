"""PURE: how long things took, and when the next one is due at a stated rate.

At a stated rate ("open loop") the next message is sent when its time has come, whether
or not the last one was answered, and it is late from that time on. A load that waits
for each answer ("closed loop") sends less while the server stands still, and so counts
a stall once that met many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

QUANTILES: Final[Mapping[str, float]] = {
    "p50": 0.5,
    "p90": 0.9,
    "p99": 0.99,
    "max": 1.0,
}
_MS: Final = 1_000


def quantiles(waits: Sequence[float], name: str) -> dict[str, float]:
    """`{name}_p50_ms` and so on, of waits in seconds; at least one.

    Each is a wait that occurred: the smallest below which, or at which, the share lies.
    """
    ordered = sorted(waits)
    last = len(ordered) - 1
    return {
        f"{name}_{quantile}_ms": ordered[min(last, int(len(ordered) * share))] * _MS
        for quantile, share in QUANTILES.items()
    }


class Pace:
    """When to send, at `rate` per second from `began` on, for `seconds`.

    Attributes:
        count: how many in all.
    """

    def __init__(self, rate: float, began: float, seconds: float) -> None:
        self._step = 1 / rate
        self._began = began
        self.count = round(rate * seconds)
        self._sent = 0

    @property
    def is_over(self) -> bool:
        """True when everything has been due."""
        return self._sent >= self.count

    @property
    def next_at(self) -> float:
        """When the next one is due."""
        return self._began + self._sent * self._step

    def due(self, now: float) -> Iterator[float]:
        """The times that have come since it was asked last, all of them."""
        while not self.is_over and self.next_at <= now:
            when = self.next_at
            self._sent += 1
            yield when
