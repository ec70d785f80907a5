"""PURE: what a list of follow-ups shows of an ended session, without reading it (S8).

Index format: positions are for ever, new fields go last.
"""

from __future__ import annotations

from typing import Final

import msgspec


class Followed(msgspec.Struct, frozen=True, array_like=True):
    """A session that is to be followed up.

    Attributes:
        visitor: whose it was.
        nickname: his, for people.
        channel: where he came from.
        text: what is to be done.
        since_ms: when that was noted, wall time.
        due_ms: by when, wall time; 0: at no certain time.
    """

    visitor: str
    nickname: str
    channel: str
    text: str
    since_ms: int
    due_ms: int


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final[msgspec.msgpack.Decoder[Followed]] = msgspec.msgpack.Decoder(Followed)


def encode_followed(followed: Followed) -> bytes:
    """As the index has it."""
    return _ENCODER.encode(followed)


def decode_followed(detail: bytes) -> Followed:
    """From the index."""
    return _DECODER.decode(detail)
