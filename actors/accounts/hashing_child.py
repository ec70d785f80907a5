"""The process that hashes passwords, one at a time: 19 MiB and 20 ms each.

Started as `python -m actors.accounts.hashing_child FD MEMORY_KIB PASSES LANES`.
Imports no trio.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from actors.accounts.hash_wire import ENCODER, REQUESTS, HashCost
from actors.accounts.hashing import Hashing
from runtime.port_child import Handler, run_child


class _Hasher:
    def __init__(self, cost: HashCost) -> None:
        self._hashing = Hashing(cost)

    def handle(self, request: bytes) -> bytes:
        return ENCODER.encode(self._hashing.answer(REQUESTS.decode(request)))

    def idle(self) -> None:
        """Nothing waits to be tidied."""


def main(arguments: list[str]) -> int:
    """Hashes until the parent is gone."""
    fd, memory_kib, passes, lanes = map(int, arguments)

    @contextmanager
    def opened() -> Iterator[Handler]:
        yield _Hasher(HashCost(memory_kib, passes, lanes))

    return run_child(fd, opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
