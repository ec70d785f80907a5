"""A client's WebSocket for load, pure: bytes in, messages out, and back.

Small on purpose, and independent of the server's codec: the clients share a core with
the store, and what they cost must not be what is measured. Frames are masked with
zeros, which leaves the payload as it is.
"""

from __future__ import annotations

import struct
from typing import Final

import msgpack
import msgspec

from gateway.wire.bodies import TextBody
from gateway.wire.client_codec import encode_client_frames
from gateway.wire.client_frames import ClientFrame, Send, SetTyping
from gateway.wire.terms import SUBPROTOCOL, VISITOR_ROOM

GROUP: Final = "bench"
_BINARY: Final = 0x82
_MASKED: Final = 0x80
_NO_MASK: Final = bytes(4)
_SHORT: Final = 126
_LONG: Final = 127
_MAX_SHORT: Final = 65_536
_LENGTH: Final = 0x7F
_OPCODE: Final = 0x0F
_CLOSE: Final = 0x8
_HEADERS_END: Final = b"\r\n\r\n"


class Ready(msgspec.Struct, frozen=True):
    """What the clients need: where the server is, who they are, whose time to count."""

    port: int
    process: int
    store: int = 0
    visitors: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()


def visitor_name(number: int) -> str:
    """Id of a visitor."""
    return f"visitor-{number}"


def agent_name(number: int) -> str:
    """Id of an agent."""
    return f"agent-{number}"


def handshake(path: str, *, subprotocol: str = SUBPROTOCOL) -> bytes:
    """The request that opens a WebSocket; "" asks for no sub-protocol."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version: 13",
    ]
    if subprotocol:
        lines.append(f"Sec-WebSocket-Protocol: {subprotocol}")
    return ("\r\n".join(lines)).encode() + _HEADERS_END


def masked(payload: bytes) -> bytes:
    """One binary message of a client."""
    size = len(payload)
    if size < _SHORT:
        head = bytes((_BINARY, _MASKED | size))
    elif size < _MAX_SHORT:
        head = struct.pack("!BBH", _BINARY, _MASKED | _SHORT, size)
    else:
        head = struct.pack("!BBQ", _BINARY, _MASKED | _LONG, size)
    return head + _NO_MASK + payload


def framed(frame: ClientFrame) -> bytes:
    """One frame of our protocol, as a message of a client."""
    return masked(encode_client_frames((frame,)))


def chat_message(request: int, session: str, text: str) -> bytes:
    """A SEND; its number is also its client id."""
    body = TextBody(text)
    return framed(Send(request, session, VISITOR_ROOM, f"m{request}", body))


def typing_message(session: str, number: int, *, is_typing: bool) -> bytes:
    """A SET_TYPING; `after` comes through to the other side, and tells which it is."""
    return framed(SetTyping(session, VISITOR_ROOM, is_typing, number))


class Inbound:
    """What a server sends on one connection."""

    def __init__(self) -> None:
        self._buffer = b""
        self.is_open = False
        self.has_ended = False

    def received(self, data: bytes) -> list[bytes]:
        """Payloads of the messages that are complete now."""
        buffer = self._buffer + data
        if not self.is_open:
            end = buffer.find(_HEADERS_END)
            if end < 0:
                self._buffer = buffer
                return []
            self.is_open = True
            buffer = buffer[end + len(_HEADERS_END) :]
        payloads: list[bytes] = []
        at = 0
        while (frame := _next_frame(buffer, at)) is not None:
            start, at = frame
            if buffer[start[0]] & _OPCODE == _CLOSE:
                self.has_ended = True
            else:
                payloads.append(buffer[start[1] : at])
        self._buffer = buffer[at:]
        return payloads


def _next_frame(buffer: bytes, at: int) -> tuple[tuple[int, int], int] | None:
    """((start, start of the payload), end) of the frame at `at`, if it is complete."""
    begin = at + 2
    if len(buffer) < begin:
        return None
    size = buffer[at + 1] & _LENGTH
    wide = {_SHORT: 2, _LONG: 8}.get(size, 0)
    if wide:
        if len(buffer) < begin + wide:
            return None
        size = int.from_bytes(buffer[begin : begin + wide], "big")
        begin += wide
    end = begin + size
    return ((at, begin), end) if len(buffer) >= end else None


def frames_of(payload: bytes) -> list[list[object]]:
    """The frames of one message, as plain lists."""
    unpacked = msgpack.unpackb(payload)
    return list(unpacked[1]) if unpacked[0] == 0 else [unpacked]
