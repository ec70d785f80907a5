"""The gateway as a supervised service: listens, serves, and parts politely.

When it is stopped it takes no new connection, tells every client to come back after a
time of its own (`gateway.farewell`: not all at once, nor back in one wave), and closes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from traceback import format_exception
from typing import ClassVar, Final, Never

import trio

from gateway.connection_limits import ConnectionLimits
from gateway.connection_shell import OpenConnection, serve_connection
from gateway.farewell import farewell, return_span_ms
from gateway.front import Front
from gateway.listener import Gateway, ListenerStatistics, serve_gateway
from gateway.transport import Transport
from gateway.wire.codes import CloseCode
from runtime.actor import Service
from runtime.config import Bind
from runtime.errors import UsageError
from runtime.observe import Duty, Event, Events

FAREWELL_SECONDS: Final = 2.5
"""In which all are told to go, 10,000 of them among others; those that are left then
are told at once. With `GOODBYE_SECONDS` it stays below what a supervisor waits."""
GOODBYE_SECONDS: Final = 1.0
"""Time for the last good-byes to go out."""
SWEEP_SECONDS: Final = 0.25
"""How often deadlines of connections are looked at: they are seconds long."""
MAX_TRACE_CHARS: Final = 4_000
"""Kept of a crash's trace."""


class GatewayStarted(Event, frozen=True):
    """Connections are accepted here."""

    bind: str


class ConnectionCrashed(Event, frozen=True):
    """An exception ended one connection, and no other."""

    duty: ClassVar[Duty] = Duty.ERROR

    error: str
    trace: str

    @classmethod
    def of(cls, error: BaseException) -> ConnectionCrashed:
        """Describes the exception; the last lines of its trace say most."""
        trace = "".join(format_exception(error))
        return cls(type(error).__name__, trace[-MAX_TRACE_CHARS:])


class GatewayService(Service[Never]):
    """Listens on `bind` and serves the service behind `front`.

    Args:
        front: the service.
        bind: where to listen.
        limits: what clients are held to.
        random: spreads the clients' return.
        events: where starts and crashes are told.
        statistics: kept of its connections, over all its lives.
    """

    def __init__(
        self,
        front: Front,
        bind: Bind,
        limits: ConnectionLimits,
        random: Random,
        events: Events,
        statistics: ListenerStatistics | None = None,
    ) -> None:
        self._front = front
        self._bind = bind
        self._limits = limits
        self._random = random
        self._events = events
        self._count = 0
        self._open: dict[str, OpenConnection] = {}
        self.statistics = statistics or ListenerStatistics()

    async def run(self, started: Callable[[], None]) -> None:
        """Serves until cancelled; then says good-bye, in a bounded time."""
        stop = trio.Event()
        shield = trio.CancelScope(shield=True)
        async with trio.open_nursery() as nursery:
            bind = await nursery.start(self._serve, stop, shield)
            self._events.emit(GatewayStarted(str(bind)))
            started()
            try:
                await self._sweep()
            finally:
                stop.set()
                await say_good_bye(self._open, self._random)
                shield.deadline = trio.current_time() + GOODBYE_SECONDS

    async def _sweep(self) -> None:
        """Lets every connection do what is due, for ever."""
        while True:
            await trio.sleep(SWEEP_SECONDS)
            now = self._front.clock()
            for each in tuple(self._open.values()):
                each.tick(now)

    async def _serve(
        self,
        stop: trio.Event,
        shield: trio.CancelScope,
        task_status: trio.TaskStatus[Bind],
    ) -> None:
        gateway = Gateway(
            handle=self._handle,
            report=self._report,
            statistics=self.statistics,
            door=self._front.door,
        )
        try:
            with shield:
                await serve_gateway(
                    self._bind, gateway, stop_accepting=stop, task_status=task_status
                )
        except OSError as error:
            raise UsageError(
                f"cannot listen on {self._bind}: {error.strerror}"
            ) from error

    async def _handle(self, transport: Transport) -> None:
        self._count += 1
        name = f"c{self._count}"
        try:
            await serve_connection(
                self._front,
                transport,
                name,
                self._limits,
                lambda opened: self._open.update({name: opened}),
            )
        finally:
            self._open.pop(name, None)

    def _report(self, failure: BaseExceptionGroup[Exception]) -> None:
        self._events.emit(ConnectionCrashed.of(failure))


async def say_good_bye(
    connections: Mapping[str, OpenConnection], random: Random
) -> None:
    """Tells all connections to go, a batch at a time, whatever is cancelled meanwhile.

    The others are served until their turn comes. After `FAREWELL_SECONDS` none is left.

    Args:
        connections: by name; those that end disappear, late ones may appear.
        random: draws the order, the pauses, and when each is to come back.
    """
    with trio.CancelScope(shield=True, deadline=trio.current_time() + FAREWELL_SECONDS):
        for step in farewell(tuple(connections), random):
            for goodbye in step.goodbyes:
                if goodbye.name in connections:
                    _part(connections[goodbye.name], goodbye.retry_ms)
            await trio.sleep(step.pause)
    span_ms = return_span_ms(len(connections))
    for each in connections.values():
        if each.connection.closing is None:
            _part(each, random.randrange(span_ms))


def _part(opened: OpenConnection, retry_ms: int) -> None:
    opened.connection.go_away(retry_ms)
    opened.connection.close(CloseCode.GOAWAY, "the server is stopping")
    opened.wake()
