"""A version as a file, so that it is built once and opened within milliseconds.

Its head in msgpack, then the image of its matcher. The file is mapped into memory;
an entry is decoded when it is looked at.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Final

import msgspec

from actors.knowledge.entry import Edition, Entry, EntryId, Welcome
from actors.robot import image
from actors.robot.building import Building, Phase, Step
from actors.robot.chat_shelf import ChatShelf
from actors.robot.shelf import PublishedBase, answering, chitchat, matcher_of
from actors.robot.welcome import welcomed

FORMAT: Final = b"triodesk base 2\n"
"""The number counts up with what the head has, or an entry."""
_LENGTH_BYTES: Final = 8
_ENCODER: Final = msgspec.msgpack.Encoder()
_ENTRIES: Final = msgspec.msgpack.Decoder(Entry)


class _Head(msgspec.Struct, frozen=True):
    """`entries` in the order of the matcher's ids."""

    version: int
    welcome: Welcome
    welcomed: tuple[Entry, ...]
    chitchat: tuple[Entry, ...]
    entries: tuple[msgspec.Raw, ...]


_HEADS: Final = msgspec.msgpack.Decoder(_Head)


class OpenedBase(msgspec.Struct, frozen=True):
    """What is in a file."""

    base: PublishedBase
    welcome: Welcome
    welcomed: tuple[Entry, ...]


def write_base(edition: Edition, path: Path) -> Building[None]:
    """Builds a version and writes it; a reader sees all of it or nothing.

    Raises:
        OSError: there is no room for it.
    """
    entries = tuple(answering(edition.entries))
    head = _ENCODER.encode(
        _Head(
            edition.version,
            edition.welcome,
            welcomed(edition),
            tuple(chitchat(edition.entries)),
            tuple(msgspec.Raw(_ENCODER.encode(each)) for each in entries),
        )
    )
    matcher = yield from matcher_of(entries)
    yield Step(Phase.FILE, 0, 1)
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        first = FORMAT + len(head).to_bytes(_LENGTH_BYTES, "little") + head
        file.write(first + bytes(image.gap(len(first))))
        file.writelines(image.dump(matcher))
    draft.replace(path)


def open_base(path: Path) -> OpenedBase:
    """The version in a file, which must not change meanwhile; it may be removed.

    Raises:
        UnreadableImage: another format wrote it, or not all of it.
        OSError: there is none.
    """
    with path.open("rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    begin = len(FORMAT) + _LENGTH_BYTES
    if bytes(mapped[: len(FORMAT)]) != FORMAT:
        raise image.UnreadableImage(f"expected a file that begins with {FORMAT!r}")
    end = begin + int.from_bytes(mapped[len(FORMAT) : begin], "little")
    if end > len(mapped):
        raise image.UnreadableImage("expected the whole head of a version")
    head = _HEADS.decode(mapped[begin:end])
    matcher = image.load(mapped[end + image.gap(end) :])
    places = {each: place for place, each in enumerate(matcher.ids)}

    def entry_of(entry: str) -> Entry | None:
        place = places.get(EntryId(entry))
        return None if place is None else _ENTRIES.decode(head.entries[place])

    chats = ChatShelf(head.chitchat)
    base = PublishedBase(head.version, matcher, chats, entry_of)
    return OpenedBase(base, head.welcome, head.welcomed)
