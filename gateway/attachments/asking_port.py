"""A port for many tasks, each of which asks and waits.

`run` is one life of the child. Between two lives nothing is kept waiting: it is
refused, so that a client hears at once that it should come back. A task has one request
under way, so the queue is as long as there are tasks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec
import trio

from runtime.errors import Unavailable
from runtime.port import Port, PortSpec

Q = TypeVar("Q")
A = TypeVar("A")

_ENCODER = msgspec.msgpack.Encoder()


class _Errand(Generic[Q, A]):
    """A request, and who waits for its answer."""

    __slots__ = ("answer", "done", "request")

    def __init__(self, request: Q) -> None:
        self.request = request
        self.answer: A | None = None
        self.done = trio.Event()


class AskingPort(Generic[Q, A]):
    """The child process, which answers a list of requests with a list of answers.

    Args:
        spec: how it is started.
        answers: decodes its answers.
        weight: of a request, in the unit of `max_batch`.
        max_batch: a batch is as long as it weighs less.
    """

    def __init__(
        self,
        spec: PortSpec,
        answers: msgspec.msgpack.Decoder[list[A]],
        weight: Callable[[Q], int],
        max_batch: int,
    ) -> None:
        self._name = spec.name
        self._port = Port(spec, self)
        self._answers = answers
        self._weight = weight
        self._max_batch = max_batch
        self._waiting: deque[_Errand[Q, A]] = deque()
        self._in_flight: list[_Errand[Q, A]] = []
        self._is_up = False

    @property
    def process_id(self) -> int | None:
        """The child's process id while there is one."""
        return self._port.process_id

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one child, see `runtime.port.Port.run`.

        Raises:
            PortDied: the child ended, hung, or did not start.
        """

        def up() -> None:
            self._is_up = True
            started()

        await self._port.run(up)

    async def ask(self, request: Q) -> A:
        """Has it done, and waits. Under cancellation it may still be done.

        Raises:
            Unavailable: whether it was done is unknown.
        """
        errand = self._give(request)
        await errand.done.wait()
        if errand.answer is None:
            msg = f"the port for {self._name} is away"
            raise Unavailable(msg)
        return errand.answer

    def tell(self, request: Q) -> None:
        """Has it done some time, if there is a child; never waits."""
        self._give(request)

    def _give(self, request: Q) -> _Errand[Q, A]:
        errand: _Errand[Q, A] = _Errand(request)
        if self._is_up:
            self._waiting.append(errand)
            self._port.wake()
        else:
            errand.done.set()
        return errand

    # --- what the port calls

    def flush(self) -> None:
        """The child may take a request."""
        if self._in_flight or not self._waiting:
            return
        weight = 0
        while self._waiting and weight < self._max_batch:
            errand = self._waiting.popleft()
            weight += self._weight(errand.request)
            self._in_flight.append(errand)
        requests = [errand.request for errand in self._in_flight]
        self._port.request(_ENCODER.encode(requests))

    def received(self, answer: bytes) -> None:
        """The answers to what is in flight."""
        done, self._in_flight = self._in_flight, []
        self.flush()
        for errand, each in zip(done, self._answers.decode(answer), strict=True):
            errand.answer = each
            errand.done.set()

    def ended(self) -> None:
        """The child is gone."""
        self._is_up = False
        for errand in (*self._in_flight, *self._waiting):
            errand.done.set()
        self._in_flight.clear()
        self._waiting.clear()
