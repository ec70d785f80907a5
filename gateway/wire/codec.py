"""The formats in which the server speaks, by sub-protocol, and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from gateway.wire.client_frames import ClientFrame
from gateway.wire.json_codec import decode_json, encode_json, join_json, json_of
from gateway.wire.server_codec import (
    EncodedFrame,
    decode_client_message,
    encode_frame,
    join_batch,
)
from gateway.wire.server_frames import ServerFrame
from gateway.wire.terms import JSON_SUBPROTOCOL, SUBPROTOCOL


@dataclass(frozen=True, slots=True)
class Codec:
    """One format.

    Attributes:
        subprotocol: under which a client asks for it.
        is_text: its messages are WebSocket texts, in UTF-8; else binary.
        decode: a client's message into its frames; raises `PeerError`.
        encode: a frame for one connection.
        data_of: the bytes of a frame for many.
        join: encoded frames into one message.
    """

    subprotocol: str
    is_text: bool
    decode: Callable[[bytes], tuple[ClientFrame, ...]]
    encode: Callable[[ServerFrame], bytes]
    data_of: Callable[[EncodedFrame], bytes]
    join: Callable[[Sequence[bytes]], bytes]


MSGPACK: Final = Codec(
    SUBPROTOCOL,
    is_text=False,
    decode=decode_client_message,
    encode=encode_frame,
    data_of=attrgetter("data"),
    join=join_batch,
)
JSON: Final = Codec(
    JSON_SUBPROTOCOL,
    is_text=True,
    decode=decode_json,
    encode=encode_json,
    data_of=json_of,
    join=join_json,
)

CODECS: Final = (MSGPACK, JSON)
"""The first that a client offers is taken."""


def chosen_from(offered: Sequence[str]) -> Codec | None:
    """The codec of the first sub-protocol that is known; None: none is."""
    known = {codec.subprotocol: codec for codec in CODECS}
    return next((known[name] for name in offered if name in known), None)
