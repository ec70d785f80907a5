"""PURE: what a session answers."""

from __future__ import annotations

import msgspec

from actors.refusal import Refused


class Opened(msgspec.Struct, frozen=True, array_like=True, tag="opened"):
    """The visitor's session: a new one, or the one that was open (S2)."""

    session: str


class Accepted(msgspec.Struct, frozen=True, array_like=True, tag="accepted"):
    """A message is on disk under this number.

    `digest` is the checksum of its content, to tell a repetition from another message
    under the same client id.
    """

    number: int
    at_ms: int
    digest: int
    is_repeat: bool = False


class Ended(msgspec.Struct, frozen=True, array_like=True, tag="ended"):
    """The session is closed."""


class Done(msgspec.Struct, frozen=True, array_like=True, tag="done"):
    """What was asked is on disk."""


SessionAnswer = Opened | Accepted | Ended | Done | Refused
