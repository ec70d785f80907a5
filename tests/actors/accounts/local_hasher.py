"""Password hashing in the test's own process, as cheap as argon2 allows."""

from __future__ import annotations

import trio

from actors.accounts.hash_wire import (
    HashAnswer,
    HashCost,
    HashPassword,
    HashRequest,
)
from actors.accounts.hashing import Hashing

CHEAP = HashCost(memory_kib=8, passes=1)


class LocalHasher:
    """Answers at once.

    Attributes:
        asked: what was asked.
        failures: raised, one by one, instead of the next answers.
        hash_failures: the same, where a hash is wanted.
        gate: answers wait for it.
    """

    def __init__(self, cost: HashCost = CHEAP) -> None:
        self.hashing = Hashing(cost)
        self.asked: list[HashRequest] = []
        self.failures: list[Exception] = []
        self.hash_failures: list[Exception] = []
        self.gate: trio.Event | None = None

    async def ask(self, request: HashRequest) -> HashAnswer:
        await trio.lowlevel.checkpoint()
        self.asked.append(request)
        if self.gate is not None:
            await self.gate.wait()
        if self.hash_failures and isinstance(request, HashPassword):
            raise self.hash_failures.pop(0)
        if self.failures:
            raise self.failures.pop(0)
        return self.hashing.answer(request)

    @property
    def hashed(self) -> int:
        """How many hashes were wanted."""
        return sum(isinstance(each, HashPassword) for each in self.asked)
