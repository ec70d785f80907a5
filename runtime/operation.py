"""PURE: a client's id of an operation as one integer, unique within an entity."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

_BYTES: Final = 8
_SIGN: Final = 1 << 63


def operation_key(*parts: str) -> int:
    """A signed 64-bit key of who did what.

    Two operations of one entity collide with a chance of n²/2⁶⁵: at a million
    operations in one session that is one in tens of millions.

    Args:
        parts: sender and client id; their boundaries count.
    """
    told_apart = "".join([f"{len(part)}:{part}" for part in parts])
    digest = blake2b(told_apart.encode(), digest_size=_BYTES).digest()
    return int.from_bytes(digest, "big") - _SIGN
