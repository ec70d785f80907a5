"""Passwords to hashes and back to yes or no; argon2id. Blocking, and meant to be.

Imports no trio. Source: OWASP Password Storage Cheat Sheet (argon2id, 19 MiB, 2 passes,
1 lane); RFC 9106.
"""

from __future__ import annotations

from typing import Final

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class HashCost(msgspec.Struct, frozen=True):
    """What one hash costs: memory in KiB, passes over it, lanes."""

    memory_kib: int = 19 * 1024
    passes: int = 2
    lanes: int = 1


USUAL_COST: Final = HashCost()


class HashPassword(msgspec.Struct, frozen=True, tag="hash"):
    """Asks for the hash of a password: `Hashed`."""

    password: str


class VerifyPassword(msgspec.Struct, frozen=True, tag="verify"):
    """Asks whether a hash is the password's: `Verified`.

    Without a hash (empty) nobody's is looked at, for as long: the answer is no.
    """

    password: str
    password_hash: str


HashRequest = HashPassword | VerifyPassword


class Hashed(msgspec.Struct, frozen=True, tag="hashed"):
    """The hash, with its salt and its cost."""

    password_hash: str


class Verified(msgspec.Struct, frozen=True, tag="verified"):
    """Whether it is; `new_hash`: the cost has changed since, this is to be kept."""

    is_right: bool
    new_hash: str = ""


HashAnswer = Hashed | Verified


class Hashing:
    """Hashes at a cost.

    Args:
        cost: of new hashes.
    """

    def __init__(self, cost: HashCost = USUAL_COST) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
        )
        self._nobodys = self._hasher.hash("nobody's")

    def answer(self, request: HashRequest) -> HashAnswer:
        """Does a request; takes some 20 ms at the usual cost."""
        if isinstance(request, HashPassword):
            return Hashed(self._hasher.hash(request.password))
        return self._verify(request)

    def _verify(self, request: VerifyPassword) -> Verified:
        known = request.password_hash
        try:
            self._hasher.verify(known or self._nobodys, request.password)
        except (VerificationError, InvalidHashError):
            return Verified(is_right=False)
        if not known:
            return Verified(is_right=False)
        if self._hasher.check_needs_rehash(known):
            return Verified(True, self._hasher.hash(request.password))  # noqa: FBT003
        return Verified(is_right=True)
