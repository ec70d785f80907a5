"""Drives one connection: a reader, a writer, and the end.

The reader never waits for business; the writer is the only one that sends. Whatever
ends one of them ends the connection, and the attendant is told. Deadlines are looked
at by the gateway's sweeper: a timer per connection, moved by every message, would cost
more than the messages' frames.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import trio

from gateway.attendant import Attendant
from gateway.connection import Connection
from gateway.connection_limits import ConnectionLimits
from gateway.front import Front
from gateway.transport import Transport, TransportClosed
from gateway.wakeup import Wakeup
from gateway.wire.codes import CloseCode
from runtime.errors import PeerError


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """A connection that is being served, as the gateway sees it."""

    connection: Connection
    attendant: Attendant
    wake: Callable[[], None]

    def tick(self, now: float) -> None:
        """Does what is due at `now`, on the gateway's clock."""
        if self.connection.next_deadline > now:
            return
        for needed in self.connection.on_time(now):
            self.attendant.replay(needed.session, needed.after)
        self.wake()


async def serve_connection(
    front: Front,
    transport: Transport,
    name: str,
    limits: ConnectionLimits,
    register: Callable[[OpenConnection], None],
) -> None:
    """Serves until either side ends it; cancelling aborts the stream.

    Args:
        front: the service.
        transport: the stream.
        name: of the connection, unique in this process.
        limits: what the client is held to.
        register: is given the connection while it is served.
    """
    connection = Connection(
        now=front.clock(),
        limits=limits,
        codec=transport.codec,
        rations=front.door.rations,
    )
    wakeup = Wakeup()
    attendant = Attendant(front, name, connection, wakeup.set, transport.address)
    register(OpenConnection(connection, attendant, wakeup.set))
    try:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(_write, transport, connection, wakeup)
            await _read(front, transport, connection, attendant, wakeup)
            if connection.closing is None:
                nursery.cancel_scope.cancel()  # the peer has gone: nobody to write to
    finally:
        connection.cut(CloseCode.NORMAL, "the stream is gone")
        attendant.close()


async def _read(
    front: Front,
    transport: Transport,
    connection: Connection,
    attendant: Attendant,
    wakeup: Wakeup,
) -> None:
    while connection.closing is None:
        try:
            data = await transport.receive()
        except PeerError as error:
            connection.close(CloseCode.PROTOCOL, str(error))
            break
        if data is None:
            return
        for request in connection.receive(data, front.clock()):
            attendant.serve(request)
        if connection.has_output:
            wakeup.set()
    wakeup.set()


async def _write(transport: Transport, connection: Connection, wakeup: Wakeup) -> None:
    try:
        while True:
            while (message := connection.next_message()) is not None:
                await transport.send(message)
            if connection.closing is not None:
                closing = connection.closing
                await transport.close(closing.code, closing.reason)
                return
            await wakeup.wait()
    except TransportClosed:
        transport.abort()  # wakes the reader, which ends the connection
