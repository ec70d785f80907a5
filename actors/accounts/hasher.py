"""Password hashing as others ask for it: over a port, with a bounded queue."""

from __future__ import annotations

from typing import Final, Protocol

from actors.accounts.hash_wire import (
    ANSWERS,
    USUAL_COST,
    HashAnswer,
    HashCost,
    HashRequest,
)
from runtime.child_port import ChildPort
from runtime.port import PortSpec

MAX_WAITING: Final = 100
"""At 20 ms each the last waits two seconds; more people do not sign in at once, and who
only wants our processor is refused."""
ANSWER_SECONDS: Final = 10.0
"""More than a full queue on a busy machine takes."""


class Hasher(Protocol):
    """What hashes passwords."""

    async def ask(self, request: HashRequest) -> HashAnswer:
        """Asks, and waits for the answer.

        Raises:
            PortOverloaded: too many wait.
            Unavailable: no answer; nothing has changed by it.
        """
        ...


def port_hasher(cost: HashCost = USUAL_COST) -> ChildPort[HashRequest, HashAnswer]:
    """`Hasher` in a child process."""
    arguments = (str(cost.memory_kib), str(cost.passes), str(cost.lanes))
    return ChildPort(
        PortSpec("hashing", "actors.accounts.hashing_child", arguments),
        ANSWERS,
        max_waiting=MAX_WAITING,
        answer_seconds=ANSWER_SECONDS,
    )
