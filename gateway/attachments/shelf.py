"""Where files are kept: what it is asked, what it answers, and who does it.

A file begins as a draft that grows by `Write`, is sealed, and is published under its
key at once: it is there whole, or it is not there. The first to publish a key wins.
What is published is `fresh` until a message is known to carry it.

Drafts are files of this machine whatever the shelf is, so that another process can look
at an image before it is published.
"""

from __future__ import annotations

import secrets
from typing import Final, Protocol

import msgspec

from gateway.attachments.office import Attachment

_NAME_BYTES: Final = 16


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a published file.

    Attributes:
        attachment: as its uploader was told.
        digest: SHA-256 of what was uploaded, before it was made clean.
    """

    attachment: Attachment
    digest: bytes


class Begin(msgspec.Struct, frozen=True, array_like=True, tag="begin"):
    """A new draft; it will have at most `size` bytes.

    Who asks names it, so that it can be dropped when the answer was not waited for.
    """

    draft: str
    size: int


class Write(msgspec.Struct, frozen=True, array_like=True, tag="write"):
    """More bytes of a draft."""

    draft: str
    data: bytes


class Seal(msgspec.Struct, frozen=True, array_like=True, tag="seal"):
    """The draft is whole."""

    draft: str


class Publish(msgspec.Struct, frozen=True, array_like=True, tag="publish"):
    """Has a sealed draft found under the key of its attachment.

    `is_cleaned`: not what was written, but what was put beside it (`clean_path`).
    """

    draft: str
    stored: Stored
    is_cleaned: bool = False


class Drop(msgspec.Struct, frozen=True, array_like=True, tag="drop"):
    """The draft is wanted no more; one that is gone is no mistake."""

    draft: str


class Find(msgspec.Struct, frozen=True, array_like=True, tag="find"):
    """What is published under a key?"""

    key: str


class Read(msgspec.Struct, frozen=True, array_like=True, tag="read"):
    """A piece of a published file."""

    key: str
    start: int
    size: int


class ListFresh(msgspec.Struct, frozen=True, array_like=True, tag="list"):
    """Those that no message is known to carry, uploaded before `before_ms`."""

    before_ms: int
    limit: int


class Settle(msgspec.Struct, frozen=True, array_like=True, tag="settle"):
    """A message carries it: it stays."""

    key: str


class Remove(msgspec.Struct, frozen=True, array_like=True, tag="remove"):
    """Nothing is to be left of it."""

    key: str


Request = (
    Begin | Write | Seal | Publish | Drop | Find | Read | ListFresh | Settle | Remove
)


class Begun(msgspec.Struct, frozen=True, array_like=True, tag="begun"):
    """The draft is there; `path` is the file of this machine that holds it."""

    path: str


class Sealed(msgspec.Struct, frozen=True, array_like=True, tag="sealed"):
    """The draft is whole and on disk."""

    size: int
    digest: bytes


class Found(msgspec.Struct, frozen=True, array_like=True, tag="found"):
    """What is published under a key, since now or since before; None: nothing."""

    stored: Stored | None


class Piece(msgspec.Struct, frozen=True, array_like=True, tag="piece"):
    """As many bytes as there are; none: there is no such file, or it ends before."""

    data: bytes


class Listed(msgspec.Struct, frozen=True, array_like=True, tag="listed"):
    """In no order."""

    rows: tuple[Stored, ...]


class Done(msgspec.Struct, frozen=True, array_like=True, tag="done"):
    """It is done."""


class Full(msgspec.Struct, frozen=True, array_like=True, tag="full"):
    """The quota, or the disk, has no room; the draft is gone."""


class Failed(msgspec.Struct, frozen=True, array_like=True, tag="failed"):
    """The disk does not do it, or the draft is unknown; the draft is gone."""

    error: str


Answer = Begun | Sealed | Found | Piece | Listed | Done | Full | Failed


class Shelf(Protocol):
    """What keeps files; may block."""

    def serve(self, request: Request) -> Answer:
        """Does what is asked; refusals are answers, `Full` and `Failed`."""
        ...


def new_draft() -> str:
    """A name for a draft, safe in paths, that no other has."""
    return secrets.token_hex(_NAME_BYTES)


def clean_path(path: str) -> str:
    """Beside a draft's content: what is to be published in its stead."""
    return f"{path}.clean"
