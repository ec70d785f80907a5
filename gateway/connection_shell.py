"""Drives one connection: a reader, a writer that is also its clock, and the end.

The reader never waits for business; the writer is the only one that sends. Whatever
ends one of them ends the connection, and the attendant is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import trio

from gateway.attendant import Attendant, Front
from gateway.connection import Connection
from gateway.connection_limits import ConnectionLimits
from gateway.transport import Transport, TransportClosed
from gateway.wakeup import Wakeup
from gateway.wire.codes import CloseCode
from runtime.errors import PeerError


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """A connection that is being served, as the gateway's drain sees it."""

    connection: Connection
    wake: Callable[[], None]


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
    connection = Connection(now=front.clock(), limits=limits)
    wakeup = Wakeup()
    attendant = Attendant(front, name, connection, wakeup.set)
    register(OpenConnection(connection, wakeup.set))
    try:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(_write, front, transport, connection, attendant, wakeup)
            await _read(front, transport, connection, attendant, wakeup)
            if connection.closing is None:
                nursery.cancel_scope.cancel()  # the peer has gone: nobody to write to
    finally:
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
        wakeup.set()
    wakeup.set()


async def _write(
    front: Front,
    transport: Transport,
    connection: Connection,
    attendant: Attendant,
    wakeup: Wakeup,
) -> None:
    try:
        while True:
            while (message := connection.next_message()) is not None:
                await transport.send(message)
            if connection.closing is not None:
                closing = connection.closing
                await transport.close(closing.code, closing.reason)
                return
            with trio.move_on_at(connection.next_deadline):
                await wakeup.wait()
            for needed in connection.on_time(front.clock()):
                attendant.replay(needed.session, needed.after)
    except TransportClosed:
        transport.abort()  # wakes the reader, which ends the connection
