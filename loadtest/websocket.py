"""PURE: a client's side of RFC 6455, as far as our own gateway speaks it.

Small on purpose: what the crowd costs must not be what is measured. No extensions are
offered, and frames are masked with zeros, which leaves the payload as it is (a mask
guards proxies between browsers and servers; there is none on the way).

Source: RFC 6455 sections 4.1, 5.2, 5.5.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from random import Random
from typing import Final

from gateway.wire.codes import CloseCode
from gateway.wire.terms import MAX_SERVER_MESSAGE_BYTES, SUBPROTOCOL
from runtime.errors import PeerError

MAX_HEAD_BYTES: Final = 16 * 1024
"""Of the answer to the handshake; h11 has the same bound."""
NO_CLOSE_CODE: Final = 1006
"""The connection was lost, or ended without a word (RFC 6455 section 7.4.1)."""
_GUID: Final = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_END_OF_HEAD: Final = b"\r\n\r\n"
_FINAL: Final = 0x80
_MASKED: Final = 0x80
_NO_MASK: Final = bytes(4)
_KEY_BYTES: Final = 16
_OPCODE: Final = 0x0F
_CONTINUED, _BINARY, _CLOSE, _PING, _PONG = 0x0, 0x2, 0x8, 0x9, 0xA
_TWO_BYTES: Final = 126
_EIGHT_BYTES: Final = 127
_MAX_TWO_BYTES: Final = 0xFFFF
_HEAD_BYTES: Final = 2


def new_key(random: Random) -> str:
    """What a handshake carries, and the server's answer is checked by."""
    return base64.b64encode(random.randbytes(_KEY_BYTES)).decode()


def handshake(host: str, path: str, key: str) -> bytes:
    """The request that opens a WebSocket of our sub-protocol."""
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Protocol: {SUBPROTOCOL}",
    )
    return "\r\n".join(lines).encode() + _END_OF_HEAD


def accept_of(key: str) -> str:
    """What the server must answer to a key."""
    digest = hashlib.sha1((key + _GUID).encode(), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode()


def framed(payload: bytes, opcode: int = _BINARY) -> bytes:
    """One message of a client."""
    return _head(len(payload), _FINAL | opcode) + payload


def closing(code: int) -> bytes:
    """The good-bye of a client."""
    return framed(struct.pack("!H", code), _CLOSE)


def _head(size: int, first: int) -> bytes:
    if size < _TWO_BYTES:
        return bytes((first, _MASKED | size)) + _NO_MASK
    if size <= _MAX_TWO_BYTES:
        return struct.pack("!BBH", first, _MASKED | _TWO_BYTES, size) + _NO_MASK
    return struct.pack("!BBQ", first, _MASKED | _EIGHT_BYTES, size) + _NO_MASK


class Inbound:
    """What the server sends on one connection, in pieces of any size.

    Args:
        key: of our handshake.

    Attributes:
        is_open: the handshake is over.
        close_code: of the server's good-bye; None before it, and `NO_CLOSE_CODE` when
            it names none.
        replies: what must be written back: answers to pings. Taken by the caller.
    """

    __slots__ = ("_accept", "_buffer", "_parts", "close_code", "is_open", "replies")

    def __init__(self, key: str) -> None:
        self._accept = accept_of(key)
        self._buffer = b""
        self._parts: list[bytes] = []
        self.is_open = False
        self.close_code: int | None = None
        self.replies: list[bytes] = []

    def received(self, data: bytes) -> list[bytes]:
        """The messages that are complete now; what follows a good-bye is ignored.

        Raises:
            PeerError: the server refused the handshake, or does not speak RFC 6455.
        """
        self._buffer = self._buffer + data if self._buffer else data
        if not self.is_open and not self._take_head():
            return []
        messages: list[bytes] = []
        at = 0
        while self.close_code is None:
            frame = _next_frame(self._buffer, at)
            if frame is None:
                break
            begin, end = frame
            self._take_frame(self._buffer[at], self._buffer[begin:end], messages)
            at = end
        self._buffer = self._buffer[at:]
        return messages

    def _take_head(self) -> bool:
        """True when the handshake is over."""
        head, found, rest = self._buffer.partition(_END_OF_HEAD)
        if not found:
            if len(self._buffer) > MAX_HEAD_BYTES:
                raise _broken(f"a head of at most {MAX_HEAD_BYTES} bytes", "more")
            return False
        status, *lines = head.decode("latin-1").split("\r\n")
        if status.split(" ")[1:2] != ["101"]:
            raise _broken("101 Switching Protocols", status)
        fields = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in fields}
        for name, wanted in (
            ("sec-websocket-accept", self._accept),
            ("sec-websocket-protocol", SUBPROTOCOL),
        ):
            if headers.get(name) != wanted:
                raise _broken(f"{name}: {wanted}", str(headers.get(name)))
        self.is_open = True
        self._buffer = rest
        return True

    def _take_frame(self, first: int, payload: bytes, messages: list[bytes]) -> None:
        opcode, is_final = first & _OPCODE, bool(first & _FINAL)
        if opcode == _BINARY and is_final and not self._parts:
            messages.append(payload)
        elif opcode in (_BINARY, _CONTINUED):
            self._take_part(payload, messages, is_final=is_final)
        elif opcode == _PING:
            self.replies.append(framed(payload, _PONG))
        elif opcode == _CLOSE:
            has_code = len(payload) >= _HEAD_BYTES
            code = int.from_bytes(payload[:_HEAD_BYTES], "big")
            self.close_code = code if has_code else NO_CLOSE_CODE
        elif opcode != _PONG:
            raise _broken("a binary or a control frame", f"opcode {opcode}")

    def _take_part(
        self, payload: bytes, messages: list[bytes], *, is_final: bool
    ) -> None:
        """A message in more than one frame."""
        self._parts.append(payload)
        if sum(map(len, self._parts)) > MAX_SERVER_MESSAGE_BYTES:
            raise _broken(f"at most {MAX_SERVER_MESSAGE_BYTES} bytes", "more")
        if is_final:
            messages.append(b"".join(self._parts))
            self._parts.clear()


def _next_frame(buffer: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame at `at` begins and ends, if all of it is there."""
    begin = at + _HEAD_BYTES
    if len(buffer) < begin:
        return None
    size = buffer[at + 1]
    if size & _MASKED:
        raise _broken("a frame without a mask", "one with a mask")
    wide = {_TWO_BYTES: 2, _EIGHT_BYTES: 8}.get(size, 0)
    if wide:
        if len(buffer) < begin + wide:
            return None
        size = int.from_bytes(buffer[begin : begin + wide], "big")
        if size > MAX_SERVER_MESSAGE_BYTES:
            raise _broken(f"at most {MAX_SERVER_MESSAGE_BYTES} bytes", str(size))
        begin += wide
    return (begin, begin + size) if len(buffer) >= begin + size else None


def _broken(expected: str, came: str) -> PeerError:
    return PeerError(CloseCode.PROTOCOL, f"expected {expected}, got {came}")
