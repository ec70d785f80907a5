"""Password hashing as others ask for it: over a port, with a bounded queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from actors.accounts.hash_wire import (
    ANSWERS,
    ENCODER,
    USUAL_COST,
    HashAnswer,
    HashCost,
    HashRequest,
)
from runtime.port import PortSpec
from runtime.request_port import RequestPort

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


def hasher_spec(cost: HashCost = USUAL_COST) -> PortSpec:
    """How the child that hashes is started."""
    arguments = (str(cost.memory_kib), str(cost.passes), str(cost.lanes))
    return PortSpec("hashing", "actors.accounts.hashing_child", arguments)


class PortHasher:
    """`Hasher` in a child process; `run` is one life of the child."""

    def __init__(self, spec: PortSpec) -> None:
        self._port = RequestPort(spec, MAX_WAITING)

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one child.

        Raises:
            PortDied: it ended, hung, or did not start.
        """
        await self._port.run(started)

    async def ask(self, request: HashRequest) -> HashAnswer:
        """See `Hasher`."""
        answer = await self._port.call(ENCODER.encode(request), ANSWER_SECONDS)
        return ANSWERS.decode(answer)
