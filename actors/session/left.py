"""PURE: what a list of left messages shows of a session, without reading it (V7).

Index format: positions are for ever, new fields go last.
"""

from __future__ import annotations

from typing import Final

import msgspec


class Left(msgspec.Struct, frozen=True, array_like=True):
    """A session in which nobody could serve.

    Attributes:
        visitor: whose it is.
        nickname: his, for people.
        channel: where he comes from.
        since_ms: of the first message that nobody has answered, wall time; 0: none.
        contact: that he left, or "".
        messages: in the session so far, the service's among them; 0 without his own.
    """

    visitor: str
    nickname: str
    channel: str
    since_ms: int
    contact: str
    messages: int


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final[msgspec.msgpack.Decoder[Left]] = msgspec.msgpack.Decoder(Left)


def encode_left(left: Left) -> bytes:
    """As the index has it."""
    return _ENCODER.encode(left)


def decode_left(detail: bytes) -> Left:
    """From the index."""
    return _DECODER.decode(detail)
