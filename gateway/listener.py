"""The accept loop: one guarded crash domain per connection.

Whatever one connection provokes - in the handshake, in the reader, in the handler -
ends that connection and is reported; no other notices. Accept errors for want of
descriptors or memory are waited out (trio tries again every 0.1 s). At the cap, and
when one address opens too many, a new connection is closed at once, so that it comes
back to a server that can serve it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import trio

from gateway.door import Door
from gateway.transport import Transport, TransportClosed
from gateway.trio_websocket_transport import accept
from gateway.wire.codes import CloseCode
from runtime.config import Bind
from runtime.errors import PeerError

MAX_CONNECTIONS: Final = 10_000
"""Open connections of one process: about 20 KiB each, half of a usual descriptor
limit of 20,000."""
BACKLOG: Final = 1_024
"""Connections the kernel holds for us while a reconnect storm is accepted."""

HandleConnection = Callable[[Transport], Awaitable[None]]


@dataclass(slots=True)
class ListenerStatistics:
    """Counters of one listener; read by whoever holds them.

    Attributes:
        open_count: connections being served, handshakes included.
        crashed_count: connections ended by an unexpected exception.
    """

    open_count: int = 0
    crashed_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """What to do with connections.

    Attributes:
        handle: serves one connection; when it returns or raises the stream is closed.
        report: is told of each exception that a connection's guard contained.
        statistics: counters this listener keeps.
        max_connections: cap of open connections.
        door: whom to let in.
    """

    handle: HandleConnection
    report: Callable[[ExceptionGroup[Exception]], None]
    statistics: ListenerStatistics
    max_connections: int = MAX_CONNECTIONS
    door: Door = field(default_factory=Door)


async def serve_gateway(
    bind: Bind,
    gateway: Gateway,
    *,
    stop_accepting: trio.Event,
    task_status: trio.TaskStatus[Bind] = trio.TASK_STATUS_IGNORED,
) -> None:
    """Listens and serves until `stop_accepting` is set and the last handler is done.

    Cancelling it closes the listeners and aborts all connections at once; to part
    politely set `stop_accepting`, tell the clients (GOAWAY), wait, then cancel.

    Args:
        bind: where to listen.
        gateway: what to do with connections.
        stop_accepting: closes the listeners and leaves open connections alone.
        task_status: is given the address in use once connections are accepted.

    Raises:
        OSError: the address cannot be bound.
    """
    listeners = await trio.open_tcp_listeners(
        bind.port, host=bind.host, backlog=BACKLOG
    )
    host, port, *_ = listeners[0].socket.getsockname()
    async with trio.open_nursery() as connections:
        await serve_listeners(
            listeners,
            gateway,
            connections,
            stop_accepting=stop_accepting,
            started=lambda: task_status.started(Bind(host, port)),
        )


async def serve_listeners(
    listeners: Sequence[trio.abc.Listener[trio.SocketStream]],
    gateway: Gateway,
    connections: trio.Nursery,
    *,
    stop_accepting: trio.Event,
    started: Callable[[], None],
) -> None:
    """Accepts until told to stop; connections run in `connections` and outlive it."""

    async def serve(stream: trio.SocketStream) -> None:
        await _serve_guarded(stream, gateway)

    async with trio.open_nursery() as accepting:
        accept_loop = partial(
            trio.serve_listeners, serve, list(listeners), handler_nursery=connections
        )
        await accepting.start(accept_loop)
        started()
        await stop_accepting.wait()
        accepting.cancel_scope.cancel()


async def _serve_guarded(stream: trio.SocketStream, gateway: Gateway) -> None:
    statistics = gateway.statistics
    if statistics.open_count >= gateway.max_connections:
        gateway.door.rations.refused["places"] += 1
        stream.socket.close()
        return
    if not _is_let_in(stream, gateway.door):
        stream.socket.close()
        return
    statistics.open_count += 1
    try:
        await _serve_connection(stream, gateway)
    except* Exception as failure:  # noqa: BLE001 - the connection's edge
        statistics.crashed_count += 1
        gateway.report(failure)
    finally:
        statistics.open_count -= 1
        stream.socket.close()


def _is_let_in(stream: trio.SocketStream, door: Door) -> bool:
    try:
        peer, *_ = stream.socket.getpeername()
    except OSError:  # it has gone already
        return False
    return door.lets_in(peer, trio.current_time())


async def _serve_connection(stream: trio.SocketStream, gateway: Gateway) -> None:
    async with trio.open_nursery() as nursery:
        try:
            transport = await accept(stream, nursery, gateway.door)
        except (PeerError, TransportClosed):
            gateway.door.rations.refused["handshakes"] += 1
            return
        try:
            await gateway.handle(transport)
        except Exception:  # the connection's edge: tell the client, then report
            await transport.close(CloseCode.INTERNAL, "internal error")
            raise
        finally:
            transport.abort()
