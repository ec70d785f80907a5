"""How often: a token bucket. Pure.

Times are seconds of any monotonic clock, passed in.
"""

from __future__ import annotations


class TokenBucket:
    """Lets `burst` events pass at once and `rate` per second in the long run."""

    __slots__ = ("_at", "_burst", "_rate", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at = now

    def take(self, now: float) -> bool:
        """Takes one token; False (and nothing taken) when there is none."""
        self._refill(now)
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def wait_seconds(self, now: float) -> float:
        """Seconds until `take` would succeed."""
        self._refill(now)
        return max(0.0, (1 - self._tokens) / self._rate)

    def _refill(self, now: float) -> None:
        if now > self._at:
            gained = (now - self._at) * self._rate
            self._tokens = min(self._burst, self._tokens + gained)
            self._at = now


def take_all(now: float, *buckets: TokenBucket) -> float:
    """Takes one token of each bucket, or none; returns the seconds to wait."""
    wait = max(bucket.wait_seconds(now) for bucket in buckets)
    if wait > 0:
        return wait
    for bucket in buckets:
        bucket.take(now)
    return 0.0
