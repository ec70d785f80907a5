"""Requests and answers over a port: what a task asks a child process, and waits for.

One request is with the child at a time, the others wait in order, up to a bound. What
was with a child that died is asked again of the next one, up to `MAX_ATTEMPTS`: so a
request must be harmless when repeated (it reads, computes, or carries an operation id).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

import trio

from runtime.errors import AskTimeout, Unavailable
from runtime.port import Port, PortSpec

MAX_ATTEMPTS: Final = 2
"""A request that ends two children in a row is to blame, not they."""


class PortOverloaded(Unavailable):
    """As many wait as may wait: nothing was done."""


class RequestLost(Unavailable):
    """The children that had the request died: whether it was done is unknown."""


class _Pending:
    __slots__ = ("answer", "attempts", "is_wanted", "payload", "settled")

    def __init__(self, payload: bytes, *, is_wanted: bool = True) -> None:
        self.payload = payload
        self.settled = trio.Event()
        self.answer: bytes | None = None
        self.attempts = 0
        self.is_wanted = is_wanted


class RequestPort:
    """Parent's side; `run` is one life of the child.

    Args:
        spec: how the child is started.
        max_waiting: requests that may wait, the one with the child included.

    All methods are for the trio loop's thread.
    """

    def __init__(self, spec: PortSpec, max_waiting: int) -> None:
        self._name = spec.name
        self._max_waiting = max_waiting
        self._waiting: deque[_Pending] = deque()
        self._in_flight: _Pending | None = None
        self._port = Port(spec, self)

    @property
    def process_id(self) -> int | None:
        """The child's process id while there is one."""
        return self._port.process_id

    @property
    def is_serving(self) -> bool:
        """The child has said that it serves."""
        return self._port.is_serving

    async def run(self, started: Callable[[], None]) -> None:
        """Runs one child, see `runtime.port.Port.run`.

        Raises:
            PortDied: the child ended, hung, or did not start.
        """
        await self._port.run(started)

    async def call(self, payload: bytes, seconds: float) -> bytes:
        """Asks the child; waits for its answer at most `seconds`, for a child, too.

        Cancelled or late, what waits is not done any more; what the child has already
        may be.

        Raises:
            AskTimeout: no answer in time; the outcome is unknown.
            PortOverloaded: too many wait.
            RequestLost: see there.
        """
        is_busy = self._in_flight is not None
        if len(self._waiting) + is_busy >= self._max_waiting:
            raise PortOverloaded(f"{self._max_waiting} requests wait for {self._name}")
        pending = _Pending(payload)
        self._waiting.append(pending)
        self._port.wake()
        try:
            with trio.move_on_after(seconds):
                await pending.settled.wait()
        finally:
            self._forget(pending)
        if not pending.settled.is_set():
            raise AskTimeout(f"no answer from {self._name} within {seconds:g} s")
        if pending.answer is None:
            raise RequestLost(f"{self._name} died of it, or beside it")
        return pending.answer

    def tell(self, payload: bytes) -> None:
        """Has it asked when its turn comes; nobody waits, and the bound is not for it.

        A child that dies of it is its end.
        """
        self._waiting.append(_Pending(payload, is_wanted=False))
        self._port.wake()

    def _forget(self, pending: _Pending) -> None:
        pending.is_wanted = False
        if pending in self._waiting:
            self._waiting.remove(pending)

    # --- what the port calls

    def flush(self) -> None:
        """See `runtime.port.PortClient`."""
        if self._in_flight is None and self._waiting:
            pending = self._in_flight = self._waiting.popleft()
            pending.attempts += 1
            self._port.request(pending.payload)

    def received(self, answer: bytes) -> None:
        """See `runtime.port.PortClient`."""
        pending, self._in_flight = self._in_flight, None
        if pending is not None:
            pending.answer = answer
            pending.settled.set()
        self.flush()

    def ended(self) -> None:
        """See `runtime.port.PortClient`."""
        pending, self._in_flight = self._in_flight, None
        if pending is None or not pending.is_wanted:
            return
        if pending.attempts < MAX_ATTEMPTS:
            self._waiting.appendleft(pending)
        else:
            pending.settled.set()
