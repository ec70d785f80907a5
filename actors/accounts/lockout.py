"""PURE: how often somebody may try to sign in (P5).

Failures are tallied by account, by address, and by the two together, each with its own
bound. A tally past its bound is locked; every further failure doubles the time, up to a
cap. One address that guesses one account is shut out for long; one account that is
guessed from many addresses is slowed down only, so that no outsider can lock its owner
out for good.

An account is tallied by its id, whichever of its names was typed: two names are no two
chances. What is no account's name is tallied as it was typed, and locks alike, so that
a lock tells nobody whether there is such an account. It does tell who locked one name
and finds another locked that both are one account's; he must know both to ask.

An attempt counts as failed from its beginning, so that a thousand at once are no way
around: no more are under way than may fail. One that is taken back leaves nothing
behind; one of which nobody tells the end stays a failure. All in all that leaves fewer
than a hundred guesses an hour at one account (OWASP ASVS 4.0.3, 2.2.1).

Failures outlast the process (`Tally`): a restart frees nobody who guesses. What was
typed for a name may be a password, and is therefore known by a keyed hash alone.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

import msgspec

from actors.accounts.members import login_key

WINDOW_SECONDS: Final = 900.0
"""Failures are forgotten after so long without another."""
MAX_TALLIES: Final = 20_000
"""Kept at once, about 5 MB; then the one that was longest untouched is forgotten."""
MAX_DOUBLINGS: Final = 16
"""By then every cap has been reached."""
_MS: Final = 1_000


def account_of(member: str) -> str:
    """Under what an account is tallied; no typed name is tallied so."""
    return f"member {member}"


def typed(name: str) -> str:
    """Under what a name is tallied that is no account's."""
    return f"name {login_key(name)}"


class Kind(Enum):
    """What failures are tallied by."""

    BOTH = "both"
    ADDRESS = "address"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` failures cost nothing; then `first_seconds`, doubling up to the cap."""

    free: int
    first_seconds: float
    cap_seconds: float


LIMITS: Final = {
    Kind.BOTH: Limit(5, 30.0, 900.0),
    Kind.ADDRESS: Limit(50, 30.0, 900.0),  # an office shares one
    Kind.ACCOUNT: Limit(20, 5.0, 60.0),
}


class Tally(msgspec.Struct, frozen=True):
    """Failures as the records keep them.

    Attributes:
        kind: what they are tallied by.
        account: keyed hash of what they are tallied under; empty: an address alone.
        address: empty: an account alone.
        failed: how many; 0: the tally is to be forgotten.
        at_ms: wall time of the newest.
    """

    kind: Kind
    account: str
    address: str
    failed: int
    at_ms: int


Key = tuple[Kind, str, str]


@dataclass(slots=True)
class _Counted:
    """Attempts that failed, and those under way, with the times of the newest."""

    failed: int = 0
    failed_at: float = -math.inf
    open: int = 0
    opened_at: float = -math.inf

    @property
    def last(self) -> float:
        return max(self.failed_at, self.opened_at) if self.open else self.failed_at

    def locked_until(self, limit: Limit) -> float:
        over = self.failed + self.open - limit.free
        if over < 0:
            return 0.0
        pause = limit.first_seconds * 2.0 ** min(over, MAX_DOUBLINGS)
        return self.last + min(pause, limit.cap_seconds)


class Lockout:
    """The tallies. All times are seconds of one monotonic clock, but for `_ms`.

    Args:
        key: secret, and the same for as long as tallies are kept.
        max_tallies: so many are remembered.
    """

    def __init__(self, key: bytes, max_tallies: int = MAX_TALLIES) -> None:
        self._key = key
        self._max_tallies = max_tallies
        self._tallies: OrderedDict[Key, _Counted] = OrderedDict()

    # --- attempts

    def begin(self, account: str, address: str, now: float) -> float:
        """Counts an attempt, as failed; returns 0, or the seconds until one may try.

        While it is locked nothing is counted.
        """
        wait = max(self._wait(key, now) for key in self._keys(account, address))
        if wait > 0:
            return wait
        for key in self._keys(account, address):
            tally = self._tallies.setdefault(key, _Counted())
            tally.open += 1
            tally.opened_at = now
            self._tallies.move_to_end(key)
        self._shrink()
        return 0.0

    def failed(self, account: str, address: str, now: float) -> None:
        """The attempt has failed."""
        for key in self._keys(account, address):
            tally = self._tallies.get(key)
            if tally is not None:  # else it was forgotten meanwhile
                tally.open = max(0, tally.open - 1)
                tally.failed += 1
                tally.failed_at = now

    def take_back(self, account: str, address: str) -> None:
        """The attempt did not fail: all is as if it had not been made."""
        for key in self._keys(account, address):
            tally = self._tallies.get(key)
            if tally is not None:
                tally.open = max(0, tally.open - 1)
                if tally.failed + tally.open == 0:
                    del self._tallies[key]

    def succeeded(self, account: str, address: str) -> bool:
        """Somebody signed in: the account's failures are forgotten.

        Those of the address only lose this attempt: else whoever has one account could
        wash away the guesses at all others.

        Returns:
            Whether there were any to forget.
        """
        self.take_back(account, address)
        gone = [
            self._tallies.pop(key, None)
            for key in self._keys(account, address)
            if key[0] is not Kind.ADDRESS
        ]
        return any(gone)

    def is_locking(self, account: str, address: str, now: float) -> bool:
        """True if the next attempt would be refused."""
        return any(self._wait(key, now) > 0 for key in self._keys(account, address))

    def release(self, account: str) -> tuple[Tally, ...]:
        """Forgets all failures at an account, from wherever: these tallies."""
        name = self._name(account)
        gone = [key for key in self._tallies if key[1] == name]
        for key in gone:
            del self._tallies[key]
        return tuple(Tally(*key, 0, 0) for key in gone)

    # --- what outlasts the process

    def tallies(
        self, account: str, address: str, now: float, now_ms: int
    ) -> tuple[Tally, ...]:
        """What is to be kept of an attempt's tallies, once it has ended."""
        kept = []
        for key in self._keys(account, address):
            counted = self._tallies.get(key, _Counted())
            at_ms = _at_ms(counted.failed_at, now, now_ms) if counted.failed else 0
            kept.append(Tally(*key, counted.failed, at_ms))
        return tuple(kept)

    def forgotten_ms(self, now: float, now_ms: int) -> int:
        """Tallies whose newest failure was before that are remembered no more."""
        oldest = now - WINDOW_SECONDS
        if len(self._tallies) >= self._max_tallies:
            first = next(iter(self._tallies.values()))
            oldest = max(oldest, first.last)
        return _at_ms(oldest, now, now_ms)

    def restore(self, kept: Iterable[Tally], now: float, now_ms: int) -> None:
        """Takes what was kept; what is known already is known better.

        A failure of the future (the clock was set back) is taken for one of now.
        """
        for tally in sorted(kept, key=_newest):
            key = (tally.kind, tally.account, tally.address)
            if key not in self._tallies:
                age = max(0, now_ms - tally.at_ms) / _MS
                self._tallies[key] = _Counted(tally.failed, now - age)
        self._shrink()

    # --- inside

    def _shrink(self) -> None:
        while len(self._tallies) > self._max_tallies:
            self._tallies.popitem(last=False)

    def __len__(self) -> int:
        return len(self._tallies)

    def _wait(self, key: Key, now: float) -> float:
        tally = self._tallies.get(key)
        if tally is None:
            return 0.0
        if now - tally.last >= WINDOW_SECONDS:
            del self._tallies[key]
            return 0.0
        return max(0.0, tally.locked_until(LIMITS[key[0]]) - now)

    def _keys(self, account: str, address: str) -> tuple[Key, Key, Key]:
        name = self._name(account)
        return (
            (Kind.BOTH, name, address),
            (Kind.ADDRESS, "", address),
            (Kind.ACCOUNT, name, ""),
        )

    def _name(self, account: str) -> str:
        return hmac.digest(self._key, account.encode(), hashlib.sha256).hex()


def _newest(tally: Tally) -> int:
    return tally.at_ms


def _at_ms(at: float, now: float, now_ms: int) -> int:
    return now_ms - round((now - at) * _MS)
