"""PURE: how much each of many names may take: a token bucket for each.

The tables are of bounded size. At its bound a table forgets the name that was used
least recently. Who is forgotten begins anew with a full bucket; to gain by it takes
`MAX_NAMES` other names within the time of a refill.

Times are seconds of any monotonic clock, passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtime.token_bucket import TokenBucket

MAX_NAMES: Final = 20_000
"""Buckets of one table, about 200 bytes each; twice the connections of a process."""


@dataclass(frozen=True, slots=True)
class Ration:
    """So many at once, and so many per second in the long run."""

    per_second: float
    burst: float


class BucketTable:
    """A bucket for each name, the least recently used first.

    Args:
        max_names: how many are kept.
    """

    __slots__ = ("_buckets", "_max_names")

    def __init__(self, max_names: int = MAX_NAMES) -> None:
        self._buckets: dict[str, TokenBucket] = {}
        self._max_names = max_names

    def __len__(self) -> int:
        return len(self._buckets)

    def of(self, name: str, ration: Ration, now: float) -> TokenBucket:
        """The bucket of a name, a full one if it is not known."""
        bucket = self._buckets.pop(name, None)
        if bucket is None:
            bucket = TokenBucket(ration.per_second, ration.burst, now)
            if len(self._buckets) >= self._max_names:
                del self._buckets[next(iter(self._buckets))]
        self._buckets[name] = bucket
        return bucket
