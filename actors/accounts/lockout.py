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
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum
from typing import Final

from actors.accounts.members import login_key

WINDOW_SECONDS: Final = 900.0
"""Failures are forgotten after so long without another."""
MAX_TALLIES: Final = 20_000
"""Kept at once, about 5 MB; then the one that was longest untouched is forgotten."""
MAX_KEY_CHARS: Final = 320
"""Of what was typed for a name, cut off there: an e-mail address has no more."""
MAX_DOUBLINGS: Final = 16
"""By then every cap has been reached."""


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

Key = tuple[Kind, str, str]


@dataclass(slots=True)
class _Tally:
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
    """The tallies. All times are seconds of one monotonic clock."""

    def __init__(self, max_tallies: int = MAX_TALLIES) -> None:
        self._max_tallies = max_tallies
        self._tallies: OrderedDict[Key, _Tally] = OrderedDict()

    def begin(self, account: str, address: str, now: float) -> float:
        """Counts an attempt, as failed; returns 0, or the seconds until one may try.

        While it is locked nothing is counted.
        """
        wait = max(self._wait(key, now) for key in _keys(account, address))
        if wait > 0:
            return wait
        for key in _keys(account, address):
            tally = self._tallies.setdefault(key, _Tally())
            tally.open += 1
            tally.opened_at = now
            self._tallies.move_to_end(key)
        while len(self._tallies) > self._max_tallies:
            self._tallies.popitem(last=False)
        return 0.0

    def failed(self, account: str, address: str, now: float) -> None:
        """The attempt has failed."""
        for key in _keys(account, address):
            tally = self._tallies.get(key)
            if tally is not None:  # else it was forgotten meanwhile
                tally.open = max(0, tally.open - 1)
                tally.failed += 1
                tally.failed_at = now

    def take_back(self, account: str, address: str) -> None:
        """The attempt did not fail: all is as if it had not been made."""
        for key in _keys(account, address):
            tally = self._tallies.get(key)
            if tally is not None:
                tally.open = max(0, tally.open - 1)
                if tally.failed + tally.open == 0:
                    del self._tallies[key]

    def succeeded(self, account: str, address: str) -> None:
        """Somebody signed in: the account's failures are forgotten.

        Those of the address only lose this attempt: else whoever has one account could
        wash away the guesses at all others.
        """
        self.take_back(account, address)
        for key in _keys(account, address):
            if key[0] is not Kind.ADDRESS:
                self._tallies.pop(key, None)

    def is_locking(self, account: str, address: str, now: float) -> bool:
        """True if the next attempt would be refused."""
        return any(self._wait(key, now) > 0 for key in _keys(account, address))

    def release(self, account: str) -> None:
        """Forgets all failures at an account, from wherever."""
        name = _cut(account)
        for key in [
            key
            for key in self._tallies
            if key[1] == name and key[0] is not Kind.ADDRESS
        ]:
            del self._tallies[key]

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


def _keys(account: str, address: str) -> tuple[Key, Key, Key]:
    name = _cut(account)
    return (
        (Kind.BOTH, name, address),
        (Kind.ADDRESS, "", address),
        (Kind.ACCOUNT, name, ""),
    )


def _cut(account: str) -> str:
    return account[:MAX_KEY_CHARS]
