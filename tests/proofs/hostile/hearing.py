"""PURE: what a server says on one connection, taken apart as it comes.

First the head of its answer to the handshake, then frames (RFC 6455 section 5.2).
"""

from __future__ import annotations

from typing import Final

import msgpack

from tests.gateway.page_client import BATCH, HISTORY, MESSAGE, SESSION, TYPING
from tests.proofs.hostile.canary import MARK

MAX_KEPT_BYTES: Final = 1_000_000
"""Of messages; later ones are counted, and dropped."""
UPGRADED: Final = b"HTTP/1.1 101 "
_HEAD_END: Final = b"\r\n\r\n"
_CLOSE: Final = 8
_SHORT: Final = 126
TOLD_OF: Final = frozenset({MESSAGE, TYPING, SESSION, HISTORY})
"""Frames that only who takes part in a session may hear."""


class Hearing:
    """What was heard so far.

    Attributes:
        is_upgraded: the handshake was accepted.
        messages: payloads of the frames, the first `MAX_KEPT_BYTES` of them.
        close_code: with which the server closed; 0: it has not, or without one.
        parts: how often something came.
    """

    def __init__(self) -> None:
        self.is_upgraded = False
        self.messages: list[bytes] = []
        self.close_code = 0
        self.parts = 0
        self._kept = 0
        self._rest = bytearray()

    def take(self, data: bytes) -> None:
        """Takes the next bytes."""
        self.parts += 1
        self._rest += data
        if not self.is_upgraded:
            head, end, rest = self._rest.partition(_HEAD_END)
            if not end or not head.startswith(UPGRADED):
                return
            self.is_upgraded, self._rest = True, rest
        while self._take_frame():
            pass

    def _take_frame(self) -> bool:
        """Takes one frame off the rest; False: it is not whole yet."""
        rest = self._rest
        if len(rest) < 2:
            return False
        extra = {_SHORT: 2, _SHORT + 1: 8}.get(rest[1], 0)
        start = 2 + extra
        size = int.from_bytes(rest[2:start]) if extra else rest[1]
        if len(rest) < start + size:
            return False
        self._hear(rest[0] & 0x0F, bytes(rest[start : start + size]))
        del rest[: start + size]
        return True

    def _hear(self, opcode: int, payload: bytes) -> None:
        if opcode == _CLOSE:
            self.close_code = int.from_bytes(payload[:2])
        elif self._kept < MAX_KEPT_BYTES:
            self._kept += len(payload)
            self.messages.append(payload)

    def heard(self, message: bytes) -> bool:
        """True when this came last, maybe at the end of a batch."""
        return bool(self.messages) and self.messages[-1].endswith(message)

    def frames(self) -> list[list[object]]:
        """The frames of the protocol in the messages; batches are taken apart."""
        found: list[list[object]] = []
        for message in self.messages:
            frame = msgpack.unpackb(message)
            found += frame[1] if frame[0] == BATCH else [frame]
        return found

    def is_let_into(self, session: str) -> bool:
        """True when something of a session was heard, or what two others say."""
        if any(MARK.encode() in message for message in self.messages):
            return True
        return any(
            frame[0] in TOLD_OF and session in frame[1:3] for frame in self.frames()
        )
