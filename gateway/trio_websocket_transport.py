"""The first transport: WebSocket by trio-websocket, in guarded form, for both sides.

`accept` and `connect` start the reader task of one stream in the caller's nursery; it
ends with the stream. An exception that a peer can provoke ends this stream only
(`gateway.guarded_websocket`).
"""

from __future__ import annotations

import math
import socket
from typing import Final
from urllib.parse import SplitResult

import trio
import trio_websocket

from gateway.door import Door, Turned
from gateway.guarded_websocket import GuardedWebSocket, WebSocketStream
from gateway.rations import UNLIMITED
from gateway.server_url import split_server_url
from gateway.transport import TransportClosed
from gateway.wire.codec import CODECS, MSGPACK, Codec, chosen_from
from gateway.wire.codes import ErrorCode
from gateway.wire.terms import (
    MAX_FRAME_BYTES,
    MAX_SERVER_MESSAGE_BYTES,
    PATH,
    SUBPROTOCOL,
)
from runtime.config import Bind
from runtime.errors import PeerError, UsageError

CONNECT_SECONDS: Final = 5.0
"""From the accepted TCP connection to a finished handshake (slow-loris bound)."""
DISCONNECT_SECONDS: Final = 2.0
"""For the peer to answer a close; then the stream is aborted."""
STALL_SECONDS: Final = 5.0
"""A write that makes no progress for so long ends the connection."""
USER_TIMEOUT_MS: Final = 30_000
"""TCP gives up on unacknowledged data after this; Linux' default is 15 minutes."""
NO_CLOSE_CODE: Final = 1006
"""RFC 6455: the stream ended without a close frame."""

_KNOWN: Final = " or ".join(codec.subprotocol for codec in CODECS)
_NOT_FOUND: Final = 404
_BAD_REQUEST: Final = 400
_DEFAULT_PORTS: Final = {"ws": 80, "wss": 443}


class TrioWebSocketTransport:
    """A `Transport` over one guarded WebSocket."""

    def __init__(
        self,
        websocket: GuardedWebSocket,
        peer: str,
        codec: Codec,
        address: str = UNLIMITED,
    ) -> None:
        self._websocket = websocket
        self._peer = peer
        self._address = address
        self._codec = codec
        websocket.is_text = codec.is_text

    @property
    def codec(self) -> Codec:
        """The format that the two agreed on."""
        return self._codec

    @property
    def peer(self) -> str:
        """Address of the other side."""
        return self._peer

    @property
    def address(self) -> str:
        """The name under which the client's address is counted."""
        return self._address

    @property
    def close_code(self) -> int | None:
        """Close code; 1006 when the stream just ended; None while it is open."""
        reason = self._websocket.closed
        if reason is not None:
            return int(reason.code)
        return NO_CLOSE_CODE if self._websocket.has_ended else None

    async def receive(self) -> bytes | None:
        """Waits for the next message; None at the end of the stream.

        Raises:
            PeerError: a text where the format is binary, or the other way round, or
                bytes that are no WebSocket.
        """
        try:
            message = await self._websocket.get_message()
        except trio_websocket.ConnectionClosed:
            if self._websocket.failure is not None:
                text = f"not a WebSocket: {type(self._websocket.failure).__name__}"
                raise PeerError(ErrorCode.PROTOCOL, text) from None
            return None
        if isinstance(message, str) is not self._codec.is_text:
            text = f"expected {self._codec.subprotocol}, got the other kind of message"
            raise PeerError(ErrorCode.PROTOCOL, text)
        return message.encode() if isinstance(message, str) else message

    async def send(self, data: bytes) -> None:
        """Sends one message; a stall or a cancellation aborts the stream.

        Raises:
            TransportClosed: the peer is gone, or the write stalled.
        """
        if self._websocket.send_now(data):
            return
        try:
            with trio.move_on_after(STALL_SECONDS) as scope:
                await self._websocket.send_later(data)
        except trio_websocket.ConnectionClosed:
            text = f"closed with code {self.close_code}"
            raise TransportClosed(text) from None
        except BaseException:
            # Part of a frame may be out: the next one would be read as its rest.
            self._websocket.abort()
            raise
        if scope.cancelled_caught:
            self._websocket.abort()
            text = f"a write stalled for {STALL_SECONDS:g} s"
            raise TransportClosed(text)

    async def close(self, code: int, reason: str) -> None:
        """Closes politely within `DISCONNECT_SECONDS`, then by force."""
        is_closed = False
        try:
            with trio.move_on_after(DISCONNECT_SECONDS):
                await self._websocket.aclose(code, reason)
                is_closed = True
        finally:
            if is_closed:
                self._websocket.drop()
            else:
                self._websocket.abort()

    def abort(self) -> None:
        """Resets the stream now."""
        self._websocket.abort()


async def accept(
    stream: trio.SocketStream, nursery: trio.Nursery, door: Door
) -> TrioWebSocketTransport:
    """Serves the handshake on an accepted stream; its reader runs in `nursery`.

    Who the door turns away is told why, by a status of HTTP, and when to come back.

    The reader ends with the stream and raises nothing. When this raises or is
    cancelled the stream has been closed.

    Raises:
        PeerError: no handshake in time, one for another path or sub-protocol, or one
            that the door turned away; the client was told so where possible.
        TransportClosed: the client left during the handshake.
    """
    websocket = GuardedWebSocket(
        stream, max_message_bytes=MAX_FRAME_BYTES, subprotocol=SUBPROTOCOL
    )
    agreed: tuple[Codec, str] | None = None
    try:
        peer = _prepare(stream)
        nursery.start_soon(websocket.run_reader)
        with trio.move_on_after(CONNECT_SECONDS):
            agreed = await _answer_handshake(websocket, peer, door)
    finally:
        if agreed is None:
            websocket.drop()  # a refusal on its way still arrives
    if agreed is None:
        text = f"no handshake within {CONNECT_SECONDS:g} s"
        raise PeerError(ErrorCode.PROTOCOL, text)
    codec, address = agreed
    return TrioWebSocketTransport(websocket, str(peer), codec, address)


async def connect(url: str, nursery: trio.Nursery) -> TrioWebSocketTransport:
    """Connects to a gateway; the reader of the stream runs in `nursery`.

    The reader ends with the stream and raises nothing. When this raises or is
    cancelled the stream has been closed.

    Args:
        url: `ws://host:port/v1` or `wss://…`.
        nursery: outlives the transport; whoever owns it closes the transport first.

    Raises:
        UsageError: the URL is none of these.
        TransportClosed: the server cannot be reached, or refused the handshake.
    """
    address = parse_gateway_url(url)
    websocket: GuardedWebSocket | None = None
    is_open = False
    try:
        with trio.move_on_after(CONNECT_SECONDS):
            stream = await _open_stream(address)
            websocket = GuardedWebSocket(
                stream,
                max_message_bytes=MAX_SERVER_MESSAGE_BYTES,
                client_of=(address.netloc, address.path),
                subprotocol=SUBPROTOCOL,
            )
            nursery.start_soon(websocket.run_reader)
            is_open = await websocket.wait_open()
    finally:
        if websocket is not None and not is_open:
            websocket.abort()
    if websocket is None or not is_open:
        text = f"no gateway answers at {address.netloc}{address.path}"
        raise TransportClosed(text)
    return TrioWebSocketTransport(websocket, address.netloc, MSGPACK)


async def _answer_handshake(
    websocket: GuardedWebSocket, peer: Bind, door: Door
) -> tuple[Codec, str]:
    """The format that the two speak, and the name of the client's address."""
    request = await websocket.wait_request()
    if request is None:
        text = "the client left before its handshake"
        raise TransportClosed(text)
    try:
        codec = chosen_from(request.proposed_subprotocols)
        knock = websocket.knock_of(request, peer.host)
        address = door.judge(knock, trio.current_time())
        if isinstance(address, Turned):
            await request.reject(
                address.status,
                extra_headers=_retry_after(address),
                body=address.text.encode(),
            )
            raise PeerError(ErrorCode.PROTOCOL, address.text)
        if request.path != PATH:
            await request.reject(_NOT_FOUND)
        elif codec is None:
            await request.reject(_BAD_REQUEST, body=_KNOWN.encode())
        else:
            await request.accept(subprotocol=codec.subprotocol)
            return codec, address
    except trio_websocket.ConnectionClosed:
        text = "the client left during its handshake"
        raise TransportClosed(text) from None
    text = f"expected path {PATH} and sub-protocol {_KNOWN}"
    raise PeerError(ErrorCode.PROTOCOL, text)


def _retry_after(turned: Turned) -> list[tuple[bytes, bytes]]:
    """Whole seconds, as RFC 9110 has it (10.2.3)."""
    if not turned.retry_seconds:
        return []
    return [(b"Retry-After", str(math.ceil(turned.retry_seconds)).encode())]


def _prepare(stream: trio.SocketStream) -> Bind:
    """Bounds how long TCP tries; returns the peer's address.

    Raises:
        TransportClosed: the peer has gone already.
    """
    try:
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            stream.setsockopt(
                socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS
            )
        host, port, *_ = stream.socket.getpeername()
    except OSError:
        text = "the client left before its handshake"
        raise TransportClosed(text) from None
    return Bind(host, port)


def parse_gateway_url(url: str) -> SplitResult:
    """Checks a URL of a gateway.

    Raises:
        UsageError: it is not `ws://host…` or `wss://host…`.
    """
    address = split_server_url(url, _DEFAULT_PORTS)
    if address is None:
        msg = f"expected a ws:// or wss:// URL, got {url!r}"
        raise UsageError(msg)
    return address


async def _open_stream(address: SplitResult) -> WebSocketStream:
    host = address.hostname or ""
    port = address.port or _DEFAULT_PORTS[address.scheme]
    try:
        if address.scheme == "wss":
            return await trio.open_ssl_over_tcp_stream(
                host, port, https_compatible=True
            )
        return await trio.open_tcp_stream(host, port)
    except OSError as error:
        text = f"cannot connect to {address.netloc}: {error}"
        raise TransportClosed(text) from None
