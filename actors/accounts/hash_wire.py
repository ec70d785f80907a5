"""PURE: what is asked of password hashing, what it answers, and how both are sent.

Source of the usual cost: OWASP Password Storage Cheat Sheet (argon2id: 19 MiB, 2
passes, 1 lane).
"""

from __future__ import annotations

from typing import Final

import msgspec


class HashCost(msgspec.Struct, frozen=True):
    """What one hash costs: memory in KiB, passes over it, lanes."""

    memory_kib: int = 19 * 1024
    passes: int = 2
    lanes: int = 1


USUAL_COST: Final = HashCost()


class HashPassword(msgspec.Struct, frozen=True, tag="hash"):
    """Asks for the hash of a password: `Hashed`."""

    password: str


class VerifyPassword(msgspec.Struct, frozen=True, tag="verify"):
    """Asks whether a hash is the password's: `Verified`.

    Without a hash (empty) nobody's is looked at, for as long: the answer is no.
    """

    password: str
    password_hash: str


HashRequest = HashPassword | VerifyPassword


class Hashed(msgspec.Struct, frozen=True, tag="hashed"):
    """The hash, with its salt and its cost."""

    password_hash: str


class Verified(msgspec.Struct, frozen=True, tag="verified"):
    """Whether it is; `new_hash`: the cost has changed since, this is to be kept."""

    is_right: bool
    new_hash: str = ""


HashAnswer = Hashed | Verified

ENCODER: Final = msgspec.msgpack.Encoder()
REQUESTS: Final[msgspec.msgpack.Decoder[HashRequest]] = msgspec.msgpack.Decoder(
    HashRequest
)
ANSWERS: Final[msgspec.msgpack.Decoder[HashAnswer]] = msgspec.msgpack.Decoder(
    HashAnswer
)
