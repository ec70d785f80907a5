"""What all contents of messages have in common."""

from __future__ import annotations

import msgspec


class Body(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Base of all bodies; the tag of a subclass is its `kind`."""
