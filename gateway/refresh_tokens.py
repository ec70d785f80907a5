"""Refresh tokens: by what a browser is known again, kept by its page.

An anonymous visitor stays the same as long as the page comes back in time. Each use
gives a new token that is good from then on; the old one keeps its own end, so that two
tabs of one browser do not take the visitor from each other. It opens no connection: a
ticket does, which it is exchanged for.
"""

from __future__ import annotations

from typing import Final

import msgspec

from gateway.seal import BadSeal, Seal
from gateway.wire.terms import Id

REFRESH_MS: Final = 90 * 24 * 3600 * 1000
"""A quarter: who comes back later is a new visitor."""
MAX_REFRESH_CHARS: Final = 512
"""Two ids and a moment, signed, have fewer."""
_PURPOSE: Final = b"triodesk.visitor-refresh.v1"


class RefreshToken(msgspec.Struct, frozen=True, array_like=True, tag="refresh"):
    """Who may come back, and where.

    Attributes:
        visitor: an anonymous one; who is identified says so anew each time.
        channel: id of the only one in which it is good.
        expires_ms: wall time, ms since the epoch.
    """

    visitor: Id
    channel: Id
    expires_ms: int


class RefreshOffice:
    """Mints and reads refresh tokens with one secret.

    Raises:
        UsageError: the secret is too short, see `Seal`.
    """

    def __init__(self, secret: bytes) -> None:
        self._seal = Seal(secret, _PURPOSE, RefreshToken)

    def mint(self, visitor: str, channel: str, now_ms: int) -> str:
        """A token that is good for `REFRESH_MS` from now on."""
        return self._seal.close(RefreshToken(visitor, channel, now_ms + REFRESH_MS))

    def visitor_of(self, text: str, channel: str, now_ms: int) -> str | None:
        """The visitor, or None: not ours, changed, over, or of another channel."""
        try:
            token = self._seal.open(text)
        except BadSeal:
            return None
        is_good = token.channel == channel and now_ms < token.expires_ms
        return token.visitor if is_good else None
