"""PURE: a matcher as bytes, so that it is built once and used by many processes.

Ids and lengths as JSON, then the arrays of the index as they lie in memory. Reading
copies none of them: an image that is mapped into memory is there at once, and processes
that map the same file share it. No pickle: whoever can write the file could run what
he likes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from actors.robot.index import Index
from actors.robot.matcher import Matcher
from runtime.errors import TriodeskError

FORMAT: Final = b"triodesk robot 3"
"""The number counts up whenever pieces, their numbers or their weights change."""
_LENGTH_BYTES: Final = 8
_ALIGNED: Final = 64
"""Bytes that an array begins at a multiple of: a line of a processor's cache."""
_TYPES: Final = {
    "vocabulary": "<u8",
    "weights": "<f4",
    "posting_begins": "<i8",
    "postings": "<i4",
    "text_begins": "<i8",
    "text_pieces": "<i4",
    "entry_begins": "<i8",
    "masses": "<f4",
    "breadths": "<f4",
    "text_places": "<i8",
    "normalised": "<u1",
    "words": "<u1",
}
"""Of the arrays of an index, in the order in which they lie in an image."""


class UnreadableImage(TriodeskError):
    """The bytes are no image, of another format, or not all there: build it anew."""


class _Head(msgspec.Struct, frozen=True):
    ids: tuple[str, ...]
    lengths: tuple[int, ...]


_DECODER: Final = msgspec.json.Decoder(_Head)


def gap(length: int) -> int:
    """Bytes from the end of something to where an array, or an image, may begin.

    An array that does not begin at a multiple of its items' size is copied whole by
    numpy whenever something is taken from it: 20 ms for each question of 100,000.
    """
    return -length % _ALIGNED


def dump(matcher: Matcher) -> Iterator[bytes | memoryview]:
    """The image in parts, to be written one behind the other."""
    arrays: list[NDArray[np.generic]] = [
        getattr(matcher.index, name).astype(kind, copy=False)
        for name, kind in _TYPES.items()
    ]
    head = msgspec.json.encode(_Head(matcher.ids, tuple(map(len, arrays))))
    first = FORMAT + len(head).to_bytes(_LENGTH_BYTES, "little") + head
    yield first + bytes(gap(len(first)))
    for array in arrays:
        yield array.tobytes()
        yield bytes(gap(array.nbytes))


def load(image: bytes | memoryview) -> Matcher:
    """The matcher of an image, whose memory it uses: that must not change.

    Raises:
        UnreadableImage: with what was expected.
    """
    begin = len(FORMAT) + _LENGTH_BYTES
    if bytes(image[: len(FORMAT)]) != FORMAT:
        raise UnreadableImage(f"expected an image that begins with {FORMAT.decode()!r}")
    end = begin + int.from_bytes(image[len(FORMAT) : begin], "little")
    if end > len(image):
        raise UnreadableImage("expected the whole head of an image, got a part of it")
    head = _DECODER.decode(image[begin:end])
    arrays = {}
    for (name, kind), length in zip(_TYPES.items(), head.lengths, strict=True):
        place = end + gap(end)
        end = place + length * np.dtype(kind).itemsize
        if end > len(image):
            raise UnreadableImage(f"expected {length} of {name}, got a part of them")
        arrays[name] = np.frombuffer(image, kind, length, place)
    return Matcher.of(head.ids, Index(**arrays))
