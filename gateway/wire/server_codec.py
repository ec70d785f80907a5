"""The server's codec: typed, validating, by msgspec. Knows bytes and frames only.

Decoding is total: bytes become frames or a `PeerError` with a code of the wire's
table, nothing else. Size is checked before a byte is decoded, so that what a hostile
message can cost is bounded by `MAX_FRAME_BYTES` (measured: 73 × in the worst case).
A frame that goes to many clients is encoded once (`EncodedFrame`); a batch is the
encoded frames behind a header, joined without decoding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from gateway.wire.client_frames import ClientBatch, ClientFrame
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import ServerFrame
from gateway.wire.terms import (
    BATCH_TAG,
    MAX_BATCH_IN,
    MAX_BATCH_OUT,
    MAX_FRAME_BYTES,
)
from runtime.errors import PeerError, UsageError

KNOWN_TAGS: Final = frozenset(
    tag
    for frame in (*ClientFrame.__args__, ClientBatch)
    if isinstance(tag := frame.__struct_config__.tag, int)
)

RawFrames = Annotated[tuple[msgspec.Raw, ...], Meta(max_length=MAX_BATCH_IN)]
"""A batch that is too long is not looked into: tens of thousands of frames fit into one
message, and who sends them need not say who he is."""

DECODE_ERRORS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec's decoders raise on bytes that are none of theirs."""

_FIXARRAY: Final = 0x90
_FIXARRAY_MAX: Final = 15
_ARRAY16: Final = 0xDC
_ARRAY32: Final = 0xDD
_UINT_WIDTHS: Final = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
_FIXINT_MAX: Final = 0x7F
_MAX_HEAD_BYTES: Final = 14
"""Of a frame: the longest header of an array, and the longest integer."""

_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(ClientFrame | ClientBatch)


class _RawBatch(msgspec.Struct, frozen=True, array_like=True, tag=BATCH_TAG):
    """A batch whose frames are not looked into: only to name what is wrong in one."""

    frames: RawFrames


_raw_batch_decoder: Final = msgspec.msgpack.Decoder(_RawBatch)


class EncodedFrame(msgspec.Struct, frozen=True):
    """A server frame with its bytes: encoded once, delivered to many."""

    frame: ServerFrame
    data: bytes


def encode_once(frame: ServerFrame) -> EncodedFrame:
    """Encodes a frame for any number of connections."""
    return EncodedFrame(frame, _encoder.encode(frame))


def encode_frame(frame: ServerFrame) -> bytes:
    """One frame as one message."""
    return _encoder.encode(frame)


def join_batch(frames: Sequence[bytes]) -> bytes:
    """Makes one message of encoded frames, without touching them.

    Raises:
        UsageError: no frame, or more than `MAX_BATCH_OUT`.
    """
    count = len(frames)
    if count == 1:
        return frames[0]
    if not 0 < count <= MAX_BATCH_OUT:
        msg = f"expected 1 to {MAX_BATCH_OUT} frames in a batch, got {count}"
        raise UsageError(msg)
    if count <= _FIXARRAY_MAX:
        header = bytes((_FIXARRAY + 2, BATCH_TAG, _FIXARRAY + count))
    else:
        header = bytes((_FIXARRAY + 2, BATCH_TAG, _ARRAY16, 0, count))
    return header + b"".join(frames)


def decode_client_message(data: bytes) -> tuple[ClientFrame, ...]:
    """Decodes one message of a client into its frames, in order.

    Raises:
        PeerError: `TOO_LARGE`, `UNKNOWN_TAG` or `PROTOCOL`; the text names the
            place, never the content.
    """
    return decode_checked(data, _decoder.decode, _tags, "msgpack")


def decode_checked(
    data: bytes,
    decode: Callable[[bytes], ClientFrame | ClientBatch],
    tags: Callable[[bytes], Iterable[int]],
    name: str,
) -> tuple[ClientFrame, ...]:
    """The same by any decoder of msgspec's.

    Args:
        data: the message.
        decode: raises what msgspec raises.
        tags: those of its frames, as far as they can be read; asked for only to tell
            an unknown one from a malformed frame.
        name: of the format.

    Raises:
        PeerError: see `decode_client_message`.
    """
    if len(data) > MAX_FRAME_BYTES:
        text = f"expected at most {MAX_FRAME_BYTES} bytes, got {len(data)}"
        raise PeerError(ErrorCode.TOO_LARGE, text)
    try:
        decoded = decode(data)
    except msgspec.ValidationError as error:
        if not KNOWN_TAGS.issuperset(tags(data)):
            text = "expected a known frame tag"
            raise PeerError(ErrorCode.UNKNOWN_TAG, text) from None
        # msgspec's text may quote the value ("Invalid enum value 'x'"); its path may
        # not.
        _, _, place = str(error).partition(" - at ")
        text = f"invalid frame at {place or 'the start'}"
        raise PeerError(ErrorCode.PROTOCOL, text) from None
    except DECODE_ERRORS as error:
        text = f"expected a {name} frame, got {type(error).__name__}"
        raise PeerError(ErrorCode.PROTOCOL, text) from None
    return decoded.frames if isinstance(decoded, ClientBatch) else (decoded,)


def _tags(data: bytes) -> Iterator[int]:
    tag = _peek_tag(data)
    if tag is None:
        return
    yield tag
    if tag != BATCH_TAG:
        return
    try:
        batch = _raw_batch_decoder.decode(data)
    except DECODE_ERRORS:
        return
    inner = (_peek_tag(memoryview(raw)[:_MAX_HEAD_BYTES]) for raw in batch.frames)
    yield from (tag for tag in inner if tag is not None)


def _peek_tag(data: bytes | memoryview) -> int | None:
    """First element of a msgpack array when it is an unsigned integer."""
    if not data:
        return None
    head = data[0]
    if _FIXARRAY < head <= _FIXARRAY + _FIXARRAY_MAX:
        at = 1
    else:
        at = {_ARRAY16: 3, _ARRAY32: 5}.get(head, len(data))
    if at >= len(data):
        return None
    if data[at] <= _FIXINT_MAX:
        return data[at]
    end = at + 1 + _UINT_WIDTHS.get(data[at], 0)
    # Nothing to read: another type, or cut off.
    return int.from_bytes(data[at + 1 : end]) if at + 1 < end <= len(data) else None
