"""A server's connection without anybody behind it, over bytes in memory."""

from __future__ import annotations

from gateway.admission import ClientRequest
from gateway.connection import Connection
from gateway.connection_table import ConnectionState
from gateway.rations import Rations
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import ClientFrame, Hello
from gateway.wire.codes import CloseCode
from gateway.wire.server_frames import ServerFrame
from gateway.wire.terms import Role

HELLO = Hello("ticket")


def feed(
    connection: Connection, *frames: ClientFrame, now: float = 0.0
) -> list[ClientRequest]:
    return connection.receive(encode_client_frames(frames), now)


def written(connection: Connection) -> list[ServerFrame]:
    frames: list[ServerFrame] = []
    while (data := connection.next_message()) is not None:
        frames += decode_server_message(data)
    return frames


def in_state(
    state: ConnectionState, role: Role = "visitor", rations: Rations | None = None
) -> Connection:
    connection = Connection(now=0.0, rations=rations)
    if state is ConnectionState.AWAITING_HELLO:
        return connection
    feed(connection, HELLO)
    if state is ConnectionState.GREETED:
        return connection
    connection.welcome("k", role, "me", server_ms=1, now=0.0)
    written(connection)
    if state is ConnectionState.CLOSING:
        connection.close(CloseCode.NORMAL, "")
    return connection


def opened(role: Role = "visitor", rations: Rations | None = None) -> Connection:
    return in_state(ConnectionState.OPEN, role, rations)


def ended(connection: Connection) -> CloseCode | None:
    return None if connection.closing is None else connection.closing.code
