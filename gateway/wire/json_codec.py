"""The server's codec for `triodesk.v1.json`: the same frames as JSON, for debugging.

Arrays and maps are those of msgpack, so that whoever looks at them with a browser's
tools sees what the reference page shows. Decoding is total, as in `server_codec`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from gateway.wire.bodies import opened
from gateway.wire.client_frames import ClientBatch, ClientFrame
from gateway.wire.server_codec import (
    DECODE_ERRORS,
    EncodedFrame,
    RawFrames,
    decode_checked,
)
from gateway.wire.server_frames import History, Message, ServerFrame
from gateway.wire.terms import BATCH_TAG

_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(ClientFrame | ClientBatch)
_element_decoder: Final = msgspec.json.Decoder(tuple[msgspec.Raw, ...])
_raw_batch_decoder: Final = msgspec.json.Decoder(RawFrames)
_tag_decoder: Final = msgspec.json.Decoder(Annotated[int, Meta(ge=0)])


def encode_json(frame: ServerFrame) -> bytes:
    """One frame as one message."""
    return _encoder.encode(_opened(frame))


def json_of(encoded: EncodedFrame) -> bytes:
    """A frame that was encoded for everybody else: few speak JSON."""
    return encode_json(encoded.frame)


def _opened(frame: ServerFrame) -> ServerFrame:
    """Stored bodies are msgpack, and stand in a frame as they are."""
    match frame:
        case Message(body=body):
            return replace(frame, body=opened(body))
        case History(messages=messages):
            shown = [replace(each, body=opened(each.body)) for each in messages]
            return replace(frame, messages=tuple(shown))
        case _:
            return frame


def join_json(frames: Sequence[bytes]) -> bytes:
    """Makes one message of encoded frames, at least one."""
    if len(frames) == 1:
        return frames[0]
    return b"[%d,[%b]]" % (BATCH_TAG, b",".join(frames))


def decode_json(data: bytes) -> tuple[ClientFrame, ...]:
    """Decodes one message of a client into its frames, in order.

    Raises:
        PeerError: see `server_codec.decode_client_message`.
    """
    return decode_checked(data, _decoder.decode, _tags, "JSON")


def _tags(data: bytes) -> Iterator[int]:
    tag, rest = _split(data)
    if tag is not None:
        yield tag
    if tag == BATCH_TAG and rest:
        with suppress(*DECODE_ERRORS):
            for raw in _raw_batch_decoder.decode(rest[0]):
                inner, _ = _split(raw)
                if inner is not None:
                    yield inner


def _split(data: bytes | msgspec.Raw) -> tuple[int | None, Sequence[msgspec.Raw]]:
    """The tag of a frame, if it can be read, and the elements after it."""
    with suppress(*DECODE_ERRORS):
        elements = _element_decoder.decode(data)
        if elements:
            return _tag_decoder.decode(elements[0]), elements[1:]
    return None, ()
