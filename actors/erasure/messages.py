"""What is told of erasures; nothing of it says whose they were."""

from __future__ import annotations

from typing import Final

import msgspec

ERASURES: Final = "erasure/desk"
"""Entity of the journal that counts them."""


class SessionErased(msgspec.Struct, frozen=True):
    """A session was erased, with so many files."""

    files: int


class VisitorErased(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """A visitor was erased, with so many sessions and files; also the journal's event.

    Journal format: the tag and positions are for ever, new fields go last.
    """

    sessions: int
    files: int


class ErasureTold(msgspec.Struct, frozen=True):
    """The same for people, with the wall time in ms: since when, while it goes on."""

    at_ms: int
    sessions: int
    files: int


class HeldPage(msgspec.Struct, frozen=True, tag="held"):
    """A part of what is held of a session.

    Attributes:
        events: each in JSON, with its name, number and wall time in ms.
        files: keys of attachments that they carry.
        next: `after` of the next page; 0: there is none.
    """

    events: tuple[str, ...]
    files: tuple[str, ...]
    next: int
