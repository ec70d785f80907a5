"""Passwords to hashes and back to yes or no; argon2id. Blocking, and meant to be.

Imports no trio. Source: OWASP Password Storage Cheat Sheet (argon2id, 19 MiB, 2 passes,
1 lane); RFC 9106.
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from actors.accounts.hash_wire import (
    USUAL_COST,
    HashAnswer,
    HashCost,
    Hashed,
    HashPassword,
    HashRequest,
    Verified,
    VerifyPassword,
)


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
