"""A child process that is asked in requests and answers of declared types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

import msgspec

from runtime.port import PortSpec
from runtime.request_port import RequestPort

Q = TypeVar("Q")
A = TypeVar("A")

_ENCODER: Final = msgspec.msgpack.Encoder()


class ChildPort(Generic[Q, A]):
    """Parent's side: requests Q go out, answers A come back; `run` is one life of it.

    Args:
        spec: how it is started.
        answers: decodes its answers.
        max_waiting: requests that may wait, the one with the child included.
        answer_seconds: for an answer, the wait behind others included.
    """

    def __init__(
        self,
        spec: PortSpec,
        answers: msgspec.msgpack.Decoder[A],
        *,
        max_waiting: int,
        answer_seconds: float,
    ) -> None:
        self._port = RequestPort(spec, max_waiting)
        self._answers = answers
        self._answer_seconds = answer_seconds

    @property
    def process_id(self) -> int | None:
        """The child's process id while there is one."""
        return self._port.process_id

    @property
    def is_serving(self) -> bool:
        """The child has said that it serves."""
        return self._port.is_serving

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one child.

        Raises:
            PortDied: it ended, hung, or did not start.
        """
        await self._port.run(started)

    async def ask(self, request: Q) -> A:
        """Asks, and waits; what the child died of, or beside, is asked once more.

        Raises:
            PortOverloaded: too many wait.
            Unavailable: no answer; whether it was done is unknown.
            msgspec.DecodeError: parent and child disagree on what they say: our fault.
        """
        answer = await self._port.call(_ENCODER.encode(request), self._answer_seconds)
        return self._answers.decode(answer)

    def tell(self, request: Q) -> None:
        """Has it done in its turn, whatever comes of it; see `RequestPort.tell`."""
        self._port.tell(_ENCODER.encode(request))
