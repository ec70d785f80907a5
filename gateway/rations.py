"""PURE: how much one account, visitor or address may take, over all connections.

A connection alone is held to `gateway.admission`. Who opens many is held to this: a
token bucket for each name (`runtime.ration`).

Times are seconds of any monotonic clock, passed in. Waits are seconds, 0: come in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from gateway.connection_limits import RoleLimits
from gateway.wire.terms import Role
from runtime.errors import Unavailable
from runtime.ration import MAX_NAMES, BucketTable, Ration
from runtime.token_bucket import TokenBucket, take_all

UNLIMITED: Final = ""
"""The address of who is not limited by address."""


REFUSALS: Final = (
    "places",  # connections beyond what one process holds
    "connections",  # of one address
    "origins",  # handshakes of foreign pages
    "handshakes",  # that failed, for whatever reason
    "frames",  # of one connection: too many, or none of its to send
    "account_frames",  # of one account, typing and receipts among them
    "ephemeral",  # typing and receipts, dropped without a word
    "unread",  # connections that were cut because nobody read
    "opens",  # new sessions of one visitor or address
)
"""What is refused, dropped or cut, and counted."""


CONNECTION_RATION: Final = Ration(per_second=10.0, burst=200.0)
"""Connections of one address: an office behind one address comes back at once."""
VISITOR_OPEN_RATION: Final = Ration(per_second=0.1, burst=10.0)
"""New sessions of one visitor, who has one at a time in each channel."""
ADDRESS_OPEN_RATION: Final = Ration(per_second=2.0, burst=100.0)
"""New sessions of one address, by as many visitors as there may be."""
ACCOUNT_CONNECTIONS: Final = 4.0
"""An account may send what so many connections of it may: telephone, desk and a tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RationLimits:
    """All of them; benchmarks and load tests raise them.

    Attributes:
        connections: of one address.
        visitor_opens: new sessions of one visitor.
        address_opens: new sessions of one address.
        account_connections: frames of an account, as a multiple of one connection's.
        max_names: buckets of one table.
    """

    connections: Ration = CONNECTION_RATION
    visitor_opens: Ration = VISITOR_OPEN_RATION
    address_opens: Ration = ADDRESS_OPEN_RATION
    account_connections: float = ACCOUNT_CONNECTIONS
    max_names: int = MAX_NAMES


DEFAULT_RATIONS: Final = RationLimits()


class Rationed(Unavailable):
    """It was too much, for now.

    Args:
        text: of what.
        retry_seconds: until it may succeed.
    """

    def __init__(self, text: str, retry_seconds: float) -> None:
        super().__init__(text)
        self.retry_seconds = retry_seconds


class Account:
    """What all connections of one account draw their frames from.

    Args:
        bucket: theirs.
        refused: where a frame too many is counted.
    """

    __slots__ = ("_bucket", "_refused")

    def __init__(self, bucket: TokenBucket, refused: Counter[str]) -> None:
        self._bucket = bucket
        self._refused = refused

    def take(self, now: float) -> bool:
        """Takes a frame; False: it is one too many."""
        has_taken = self._bucket.take(now)
        if not has_taken:
            self._refused["account_frames"] += 1
        return has_taken

    def wait_seconds(self, now: float) -> float:
        """Seconds until `take` would succeed."""
        return self._bucket.wait_seconds(now)


class Rations:
    """What is shared by all connections of a gateway.

    Args:
        limits: how much each may take.
    """

    def __init__(self, limits: RationLimits = DEFAULT_RATIONS) -> None:
        self._limits = limits
        self._arrivals = BucketTable(limits.max_names)
        self._accounts = BucketTable(limits.max_names)
        self._visitors = BucketTable(limits.max_names)
        self._addresses = BucketTable(limits.max_names)
        self.refused: Counter[str] = Counter(dict.fromkeys(REFUSALS, 0))
        """How often each of `REFUSALS`."""

    def connection(self, address: str, now: float) -> float:
        """Takes one connection of an address; returns the seconds to wait."""
        if address == UNLIMITED:
            return 0.0
        bucket = self._arrivals.of(address, self._limits.connections, now)
        return self._take("connections", now, bucket)

    def opening(self, visitor: str, address: str, now: float) -> float:
        """Takes one new session, of the visitor's and the address's share, or of none.

        Returns the seconds to wait.
        """
        limits = self._limits
        buckets = [self._visitors.of(visitor, limits.visitor_opens, now)]
        if address != UNLIMITED:
            buckets.append(self._addresses.of(address, limits.address_opens, now))
        return self._take("opens", now, *buckets)

    def account(
        self, role: Role, principal: str, limits: RoleLimits, now: float
    ) -> Account:
        """The account's; a connection keeps it also when the table forgets it."""
        times = self._limits.account_connections
        ration = Ration(limits.frames_per_second * times, limits.burst_frames * times)
        bucket = self._accounts.of(f"{role}:{principal}", ration, now)
        return Account(bucket, self.refused)

    def _take(self, what: str, now: float, *buckets: TokenBucket) -> float:
        wait = take_all(now, *buckets)
        if wait:
            self.refused[what] += 1
        return wait
