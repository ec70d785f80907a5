"""How a port and its parent speak: a header of five bytes, then the payload.

Imports no trio: a port's child starts with as little as it can.
"""

from __future__ import annotations

import struct
from enum import IntEnum

HEADER = struct.Struct(">IB")
"""Length of the payload in bytes, and the `Kind` of the frame."""

MAX_FRAME_BYTES = 256 * 1024 * 1024
"""No honest batch or answer comes near; a longer one is a fault in the stream."""


class Kind(IntEnum):
    """What a frame is."""

    READY = 0
    """The child serves; no payload. Its first frame."""
    REQUEST = 1
    """To the child: one at a time, the next after the answer."""
    ANSWER = 2
    """From the child, to the request before."""
    FAILED = 3
    """From the child, its last frame: why it ends, as text."""


def frame(kind: Kind, payload: bytes = b"") -> bytes:
    """One frame, ready to be sent."""
    return HEADER.pack(len(payload), kind) + payload


class FrameBuffer:
    """Bytes in, frames out."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Takes what a read gave."""
        self._bytes += data

    def next_frame(self) -> tuple[Kind, bytes] | None:
        """The next whole frame, or None until more was fed.

        Raises:
            ValueError: the stream holds no frame here.
        """
        if len(self._bytes) < HEADER.size:
            return None
        length, kind = HEADER.unpack_from(self._bytes)
        if length > MAX_FRAME_BYTES:
            raise ValueError(
                f"expected a frame of at most {MAX_FRAME_BYTES} bytes, got {length}"
            )
        end = HEADER.size + length
        if len(self._bytes) < end:
            return None
        payload = bytes(self._bytes[HEADER.size : end])
        del self._bytes[:end]
        return Kind(kind), payload
