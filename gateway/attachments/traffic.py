"""PURE: how many transfers at once, how many bytes an hour, how slow they may be."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import Final

HOUR_SECONDS: Final = 3600.0
MAX_OWNERS: Final = 100_000
"""Who has sent something within an hour; beyond it new ones are refused."""
GRACE_SECONDS: Final = 30.0
"""A transfer may take so long, whatever its size."""
MIN_BYTES_PER_SECOND: Final = 8 * 1024
"""Slower than a telephone at the edge of its cell; who is slower holds a place."""


def seconds_for(size: int) -> float:
    """How long a transfer of `size` bytes may take."""
    return GRACE_SECONDS + size / MIN_BYTES_PER_SECOND


class Crowd(Enum):
    """Why a transfer cannot begin."""

    ADDRESS = "too_many_transfers"
    ALL = "overloaded"


class Transfers:
    """Counts the transfers under way.

    Args:
        most: in all.
        most_per_address: from one address of the network.
    """

    def __init__(self, most: int, most_per_address: int) -> None:
        self._most = most
        self._most_per_address = most_per_address
        self._by_address: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """Under way now."""
        return self._by_address.total()

    def begin(self, address: str) -> Crowd | None:
        """Counts one more; not None: it must not begin, and is not counted."""
        if self._by_address[address] >= self._most_per_address:
            return Crowd.ADDRESS
        if self.count >= self._most:
            return Crowd.ALL
        self._by_address[address] += 1
        return None

    def end(self, address: str) -> None:
        """One that began has ended."""
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]


class Allowance:
    """Bytes that each owner may send within an hour.

    The hour begins with the first byte; what was sent counts whether it was kept or
    not, because it cost us the same. Not durable: after a restart all begin anew.

    Args:
        most: bytes per owner and hour.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._spent: dict[str, tuple[float, int]] = {}

    def spend(self, owner: str, size: int, now: float) -> bool:
        """Counts `size` bytes; False, and nothing counted: it would be too much.

        Args:
            owner: who sends.
            size: bytes.
            now: seconds of any monotonic clock.
        """
        since, spent = self._spent.get(owner, (now, 0))
        if now - since >= HOUR_SECONDS:
            since, spent = now, 0
        if spent + size > self._most:
            return False
        if owner not in self._spent and not self._has_room(now):
            return False
        self._spent[owner] = (since, spent + size)
        return True

    def wait_seconds(self, owner: str, now: float) -> float:
        """Until the owner's next hour begins."""
        since, _ = self._spent.get(owner, (now - HOUR_SECONDS, 0))
        return max(0.0, since + HOUR_SECONDS - now)

    def _has_room(self, now: float) -> bool:
        if len(self._spent) < MAX_OWNERS:
            return True
        self._spent = {
            owner: (since, spent)
            for owner, (since, spent) in self._spent.items()
            if now - since < HOUR_SECONDS
        }
        return len(self._spent) < MAX_OWNERS
