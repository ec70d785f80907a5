"""PURE: what is recorded of a customer.

Journal format: tags and positions are for ever, new fields go last.
"""

from __future__ import annotations

import msgspec

from actors.customers.profile import Profile


class ProfileSet(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """The profile is this one now."""

    profile: Profile
    by: str


class TagsSet(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """The tags are these now."""

    tags: tuple[str, ...]
    by: str


class LevelSet(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """The VIP level is this one now."""

    level: int
    by: str


class NoteAdded(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """Somebody noted something."""

    text: str
    by: str
    by_name: str


class Blocked(msgspec.Struct, frozen=True, array_like=True, tag=5):
    """The customer is not served until then, wall time (0 = for ever)."""

    reason: str
    until_ms: int
    by: str


class Unblocked(msgspec.Struct, frozen=True, array_like=True, tag=6):
    """The block was lifted."""

    by: str


class BlockEnforced(msgspec.Struct, frozen=True, array_like=True, tag=7):
    """What he had opened was closed."""


CustomerEvent = (
    ProfileSet | TagsSet | LevelSet | NoteAdded | Blocked | Unblocked | BlockEnforced
)
