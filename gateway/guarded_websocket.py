"""trio-websocket's connection, made safe against what a peer can send.

Three traps of trio-websocket 0.12 are closed here; nothing else may use its internals:
- an exception in its reader task (any byte ≥ 0x80 in a handshake header raises
  `UnicodeDecodeError`) would cancel the nursery around it: it is caught, kept in
  `failure`, and the stream is aborted;
- empty continuation frames are not seen by its size limit: frames of one message are
  counted, and 1009 closes above `MAX_PARTS`;
- its `ping()` waits for ever when the peer closes: it is not used anywhere; the
  protocol has heartbeat frames of its own.

Besides, who sends what is no WebSocket is told so before the end; and a message of the
server is written without waiting where the socket has room: the way through its
`send_message` costs several task steps per message.

Source: trio-websocket `_impl.py`, `_reader_task` and `_handle_message_event`.
"""

from __future__ import annotations

import os
import socket
import struct
from typing import Final

import trio
import trio_websocket
import wsproto
import wsproto.connection
from wsproto.events import BytesMessage, TextMessage

from gateway.door import Knock

MAX_PARTS: Final = 1_024
"""WebSocket frames of one message; browsers send one, proxies split into a few."""
RECEIVE_BYTES: Final = 16 * 1024
"""Bytes per read: a full batch in two."""
_TOO_MANY_PARTS: Final = "too many frames in one message"
_TOO_BIG: Final = 1009

_OPEN: Final = wsproto.connection.ConnectionState.OPEN
_BINARY: Final = 0x82
"""FIN and the opcode of a binary message (RFC 6455 section 5.2)."""
_TEXT: Final = 0x81
"""The same of a text."""
_SHORT: Final = 126
_MEDIUM: Final = 0x10000

WebSocketStream = trio.SocketStream | trio.SSLStream[trio.SocketStream]


class GuardedWebSocket(trio_websocket.WebSocketConnection):
    """A WebSocket whose reader can fail without touching anybody else."""

    def __init__(
        self,
        stream: WebSocketStream,
        *,
        max_message_bytes: int,
        client_of: tuple[str, str] | None = None,
        subprotocol: str,
    ) -> None:
        """Wraps a stream; `client_of` is (host header, path) on the client's side."""
        host, path = client_of or (None, None)
        side = (
            wsproto.ConnectionType.CLIENT
            if client_of
            else wsproto.ConnectionType.SERVER
        )
        super().__init__(
            stream,
            wsproto.WSConnection(side),
            host=host,
            path=path,
            client_subprotocols=[subprotocol],
            max_message_size=max_message_bytes,
            receive_buffer_size=RECEIVE_BYTES,
        )
        self.is_text = False
        """Messages are written as texts, not as binary ones; they are UTF-8."""
        self.failure: Exception | None = None
        """What ended the reader, if it was not the end of the stream."""
        self.has_ended = False
        """True once the reader is done: nothing more will be received."""
        self._tcp = (
            stream.transport_stream if isinstance(stream, trio.SSLStream) else stream
        )
        self._parts = 0
        self._rest = b""
        self._writes_itself = client_of is None and self._tcp is stream
        self._handshake_scope = trio.CancelScope()

    async def run_reader(self) -> None:
        """Reads until the stream ends; contains whatever goes wrong in it."""
        try:
            await self._reader_task()
        except Exception as failure:  # noqa: BLE001 - the connection's edge
            self.failure = failure
            self.abort()
        finally:
            self.has_ended = True
            self._close_handshake.set()  # nobody waits for an answer that cannot come
            self._handshake_scope.cancel()

    async def wait_request(self) -> trio_websocket.WebSocketRequest | None:
        """Waits for the client's handshake; None when the stream ended before it."""
        with self._handshake_scope:
            return await self._get_request()
        return None

    def knock_of(self, request: trio_websocket.WebSocketRequest, peer: str) -> Knock:
        """What of a handshake says who the client is, and whose page it shows."""
        host = str(request._event.host)  # noqa: SLF001 - it has no public name
        return Knock(peer, host, tuple(request.headers))

    async def wait_open(self) -> bool:
        """Waits for the server's answer; False when the stream ended before it."""
        with self._handshake_scope:
            await self._open_handshake.wait()
            return True
        return False

    def send_now(self, data: bytes) -> bool:
        """Writes a message at once; False: `send_later` must follow."""
        if not self._writes_itself or self.has_ended:
            return False
        if self._wsproto.state is not _OPEN:
            return False
        try:
            self._stream_lock.acquire_nowait()
        except trio.WouldBlock:
            return False
        frame = _header(_TEXT if self.is_text else _BINARY, len(data)) + data
        try:
            written = os.write(self._tcp.socket.fileno(), frame)
        except BlockingIOError:
            written = 0
        except OSError:
            self._stream_lock.release()
            return False  # the slow way says what is wrong
        if written == len(frame):
            self._stream_lock.release()
            return True
        self._rest = frame[written:]
        return False

    async def send_later(self, data: bytes) -> None:
        """Waits until a message that `send_now` could not write has been written.

        Raises:
            trio_websocket.ConnectionClosed: the peer is gone.
        """
        if not self._rest:
            await self.send_message(data.decode() if self.is_text else data)
            return
        rest, self._rest = self._rest, b""
        try:
            await self._stream.send_all(rest)
        except trio.BrokenResourceError as error:
            raise trio_websocket.ConnectionClosed(None) from error
        finally:
            self._stream_lock.release()

    def drop(self) -> None:
        """Closes the TCP connection; what was written still arrives."""
        self._tcp.socket.close()

    def abort(self) -> None:
        """Resets the TCP connection; whoever waits on it wakes up."""
        if self._tcp.socket.fileno() != -1:
            # Linger 0: close drops what is unsent and sends RST; it never waits.
            linger = struct.pack("ii", 1, 0)
            self._tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self._tcp.socket.close()

    async def _handle_message_event(self, event: BytesMessage | TextMessage) -> None:
        # Parts of one WebSocket frame are never empty, so the size limit bounds them.
        self._parts += event.frame_finished
        if self._parts > MAX_PARTS:
            self._parts = 0
            self._message_parts = []
            await self._close_too_big()
            return
        if event.message_finished:
            self._parts = 0
        await super()._handle_message_event(event)

    async def _handle_close_connection_event(
        self, event: wsproto.events.CloseConnection
    ) -> None:
        # While it is open this is wsproto's word for what is no WebSocket; the peer
        # should be told why before the end (RFC 6455 section 7.1.7).
        if self._wsproto.state is _OPEN:
            why = wsproto.events.CloseConnection(code=event.code, reason=event.reason)
            await self._send(why)
        await super()._handle_close_connection_event(event)

    async def _close_too_big(self) -> None:
        self._close_reason = trio_websocket.CloseReason(_TOO_BIG, _TOO_MANY_PARTS)
        closing = wsproto.events.CloseConnection(code=_TOO_BIG, reason=_TOO_MANY_PARTS)
        await self._send(closing)
        await self._recv_channel.aclose()
        self._reader_running = False


def _header(kind: int, size: int) -> bytes:
    """Head of an unmasked frame, as servers send them (RFC 6455 5.1, 5.2)."""
    if size < _SHORT:
        return bytes((kind, size))
    if size < _MEDIUM:
        return struct.pack("!BBH", kind, _SHORT, size)
    return struct.pack("!BBQ", kind, _SHORT + 1, size)
