"""What a journal is told to forget: contents of events, or whole entities.

A journal only grows, but for this: people have the right to be forgotten. What is
forgotten is overwritten where it stands, in one commit, so that whoever reads the
journal again, to rebuild what follows from it, finds nothing of it either.

Positions are never given twice: so the newest event of all is never deleted.
"""

from __future__ import annotations

import msgspec


class Rewrite(msgspec.Struct, frozen=True, array_like=True):
    """The event at a position, of the entity that is appended to, says this now."""

    position: int
    body: bytes


class Erasure(msgspec.Struct, frozen=True, array_like=True):
    """A part of an append: what the entity has said before is not said any more.

    Its events become `rewrites`. Its snapshot, the first answers of its operations and
    what it has in the outbox, which may hold the same, are deleted.
    """

    rewrites: tuple[Rewrite, ...]


class Forget(msgspec.Struct, frozen=True, array_like=True, tag="forget"):
    """Deletes entities with all that they have, and marks; those not there are none.

    An entity that is open, or has the newest event of all, stays.

    Attributes:
        entities: by name.
        marks: by key.
        mark_folders: prefixes that end in a slash; all marks whose keys have one of
            them, and no slash behind it.
    """

    entities: tuple[str, ...]
    marks: tuple[str, ...] = ()
    mark_folders: tuple[str, ...] = ()


class Forgotten(msgspec.Struct, frozen=True, array_like=True, tag="forgotten"):
    """Answer to `Forget`: the entities that stay."""

    kept: tuple[str, ...]
